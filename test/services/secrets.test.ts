import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { describeObject } from "../../generator/facts/describe-object.ts";
import { type Generated, generate, type Plan, planEnvironment, renderGenerated } from "../../generator/generate.ts";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { Catalog } from "../../generator/model/catalog.ts";
import type { ObjectFacts } from "../../generator/model/facts.ts";
import type { Problem, Result } from "../../generator/model/problem.ts";
import type { Upstream } from "../../generator/model/upstream.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { renderComponents } from "../../generator/render/render-components.ts";
import { listExpectations, printExpectations } from "../../generator/review/list/list-expectations.ts";
import { renderedObjects } from "../../generator/sources/rendered-objects.ts";
import { OPTIONAL } from "../catalog/optional-settings.ts";
import { catalog, expectValue, planWith } from "../catalog/plan-with.ts";
import { COMPONENT_FILE, withUserFiles } from "../layers/temporary-roots.ts";
import { hasCrdSchemas, schemaErrors } from "../support/crd-schemas.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, buildFiles, buildPlatform, environmentOf, RELEASES } from "./built-platform.ts";

const USERS = [{ email: "a@example.com", username: "a", userID: "1", hashFromEnv: "A_HASH" }];
const LOGIN: ValueMap = { components: { dex: { staticUsers: USERS } } };
const OPERATOR: ValueMap = { components: { "external-secrets": { enabled: true } } };
const VAULT: ValueMap = { secrets: { provider: "external-secrets", externalSecrets: { store: { name: "vault" } } } };
const FROM_VAULT = deepmerge.all([LOGIN, OPERATOR, VAULT]) as ValueMap;

/** Every component that brings something of its own to log in to, beside what is on by default. */
const EVERYTHING: ValueMap = {
  gateway: { tls: { mode: "secret", secretName: "wildcard" } },
  components: Object.fromEntries(
    Object.entries(OPTIONAL).map(([name, settings]) => [name, { enabled: true, ...settings }]),
  ),
};

const hasCredentials = ({ credentials, plainCredentials }: ObjectFacts) =>
  (credentials ?? plainCredentials) !== undefined;
const externalSecretsIn = (documents: readonly Built[]) => new Map(documents.map((each) => [idOf(each), each]));
const idOf = ({ metadata }: Built) => `${metadata.namespace}/${metadata.name}`;

describe.skipIf(sharedRoot() === undefined)("external-secrets, with upstream's manifests", () => {
  test.each(RELEASES)("at %s an ExternalSecret makes every Secret that a component needs", async (release) => {
    const platform = await buildPlatform(release, deepmerge(FROM_VAULT, EVERYTHING) as ValueMap);
    const expectations = listExpectations(platform.plan.platform, platform.plan.components);
    const needed = expectations.filter(({ kind, optional }) => kind === "Secret" && !optional);
    const made = externalSecretsIn(platform.all("ExternalSecret"));

    expect(needed.length).toBeGreaterThan(8);
    expect(needed.filter(({ maker }) => maker === undefined)).toEqual([]);
    expect([...made.keys()].sort()).toEqual(
      [...new Set(needed.map(({ namespace, name }) => `${namespace}/${name}`))].sort(),
    );
    for (const { namespace, name, keys } of needed) {
      const { spec } = made.get(`${namespace}/${name}`);
      expect(spec.data.map(({ secretKey }: Built) => secretKey)).toEqual(expect.arrayContaining([...keys]));
    }
    expect([...made.values()].flatMap(schemaErrors)).toEqual([]);
    // What pods name is what they get.
    const read = secretReferences(platform).filter(({ id }) => made.has(id));
    const keysOf = (id: string) => made.get(id)?.spec.data.map(({ secretKey }: Built) => secretKey);
    expect(read.length).toBeGreaterThan(8);
    expect(read.filter(({ id, key }) => !keysOf(id).includes(key))).toEqual([]);
    // Nothing that is applied has a credential in it, and MySQL is not made without one.
    const objects = platform.objects.filter(({ kind }) => kind !== "CustomResourceDefinition");
    expect(objects.map(({ text }) => describeObject(parse(text))).filter(hasCredentials)).toEqual([]);
    expect(environmentOf(platform.find("Deployment", "mysql"), "mysql")).toEqual({
      MYSQL_ROOT_PASSWORD: { secretKeyRef: { name: "mysql-secret", key: "password" } },
    });
  });
});

describe("external-secrets", () => {
  test("says where each value is stored: under the path of all, under its own, or where an equal one is", () => {
    const plan = planWith(
      deepmerge(FROM_VAULT, {
        secrets: {
          externalSecrets: {
            path: "{environment}/{namespace}/{name}",
            remote: {
              "kubeflow/mysql-secret": { path: "databases/{name}", properties: { username: "user" } },
              "kubeflow/mlpipeline-minio-artifact": { properties: { secretkey: { path: "objects" } } },
            },
          },
        },
      }) as ValueMap,
    );

    expect(remoteOf(plan, "kubeflow/mysql-secret")).toEqual({
      username: { key: "databases/mysql-secret", property: "user" },
      password: { key: "databases/mysql-secret", property: "password" },
    });
    expect(remoteOf(plan, "kubeflow/mlpipeline-minio-artifact")).toEqual({
      accesskey: { key: "mine/kubeflow/mlpipeline-minio-artifact", property: "accesskey" },
      secretkey: { key: "objects" },
    });
    // Dex and oauth2-proxy know the same client: it is stored once.
    expect(remoteOf(plan, "auth/dex-oidc-client")).toEqual({
      OIDC_CLIENT_ID: { key: "mine/oauth2-proxy/oauth2-proxy", property: "client-id" },
      OIDC_CLIENT_SECRET: { key: "mine/oauth2-proxy/oauth2-proxy", property: "client-secret" },
    });
  });

  test("a store without properties has a value per key", () => {
    const plan = planWith(
      deepmerge(FROM_VAULT, { secrets: { externalSecrets: { path: "{namespace}-{name}-{key}" } } }) as ValueMap,
    );
    expect(remoteOf(plan, "kubeflow/mysql-secret")).toEqual({
      username: { key: "kubeflow-mysql-secret-username" },
      password: { key: "kubeflow-mysql-secret-password" },
    });
  });

  test("the Secret outlives its ExternalSecret, has the type of its keys, and nothing of its labels", () => {
    const plan = planWith(
      deepmerge(FROM_VAULT, {
        gateway: { tls: { mode: "secret", secretName: "tls" } },
        secrets: { externalSecrets: { refreshInterval: "5m" } },
      }) as ValueMap,
    );
    expect(externalSecretOf(plan, "istio-system/tls").spec).toMatchObject({
      refreshInterval: "5m",
      secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
      target: { creationPolicy: "Orphan", deletionPolicy: "Retain", template: { type: "kubernetes.io/tls" } },
    });
    expect(externalSecretOf(plan, "kubeflow/mysql-secret").spec.target.template).toEqual({ type: "Opaque" });
  });

  test("what is left out is expected in the cluster, and so are optional Secrets that have no place in the store", () => {
    const existing = ["kubeflow/mysql-secret"];
    const plan = planWith(deepmerge(FROM_VAULT, { secrets: { existing } }) as ValueMap);
    expect(inCluster(plan)).toEqual([
      "ClusterSecretStore vault",
      "Secret kubeflow/model-catalog-hf-api-key",
      "Secret kubeflow/mysql-secret",
    ]);
    const remote = { "kubeflow/model-catalog-hf-api-key": {} };
    expect(
      inCluster(planWith(deepmerge(FROM_VAULT, { secrets: { externalSecrets: { remote } } }) as ValueMap)),
    ).toEqual(["ClusterSecretStore vault"]);
  });

  test("what the store itself logs in with is not fetched from it", () => {
    const expected = (name: string) => ({
      kind: "Secret",
      namespace: "kubeflow",
      name,
      keys: ["token"],
      reason: "It.",
    });
    const provider = {
      vault: { auth: { tokenSecretRef: { namespace: "kubeflow", name: "vault-token", key: "token" } } },
    };
    const store = {
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: { name: "vault" },
      spec: { provider },
    };
    const plan = expectValue(
      planFiles({
        "environments/mine/values.yaml": JSON.stringify(
          deepmerge(FROM_VAULT, { components: { one: { enabled: true } } }),
        ),
        ...component("one", [expected("vault-token"), expected("other")]),
        "components/one/resources/store.yaml": JSON.stringify(store),
      }),
    );
    expect(inCluster(plan)).toEqual(["Secret kubeflow/model-catalog-hf-api-key", "Secret kubeflow/vault-token"]);
    expect(Object.keys(remoteOf(plan, "kubeflow/other"))).toEqual(["token"]);
  });

  test("a component syncs after the operator, after its namespace, and after the component that has the store", () => {
    const store = {
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: { name: "vault" },
      spec: { provider: { fake: { data: [] } } },
    };
    const team = { profiles: [{ name: "team-a", owner: { kind: "User", name: "a@example.com" } }] };
    const plan = planWith(
      deepmerge.all([
        FROM_VAULT,
        team,
        {
          components: {
            "model-registry": { namespace: "team-a" },
            "kubeflow-roles": { extra: { resources: [store] } },
          },
        },
      ]) as ValueMap,
    );
    const syncedBefore = (name: string) => everythingBefore(plan, name);

    expect(syncedBefore("dex")).toEqual(expect.arrayContaining(["external-secrets", "kubeflow-roles"]));
    expect(syncedBefore("model-registry")).toEqual(
      expect.arrayContaining(["external-secrets", "kubeflow-roles", "team-profiles"]),
    );
    expect(inCluster(plan)).not.toContain("ClusterSecretStore vault");
  });

  test("Argo CD waits for the Secrets of an Application before its pods, and makes their namespace first", () => {
    const files = filesOf(planWith(FROM_VAULT), "dex");
    expect(files.get("resources/external-secret-dex-oidc-client.yaml")).toContain('argocd.argoproj.io/sync-wave: "-1"');
    expect(files.get("patches/namespace-first.yaml")).toContain('argocd.argoproj.io/sync-wave: "-2"');
    expect(files.get("kustomization.yaml")).toMatch(
      /namespace-first\.yaml\n {2}target:\n {4}version: v1\n {4}kind: Namespace\n {4}name: auth/,
    );

    const onFlux = filesOf(planWith(deepmerge(FROM_VAULT, { delivery: { controller: "flux" } }) as ValueMap), "dex");
    expect([...onFlux.values()].join()).not.toContain("argocd");
  });

  test("a Secret that two components need is made once, with the keys of both, before the other", () => {
    const shared = (keys: string[]) => ({
      kind: "Secret",
      namespace: "kubeflow",
      name: "shared",
      keys,
      reason: "Both.",
    });
    const plan = expectValue(
      planFiles({
        "environments/mine/values.yaml": JSON.stringify(
          deepmerge(FROM_VAULT, { components: { one: { enabled: true }, two: { enabled: true } } }),
        ),
        ...component("one", [shared(["a", "b"])]),
        ...component("two", [shared(["b", "c"])]),
      }),
    );
    expect(Object.keys(remoteOf(plan, "kubeflow/shared"))).toEqual(["a", "b", "c"]);
    expect(
      plan.components
        .filter(({ objects }) => objects.some(({ name }) => name === "shared"))
        .map(({ component: { name } }) => name),
    ).toEqual(["one"]);
    expect(everythingBefore(plan, "two")).toContain("one");
  });

  test("MariaDB makes its users with the Secrets of the components that wait for it: they are made with it", () => {
    const components = {
      mariadb: { enabled: true },
      "mariadb-operator": { enabled: true },
      "model-catalog": { enabled: false },
    };
    const plan = planWith(deepmerge(FROM_VAULT, { database: { provider: "mariadb" }, components }) as ValueMap);
    const makers = listExpectations(plan.platform, plan.components)
      .filter(({ kind, name }) => kind === "Secret" && name === "kubeflow-database")
      .map(({ component, maker }) => `${component}: ${maker?.component}`);
    expect(makers).toEqual(expect.arrayContaining(["katib: mariadb", "mariadb: mariadb", "pipelines: mariadb"]));
    expect(everythingBefore(plan, "katib")).toContain("mariadb");
  });

  test("it is made before a component that others require, though its name comes later", () => {
    const shared = { kind: "Secret", namespace: "kubeflow", name: "shared", keys: ["a"], reason: "Both." };
    const values = { components: { one: { enabled: true }, two: { enabled: true } } };
    const one = component("one", [shared], "requires: [{ name: two, reason: It asks two. }]\n");
    const plan = expectValue(
      planFiles({
        "environments/mine/values.yaml": JSON.stringify(deepmerge(FROM_VAULT, values)),
        ...one,
        ...component("two", [shared, { ...shared, keys: ["b"] }]),
      }),
    );
    // What is stated of one Secret in two entries is one.
    expect(Object.keys(remoteOf(plan, "kubeflow/shared"))).toEqual(["a", "b"]);
    expect([...filesOf(plan, "two").keys()]).toContain("resources/external-secret-shared.yaml");
  });

  test.each<[string, ValueMap, string]>([
    ["no store", { secrets: { provider: "external-secrets" } }, "STORE_MISSING"],
    ["no operator", VAULT, "MISSING_REQUIREMENT"],
    [
      "a Secret that nobody needs",
      deepmerge(FROM_VAULT, { secrets: { externalSecrets: { remote: { "kubeflow/mysql-secrets": {} } } } }) as ValueMap,
      'SECRET_UNKNOWN No component that is on needs a Secret kubeflow/mysql-secrets. Did you mean "kubeflow/mysql-secret"?',
    ],
    [
      "the same in the list of what exists",
      deepmerge(FROM_VAULT, { secrets: { existing: ["auth/dex"] } }) as ValueMap,
      "SECRET_UNKNOWN",
    ],
    [
      "what the operator is itself pulled with",
      deepmerge(FROM_VAULT, {
        images: { pullSecrets: ["registry"] },
        secrets: { externalSecrets: { remote: { "kubeflow/registry": {}, "external-secrets/registry": {} } } },
      }) as ValueMap,
      "SECRET_OF_OPERATOR External Secrets Operator cannot fetch the Secret external-secrets/registry:",
    ],
    [
      "a path with a placeholder that there is not",
      deepmerge(FROM_VAULT, { secrets: { externalSecrets: { path: "{cluster}/x" } } }) as ValueMap,
      "WRONG_FORMAT",
    ],
  ])("%s is refused", (_, values, problem) => {
    expect(() => planWith({ components: LOGIN["components"] ?? {}, ...values })).toThrow(problem);
  });

  test("an operator that the cluster has is enough", () => {
    const existing = { components: { "external-secrets": { existing: true } } };
    expect(inCluster(planWith(deepmerge.all([LOGIN, VAULT, existing]) as ValueMap))).toContain(
      "ClusterSecretStore vault",
    );
  });

  test("with SecretStores one is needed in each namespace", () => {
    const store = { name: "vault", kind: "SecretStore" };
    const plan = planWith(deepmerge(FROM_VAULT, { secrets: { externalSecrets: { store } } }) as ValueMap);
    expect(inCluster(plan)).toEqual(expect.arrayContaining(["SecretStore auth/vault", "SecretStore kubeflow/vault"]));
  });
});

/** What sops writes, as far as it matters here: comments, odd quotes and all. */
const ENCRYPTED = `# Who may read it: the platform team.
apiVersion:   v1
kind: Secret
metadata: {name: mysql-secret,   namespace: kubeflow}
stringData:
    username: ENC[AES256_GCM,data:cm9vdA==,iv:aaaa,tag:bbbb,type:str]
    "password": 'ENC[AES256_GCM,data:cGFzcw==,iv:aaaa,tag:bbbb,type:str]'
sops:
    age:
        - recipient: age1qqqq
          enc: |
            -----BEGIN AGE ENCRYPTED FILE-----
            YWdl
            -----END AGE ENCRYPTED FILE-----
    lastmodified: "2026-05-04T10:00:00Z"
    mac: ENC[AES256_GCM,data:bWFj,iv:aaaa,tag:bbbb,type:str]
    encrypted_regex: ^(data|stringData)$
    version: 3.11.0
`;
const encrypted = (namespace: string, name: string, keys: readonly string[]) =>
  ENCRYPTED.replace("mysql-secret,   namespace: kubeflow", `${name}, namespace: ${namespace}`)
    .replace(/ {4}(username|"password"): .*\n/g, "")
    .replace(
      "stringData:\n",
      `stringData:\n${keys.map((key) => `    ${key}: ENC[AES256_GCM,data:YQ==,type:str]\n`).join("")}`,
    );
const FILE = "environments/mine/pipelines/secrets/mysql-secret.yaml";
const OTHERS = [
  "auth/dex-oidc-client",
  "auth/dex-passwords",
  "kubeflow/katib-mysql-secrets",
  "kubeflow/mlpipeline-minio-artifact",
  "kubeflow/model-catalog-postgres",
  "kubeflow/model-registry-db-secrets",
  "oauth2-proxy/oauth2-proxy",
];
const SOPS: ValueMap = deepmerge(LOGIN, {
  delivery: { controller: "flux" },
  secrets: { provider: "sops", existing: OTHERS, sops: { keySecret: "sops-age", serviceAccount: "decryptor" } },
}) as ValueMap;

const withSops = (values: ValueMap, text = ENCRYPTED) =>
  planFiles({ "environments/mine/values.yaml": JSON.stringify(values), [FILE]: text });

describe("sops", () => {
  test.each(["remote", "rendered"])("with %s manifests the file is delivered byte for byte", (manifests) => {
    const plan = expectValue(withSops(deepmerge(SOPS, { delivery: { manifests } }) as ValueMap));
    const files = filesOf(plan, "pipelines");
    expect(files.get("secrets/mine-mysql-secret.yaml")).toBe(ENCRYPTED);
    const isListed = files.get("kustomization.yaml")?.includes("\n- secrets/mine-mysql-secret.yaml\n");
    // What is rendered gets it after the build.
    expect(isListed).toBe(manifests === "remote");
  });

  test.skipIf(sharedRoot() === undefined).each(RELEASES)(
    "at %s a file can make every Secret that a component needs, and Kustomize passes on what Flux decrypts",
    async (release) => {
      const platform = { platform: { release } };
      const needed = planWith(deepmerge(LOGIN, platform) as ValueMap).components.flatMap(({ component, expected }) =>
        expected.filter(({ kind }) => kind === "Secret").map((each) => ({ ...each, component: component.name })),
      );
      const settings = { ...SOPS, secrets: { provider: "sops" } };
      const plan = expectValue(
        planFiles({
          "environments/mine/values.yaml": JSON.stringify(deepmerge(settings, platform)),
          ...Object.fromEntries(
            needed.map(({ component, namespace = "", name, keys }) => [
              `environments/mine/${component}/secrets/${name}.yaml`,
              encrypted(namespace, name, keys),
            ]),
          ),
        }),
      );
      const owners = new Set(needed.map(({ component }) => component));
      const texts = await Promise.all([...owners].map((name) => buildFiles(filesOf(plan, name))));
      const secrets = texts
        .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()))
        .filter(({ kind, data, stringData }) => kind === "Secret" && (data ?? stringData) !== undefined);

      expect(needed.length).toBeGreaterThan(6);
      expect(secrets.map(idOf).sort()).toEqual(needed.map(({ namespace, name }) => `${namespace}/${name}`).sort());
      for (const { data, stringData, sops } of secrets) {
        expect([data, Object.values(stringData).every((value) => String(value).startsWith("ENC["))]).toEqual([
          undefined,
          true,
        ]);
        expect(sops.mac).toMatch(/^ENC\[/);
      }
    },
  );

  test("Flux decrypts for the components that have such a file, and only for these", () => {
    const { files } = generated(SOPS);
    expect(files.get("sync/pipelines.yaml")).toContain(
      "  decryption:\n    provider: sops\n    secretRef:\n      name: sops-age\n    serviceAccountName: decryptor\n",
    );
    expect(files.get("sync/katib.yaml")).not.toContain("decryption");
    if (hasCrdSchemas) expect(schemaErrors(parse(files.get("sync/pipelines.yaml") ?? ""))).toEqual([]);
  });

  test("what is rendered has the file beside what was built", async () => {
    const values = deepmerge(SOPS, { delivery: { manifests: "rendered" } }) as ValueMap;
    const text = "apiVersion: v1\nkind: Service\nmetadata:\n  name: built\n";
    const built = [{ group: "", kind: "Service", namespace: "", name: "built", text }];
    const upstream = { checkVendored: () => [], build: async () => ({ ok: true as const, value: built }) };
    const { files } = expectValue(await renderGenerated(generated(values), upstream));
    const folder = "components/pipelines";
    expect(files.get(`${folder}/secrets/mine-mysql-secret.yaml`)).toBe(ENCRYPTED);
    expect(files.get(`${folder}/kustomization.yaml`)).toMatch(
      /resources:\n- service-built\.yaml\n- secrets\/mine-mysql-secret\.yaml\n$/,
    );
  });

  test.each(["argocd", "flux"])(
    "for %s, encrypted Secrets may be all that a rendered component has",
    async (controller) => {
      const values = deepmerge(SOPS, {
        delivery: { controller, manifests: "rendered" },
        secrets: { sops: { argocd: "ksops" } },
        components: { tokens: { enabled: true } },
      });
      const { platform, components } = expectValue(
        planFiles({
          "environments/mine/values.yaml": JSON.stringify(values),
          [FILE]: ENCRYPTED,
          "components/tokens/component.yaml": COMPONENT_FILE.replace("mine", "tokens"),
          "components/tokens/values.yaml": "enabled: false\n",
          "components/tokens/secrets/token.yaml": encrypted("kubeflow", "token", ["token"]),
        }),
      );
      const build: Upstream["build"] = async (_, __, files) => ({
        ok: true,
        value: renderedObjects(await buildFiles(files)),
      });
      const own = components.filter(({ component: { name } }) => name === "tokens");
      const [rendered] = expectValue(await renderComponents(platform, own, { checkVendored: () => [], build }));
      expect(rendered?.files.get("kustomization.yaml")).toMatch(
        controller === "argocd" ? /\ngenerators:\n- ksops\.yaml\n$/ : /\nresources:\n- secrets\/token\.yaml\n$/,
      );
    },
  );

  test("the Secret is made, and the keys that decrypt are expected", () => {
    const { platform, components } = expectValue(withSops(SOPS));
    const printed = printExpectations(listExpectations(platform, components));
    expect(printed).toMatch(/^pipelines +Secret kubeflow\/mysql-secret +username, password +sops +/m);
    expect(printed).toMatch(/^secrets +Secret flux-system\/sops-age +the cluster/m);
    expect(printed).toMatch(/^secrets +ServiceAccount flux-system\/decryptor +the cluster/m);
  });

  test("for Argo CD, KSOPS decrypts, if there is one", () => {
    const argocd = deepmerge(SOPS, { delivery: { controller: "argocd" } }) as ValueMap;
    expect(problemsOf(withSops(argocd))).toEqual(["ARGOCD_CANNOT_DECRYPT"]);
    const files = filesOf(
      expectValue(withSops(deepmerge(argocd, { secrets: { sops: { argocd: "ksops" } } }) as ValueMap)),
      "pipelines",
    );
    expect(files.get("kustomization.yaml")).toContain("\ngenerators:\n- ksops.yaml\n");
    expect(files.get("kustomization.yaml")).not.toContain("secrets/");
    expect(files.get("ksops.yaml")).toContain("files:\n- secrets/mine-mysql-secret.yaml\n");
    expect(files.get("secrets/mine-mysql-secret.yaml")).toBe(ENCRYPTED);
  });

  test.each<[string, string]>([
    [
      "a plain Secret",
      "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: kubeflow}\nstringData: {password: x}\n",
    ],
    ["a value that was added in plain text", ENCRYPTED.replace("stringData:\n", "stringData:\n    added: plain\n")],
    ["a name that is encrypted", ENCRYPTED.replace("name: mysql-secret", 'name: "ENC[AES256_GCM,data:a]"')],
    ["another kind", ENCRYPTED.replace("kind: Secret", "kind: ConfigMap")],
    [
      "an annotation that has the values once more",
      ENCRYPTED.replace(
        "kubeflow}",
        `kubeflow, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"password":"x"}}'}}`,
      ),
    ],
    ["two documents", `${ENCRYPTED}---\n${ENCRYPTED}`],
    ["nothing", ""],
  ])("%s is refused", (_, text) => {
    const result = withSops(SOPS, text);
    expect(problemsOf(result)).toEqual(["SECRET_NOT_ENCRYPTED"]);
    expect(!result.ok && result.problems[0]?.place?.file).toBe(FILE);
  });

  test("an encrypted Secret among the resources is refused", () => {
    const file = FILE.replace("secrets/", "resources/");
    const result = planFiles({ "environments/mine/values.yaml": JSON.stringify(LOGIN), [file]: ENCRYPTED });
    expect(problemsOf(result)).toEqual(["SECRET_MISPLACED"]);
  });

  test("a file that nobody would decrypt is refused", () => {
    const settings = { ...SOPS, secrets: { provider: "existing" } };
    expect(problemsOf(withSops(settings))).toEqual(["SOPS_NOT_CONFIGURED"]);
  });

  test("a key that is not in the file, and a Secret without a file, are found before the sync", () => {
    const lacking = ENCRYPTED.replace(/ {4}username.*\n/, "");
    expect(problemsOf(withSops(SOPS, lacking))).toEqual(["SECRET_LACKS_KEYS"]);
    const all = deepmerge(
      SOPS,
      { secrets: { existing: OTHERS.slice(1) } },
      { arrayMerge: (_, later) => later },
    ) as ValueMap;
    const result = withSops(all);
    expect(!result.ok && result.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        "No layer has the Secret auth/dex-oidc-client (OIDC_CLIENT_ID, OIDC_CLIENT_SECRET) that dex needs.",
      ),
    ]);
  });
});

describe("sealed-secrets", () => {
  const SEALED = {
    apiVersion: "bitnami.com/v1alpha1",
    kind: "SealedSecret",
    metadata: { name: "mysql-secret", namespace: "kubeflow" },
    spec: { encryptedData: { username: "AgA", password: "AgB" }, template: { metadata: { name: "mysql-secret" } } },
  };
  const values = deepmerge(LOGIN, { secrets: { provider: "sealed-secrets", existing: OTHERS } }) as ValueMap;
  const sealed = (object: ValueMap, owner = "pipelines") =>
    planFiles({
      "environments/mine/values.yaml": JSON.stringify(values),
      [`environments/mine/${owner}/resources/mysql.yaml`]: JSON.stringify(object),
    });

  test("a SealedSecret makes the Secret of its name, and needs its controller", () => {
    const { platform, components } = expectValue(sealed(SEALED));
    const printed = printExpectations(listExpectations(platform, components));
    expect(printed).toMatch(/^pipelines +Secret kubeflow\/mysql-secret +username, password +SealedSecret +/m);
    expect(printed).toMatch(/^secrets +CustomResourceDefinition sealedsecrets.bitnami.com +the cluster/m);
    if (hasCrdSchemas) expect(schemaErrors(SEALED)).toEqual([]);
  });

  test("in another component it is made before", () => {
    const plan = expectValue(sealed(SEALED, "kubeflow-roles"));
    expect(everythingBefore(plan, "pipelines")).toContain("kubeflow-roles");
    expect(printExpectations(listExpectations(plan.platform, plan.components))).toContain(
      "SealedSecret of kubeflow-roles",
    );
  });

  test("a key that was not sealed is missed", () => {
    expect(problemsOf(sealed({ ...SEALED, spec: { encryptedData: { username: "AgA" } } }))).toEqual([
      "SECRET_LACKS_KEYS",
    ]);
  });

  test("a Secret that nobody sealed is missed, unless it exists", () => {
    const result = planFiles({ "environments/mine/values.yaml": JSON.stringify(values) });
    expect(problemsOf(result)).toEqual(["SECRET_NOT_MADE"]);
  });
});

test("a Certificate of a layer makes its Secret, whatever the provider is", () => {
  const certificate = {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: "gateway", namespace: "istio-system" },
    spec: { secretName: "wildcard", dnsNames: ["x.example.com"], issuerRef: { name: "x" } },
  };
  const plan = planWith(
    deepmerge(FROM_VAULT, {
      gateway: { tls: { mode: "secret", secretName: "wildcard" } },
      components: { "kubeflow-gateway": { extra: { resources: [certificate] } } },
    }) as ValueMap,
  );
  const { maker } = listExpectations(plan.platform, plan.components).find(({ name }) => name === "wildcard") ?? {};
  expect(maker).toEqual({ kind: "Certificate", component: "kubeflow-gateway" });
});

/** Where a pod reads one key of a Secret that it cannot be without. */
function secretReferences({ objects, all }: Awaited<ReturnType<typeof buildPlatform>>) {
  const workloads = ["Deployment", "StatefulSet"].filter((kind) => objects.some((object) => object.kind === kind));
  return workloads
    .flatMap((kind) => all(kind))
    .flatMap(({ metadata, spec }: Built) =>
      [...(spec.template.spec.initContainers ?? []), ...spec.template.spec.containers].flatMap((container: Built) =>
        (container.env ?? []).flatMap(({ valueFrom }: Built) =>
          valueFrom?.secretKeyRef === undefined || valueFrom.secretKeyRef.optional === true
            ? []
            : [{ id: `${metadata.namespace}/${valueFrom.secretKeyRef.name}`, key: valueFrom.secretKeyRef.key }],
        ),
      ),
    );
}

function planFiles(files: Readonly<Record<string, string>>) {
  const roots = withUserFiles({ "environments/mine/environment.yaml": "{}", ...files });
  const own = Object.keys(files).some((file) => file.startsWith("components/"));
  const known = own ? ownCatalog(roots) : catalog;
  return planEnvironment(expectValue(readEnvironment(roots, "mine", known)), known);
}

function ownCatalog(roots: Parameters<typeof readCatalog>[0]): Catalog {
  return expectValue(readCatalog(roots));
}

/** A component of one's own that needs something. */
function component(name: string, expectations: readonly ValueMap[], more = ""): Readonly<Record<string, string>> {
  const folder = `components/${name}`;
  return {
    [`${folder}/component.yaml`]: COMPONENT_FILE.replace("mine", name) + more,
    [`${folder}/expectations.yaml`]: JSON.stringify(expectations),
    [`${folder}/values.yaml`]: "enabled: false\n",
    [`${folder}/resources/service.yaml`]: `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: kubeflow }\n`,
  };
}

function generated(values: ValueMap): Generated {
  const roots = withUserFiles({
    "environments/mine/environment.yaml": "{}",
    "environments/mine/values.yaml": JSON.stringify(values),
    [FILE]: ENCRYPTED,
  });
  return expectValue(generate(expectValue(readEnvironment(roots, "mine", catalog)), catalog));
}

function problemsOf(result: Result<Plan>): readonly string[] {
  return result.ok ? [] : result.problems.map(({ code }: Problem) => code);
}

function filesOf({ components }: Plan, name: string): ReadonlyMap<string, string> {
  return components.find(({ component }) => component.name === name)?.files ?? new Map();
}

function externalSecretOf({ components }: Plan, id: string): Built {
  const file = `resources/external-secret-${id.split("/")[1]}.yaml`;
  const text = components.flatMap(({ files }) => files.get(file) ?? [])[0] ?? "";
  const object = parse(text);
  expect(idOf(object)).toBe(id);
  return object;
}

/** By key of the Secret. */
function remoteOf(plan: Plan, id: string): Readonly<Record<string, Built>> {
  const { data } = externalSecretOf(plan, id).spec;
  return Object.fromEntries(data.map(({ secretKey, remoteRef }: Built) => [secretKey, remoteRef]));
}

/** What somebody else has to bring, without the definitions of what the cluster has. */
function inCluster({ platform, components }: Plan): readonly string[] {
  return listExpectations(platform, components)
    .filter(({ maker }) => maker === undefined)
    .map(({ kind, namespace, name }) => `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`)
    .sort();
}

function everythingBefore({ components }: Plan, name: string): readonly string[] {
  const direct = components.find(({ component }) => component.name === name)?.dependencies.map(({ on }) => on) ?? [];
  return [...new Set([...direct, ...direct.flatMap((on) => everythingBefore({ components } as Plan, on))])];
}
