import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { CONNECTOR, planWith, tryPlanWith } from "../catalog/plan-with.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, buildPlatform, environmentOf, RELEASES } from "./built-platform.ts";

const LOGIN: ValueMap = { components: { dex: { connectors: [CONNECTOR] } } };
const TEAM = { name: "team-a", owner: "ada@example.com" };

const with_ = (...values: readonly ValueMap[]) =>
  deepmerge.all<ValueMap>([LOGIN, ...values], { arrayMerge: (_, later) => later });
const store = (objectStore: ValueMap): ValueMap => with_({ objectStore: { provider: "external", ...objectStore } });

const AMAZON = store({ bucket: "example-artifacts", region: "eu-central-1" });
const OTHER = store({
  bucket: "example-artifacts",
  endpoint: "http://objects.example.com:9000",
  credentials: { secret: "store", accessKeyKey: "id", secretKeyKey: "key" },
});
const IDENTITY = store({
  bucket: "example-artifacts",
  region: "eu-central-1",
  credentials: {
    from: "identity",
    serviceAccountAnnotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a" },
  },
});
const GOOGLE = store({ api: "gcs", bucket: "example-artifacts", credentials: { from: "identity" } });

/** Pipelines 2.15.0, the version of this release, cannot use an identity. */
const WITHOUT_IDENTITY = "1.11.0";
const WITHOUT_GOOGLE = ["1.10.2", "1.11.0"];

/** Whatever leads to the store that a release ships, or opens it. */
const BUNDLED =
  /seaweedfs|minio-service|minio-pvc|minio123|mlpipeline-minio|\bmlpipeline\b(?<!pipelineDb: mlpipeline)/i;

const bundledLines = (text: string) => text.split("\n").filter((line) => BUNDLED.test(line));

const COMPONENTS = ["pipelines", "kserve", "kubeflow-namespaces", "team-profiles", "team-namespaces"];

const problemsOf = (values: ValueMap) => {
  const plan = tryPlanWith(values);
  return plan.ok ? [] : plan.problems.map(({ code, message, place }) => `${code} ${message} ${place?.file ?? ""}`);
};

const secretsOf = (values: ValueMap) =>
  [planWith(values)]
    .flatMap(({ components, undelivered }) => [...components, ...undelivered])
    .flatMap(({ expected }) => expected)
    .filter(({ reason }) => reason.includes("object store"))
    .map(({ namespace, name, keys }) => `${namespace}/${name} ${keys.join(" ")}`);

describe.skipIf(sharedRoot() === undefined).each(RELEASES)(
  "external store at %s (needs upstream's manifests)",
  (release) => {
    test("nothing is left of the bundled store", async () => {
      const { text } = await buildPlatform(release, with_(AMAZON, { profiles: [TEAM] }));

      expect(text).toContain("s3://example-artifacts");
      expect(bundledLines(text)).toEqual([]);
    });

    test("its address and keys reach every program that uses it", async () => {
      const { find } = await buildPlatform(release, OTHER, COMPONENTS);
      const api = environmentOf(find("Deployment", "ml-pipeline", "kubeflow"), "ml-pipeline-api-server");
      const web = environmentOf(find("Deployment", "ml-pipeline-ui", "kubeflow"), "ml-pipeline-ui");
      const key = (name: string) => ({ secretKeyRef: { name: "store", key: name } });

      expect(api).toMatchObject({
        OBJECTSTORECONFIG_HOST: "objects.example.com",
        OBJECTSTORECONFIG_PORT: "9000",
        OBJECTSTORECONFIG_SECURE: "false",
        OBJECTSTORECONFIG_REGION: "us-east-1",
        OBJECTSTORECONFIG_BUCKETNAME: "example-artifacts",
        OBJECTSTORECONFIG_ACCESSKEY: key("id"),
        OBJECTSTORECONFIG_SECRETACCESSKEY: key("key"),
      });
      expect(web).toMatchObject({
        MINIO_HOST: "objects.example.com",
        MINIO_PORT: "9000",
        MINIO_SSL: "false",
        MINIO_NAMESPACE: "",
        MINIO_ACCESS_KEY: key("id"),
        MINIO_SECRET_KEY: key("key"),
        AWS_S3_ENDPOINT: "objects.example.com",
        AWS_SSL: "false",
        ARGO_ARCHIVE_BUCKETNAME: "example-artifacts",
      });
      expect(JSON.parse(find("ConfigMap", "workflow-controller-configmap").data.artifactRepository).s3).toMatchObject({
        endpoint: "objects.example.com:9000",
        bucket: "example-artifacts",
        insecure: true,
        accessKeySecret: { name: "store", key: "id" },
        secretKeySecret: { name: "store", key: "key" },
        keyFormat: web["ARGO_KEYFORMAT"],
      });
      const launcher = find("ConfigMap", "kfp-launcher").data;
      expect(launcher.defaultPipelineRoot).toBe("s3://example-artifacts/v2/artifacts");
      expect(JSON.parse(launcher.providers).s3.default).toEqual({
        endpoint: "objects.example.com:9000",
        region: "us-east-1",
        disableSSL: true,
        forcePathStyle: true,
        credentials: { fromEnv: false, secretRef: { secretName: "store", accessKeyKey: "id", secretKeyKey: "key" } },
      });
      expect(JSON.parse(find("ConfigMap", "inferenceservice-config").data.credentials).s3).toMatchObject({
        s3Endpoint: "objects.example.com:9000",
        s3UseHttps: "0",
        s3Region: "us-east-1",
        s3UseVirtualBucket: "false",
      });
    });

    test.skipIf(release === WITHOUT_IDENTITY)("an identity takes the place of keys", async () => {
      const { find, text } = await buildPlatform(release, IDENTITY, COMPONENTS);
      const api = environmentOf(find("Deployment", "ml-pipeline", "kubeflow"), "ml-pipeline-api-server");
      const web = environmentOf(find("Deployment", "ml-pipeline-ui", "kubeflow"), "ml-pipeline-ui");

      expect(text).not.toContain("kubeflow-object-store");
      expect(api).toMatchObject({ OBJECTSTORECONFIG_ACCESSKEY: "", OBJECTSTORECONFIG_SECRETACCESSKEY: "" });
      expect(api["OBJECTSTORECONFIG_HOST"]).toBe("s3.eu-central-1.amazonaws.com");
      expect(web).not.toHaveProperty("AWS_ACCESS_KEY_ID");
      expect(web["ARGO_ARCHIVE_ARTIFACTORY"]).toBe("s3");
      for (const name of ["ml-pipeline", "ml-pipeline-ui"])
        expect(find("ServiceAccount", name, "kubeflow").metadata.annotations).toEqual({
          "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a",
        });
      const { s3 } = JSON.parse(find("ConfigMap", "workflow-controller-configmap").data.artifactRepository);
      expect([s3.useSDKCreds, s3.accessKeySecret, s3.region]).toEqual([true, undefined, "eu-central-1"]);
      const providers = JSON.parse(find("ConfigMap", "kfp-launcher").data.providers);
      expect([providers.s3.default.credentials, providers.minio]).toEqual([{ fromEnv: true }, undefined]);
    });

    test.skipIf(WITHOUT_GOOGLE.includes(release))("Google's store is used by its own protocol", async () => {
      const { find, text } = await buildPlatform(
        release,
        with_(GOOGLE, { platform: { purpose: "evaluation" } }),
        COMPONENTS,
      );

      expect(bundledLines(text)).toEqual([]);
      const { data } = find("ConfigMap", "kfp-launcher");
      expect(data.defaultPipelineRoot).toBe("gs://example-artifacts/v2/artifacts");
      expect(JSON.parse(data.providers)).toEqual({ gs: { default: { credentials: { fromEnv: true } } } });
      const { gcs, s3 } = JSON.parse(find("ConfigMap", "workflow-controller-configmap").data.artifactRepository);
      expect([gcs.bucket, s3]).toEqual(["example-artifacts", undefined]);
    });

    test("what its Pipelines cannot do is refused where it is said", () => {
      const refused = (values: ValueMap) =>
        problemsOf(with_(values, { platform: { release } })).map((each) => each.split(" ")[0]);

      expect(refused(IDENTITY)).toEqual(release === WITHOUT_IDENTITY ? ["SETTING_REFUSED"] : []);
      expect(refused(GOOGLE)).toEqual(WITHOUT_GOOGLE.includes(release) ? ["SETTING_REFUSED"] : []);
      expect(refused(with_(AMAZON, { networkPolicies: "none" }))).toEqual([]);
    });

    test("profiles that are there already get a store that changes", async () => {
      const { find } = await buildPlatform(release, AMAZON, ["pipelines"]);
      const { spec } = find("DecoratorController", "kubeflow-pipelines-profile-controller");

      expect(spec.attachments.map(({ updateStrategy }: Built) => updateStrategy.method)).toEqual(
        Array(6).fill("InPlace"),
      );
    });

    test("the bundled store stays as upstream has it", async () => {
      const { find } = await buildPlatform(release, with_({ platform: { purpose: "evaluation" } }), ["pipelines"]);

      expect(find("Secret", "mlpipeline-minio-artifact").stringData.secretkey).toBe("minio123");
      expect(find("ConfigMap", "kubeflow-pipelines-profile-controller-code").data).not.toHaveProperty(["objects.json"]);
      expect(find("ConfigMap", "kfp-launcher").data).toEqual({ defaultPipelineRoot: "" });
    });
  },
);

describe("expected Secrets", () => {
  test("with the platform's keys in every profile: one", () => {
    expect(secretsOf(with_(AMAZON, { profiles: [TEAM] }))).toEqual([
      "kubeflow/kubeflow-object-store accesskey secretkey",
    ]);
  });

  test("with keys of each profile's own: one more per profile", () => {
    const own = with_(OTHER, { objectStore: { credentials: { profileKeys: "own" } }, profiles: [TEAM] });
    expect(secretsOf(own).sort()).toEqual(["kubeflow/store id key", "team-a/store id key"]);
  });

  test("with an identity: none", () => expect(secretsOf(with_(IDENTITY, { profiles: [TEAM] }))).toEqual([]));
});

describe("a store that could not be used is refused", () => {
  const MINE = "environments/mine/values.yaml";

  test.each<[string, ValueMap, string]>([
    ["no bucket", store({}), "An external store needs objectStore.bucket."],
    [
      "keys for Google's",
      store({ api: "gcs", bucket: "artifacts" }),
      "Google's store is used with an identity: set objectStore.credentials.from to identity.",
    ],
    [
      "an endpoint for Google's",
      with_(GOOGLE, { objectStore: { endpoint: "https://objects.example.com" } }),
      "Google's store has no other endpoint: leave objectStore.endpoint out.",
    ],
    [
      "an identity at another store",
      with_(IDENTITY, { objectStore: { endpoint: "https://objects.example.com" } }),
      "With an identity pipelines look for the bucket at Amazon, whatever objectStore.endpoint says.",
    ],
  ])("%s", (_, values, message) => {
    expect(problemsOf(values)).toEqual([`OBJECT_STORE_UNUSABLE ${message} ${MINE}`]);
  });

  test.each<[string, ValueMap, RegExp]>([
    ["a bucket that no store has", store({ bucket: "Not A Bucket" }), /^WRONG_FORMAT objectStore.bucket/],
    [
      "an endpoint with a path",
      store({ bucket: "abc", endpoint: "https://a.example.com/x" }),
      /^WRONG_FORMAT objectStore.endpoint/,
    ],
    [
      "an endpoint with a port that there is not",
      store({ bucket: "abc", endpoint: "https://a.example.com:65536" }),
      /^WRONG_FORMAT objectStore.endpoint/,
    ],
    [
      "a folder that profiles share",
      store({ bucket: "abc", profileFolder: "artifacts" }),
      /^WRONG_FORMAT objectStore.profileFolder/,
    ],
    [
      "a lifecycle that only the bundled store keeps",
      with_(AMAZON, { components: { pipelines: { artifactRetentionDays: 30 } } }),
      /^SETTING_REFUSED Only the bundled store .* environments\/mine\/values.yaml$/,
    ],
    [
      "the browser of a MinIO that is not there",
      with_(AMAZON, { platform: { release: "1.10.2" }, components: { "minio-console": { enabled: true } } }),
      /^SETTING_REFUSED The platform keeps its artifacts in an external store/,
    ],
  ])("%s", (_, values, expected) => {
    expect(problemsOf(values)).toEqual([expect.stringMatching(expected)]);
  });
});

describe("components with a store of their own", () => {
  const LOGINS: Readonly<Record<string, ValueMap>> = {
    flyte: { secret: "login", username: "flyte" },
    mlflow: { secret: "login" },
  };
  const on = (component: string, settings: ValueMap = {}) => {
    const database = { engine: "postgres", host: "db.example.com", tls: "require", login: LOGINS[component] ?? {} };
    return { components: { [component]: { enabled: true, database, ...settings } } };
  };
  const chartOf = (values: ValueMap, component: string) =>
    planWith(values)
      .components.find((each) => each.component.name === component)
      ?.files.get("chart/values.yaml");

  test.each(["flyte", "mlflow"])("%s takes the platform's", (component) => {
    const values = with_(OTHER, on(component));

    expect(chartOf(values, component)).toMatch(/example-artifacts[\s\S]*http:\/\/objects\.example\.com:9000/);
    expect(chartOf(values, component)).toContain("store");
    expect(secretsOf(values)).toContain(`${component}/store AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY`);
  });

  test.each(["flyte", "mlflow"])("%s takes the platform's identity", (component) => {
    expect(chartOf(with_(IDENTITY, on(component)), component)).toContain("arn:aws:iam::1:role/a");
  });

  test.each(["flyte", "mlflow"])("what %s says itself wins", (component) => {
    const own = { objectStore: { bucket: "own", endpoint: "https://own.example.com" } };
    const chart = chartOf(with_(OTHER, on(component, own)), component);

    expect(chart).toMatch(/own[\s\S]*https:\/\/own\.example\.com/);
    expect(chart).not.toMatch(/example-artifacts|objects\.example\.com/);
    expect(secretsOf(with_(OTHER, on(component, own)))).toEqual(["kubeflow/store id key"]);
  });
});
