import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { run } from "../../generator/cli/program.ts";
import { valueAt } from "../../generator/facts/value-at.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { listImages } from "../../generator/review/list/list-images.ts";
import { OPTIONAL } from "../catalog/optional-settings.ts";
import { catalog, planWith } from "../catalog/plan-with.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, type BuiltPlatform, buildPlatform, environmentOf, RELEASES } from "./built-platform.ts";

/** Every registry that publishes an image of any release. */
const PUBLIC = [
  "cr.flyte.org",
  "docker-registry1.mariadb.com",
  "docker.io",
  "gcr.io",
  "ghcr.io",
  "mcr.microsoft.com",
  "nvcr.io",
  "public.ecr.aws",
  "quay.io",
  "reg.kyverno.io",
  "registry.istio.io",
  "registry.k8s.io",
  "us-central1-docker.pkg.dev",
];
const MIRROR = "mirror.test:5000";
const MIRRORS = PUBLIC.map((from) => ({ from, to: `${MIRROR}/${from.replaceAll(".", "-")}` }));

/** A public registry in front of a path; not one in front of a model's artifact, which the catalog's demo data lists and nothing pulls. */
const PUBLIC_REGISTRY = new RegExp(
  `(?<![\\w./-])(?:${PUBLIC.map((name) => name.replaceAll(".", "\\.")).join("|")})/[a-z]`,
);
/** Images that upstream names without a registry, and any other that stands where an image does. */
const UNPREFIXED =
  /(?<![\w./-])(?:(?:kserve|pytorch|tensorflow|filebrowser|chrislusf|seldonio|kubeflow|argoproj|istio|minio)\/[a-z0-9-]+:[\w.-]+|(?:alpine|busybox|mysql|nginx|postgres|python|redis):[\w.-]+)|\bimage["']?\s*[:=]\s*["']?(?!auto\b|proxyv2\b|pilot\b|mirror\.test)[a-z0-9][a-z0-9./_-]*[:@][\w.:-]+/i;

const isPublic = (line: string) => PUBLIC_REGISTRY.test(line) || UNPREFIXED.test(line);

/** All that a release has, each with what it cannot be without. */
function everything(release: string): ValueMap {
  const inRelease = catalog.releases.get(release)?.components ?? new Map();
  const names = [...catalog.components.keys()].filter((name) => inRelease.has(name) || name in OPTIONAL);
  return Object.fromEntries(names.map((name) => [name, { enabled: true, ...OPTIONAL[name] }]));
}

const builds = new Map<string, Promise<BuiltPlatform>>();

function mirrored(release: string): Promise<BuiltPlatform> {
  const values = {
    platform: { purpose: "evaluation" },
    images: { mirrors: MIRRORS, pullSecrets: ["registry", "registry-2"], pullPolicy: "Always" },
    profiles: [{ name: "team-a", owner: "a@example.com" }],
    components: everything(release),
  };
  const build = builds.get(release) ?? buildPlatform(release, values);
  builds.set(release, build);
  return build;
}

/** The lines of what is applied, without what only documents it: definitions, and the examples in ConfigMaps, one of which is checksummed. */
function readLines({ objects }: BuiltPlatform): readonly string[] {
  return objects
    .filter(({ kind }) => kind !== "CustomResourceDefinition")
    .flatMap(({ kind, name, text }) =>
      text
        .replace(/^ {2}_example: (?:[|>].*\n(?: {4}.*\n|\n)*|".*\n(?: {4}.*\n)*)/gm, "")
        .split("\n")
        .map((line) => `${kind} ${name}: ${line.trim()}`),
    );
}

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("mirrors, on upstream's manifests of %s", (release) => {
  test("nothing of the whole platform is pulled from a public registry", async () => {
    const lines = readLines(await mirrored(release));
    const rewritten = lines.filter((line) => line.includes(`${MIRROR}/`));

    console.log(`${release}: ${rewritten.length} places take their image from the mirror`);
    expect(rewritten.length).toBeGreaterThan(100);
    expect(lines.filter(isPublic)).toEqual([]);
  });

  test("the list has what the objects name, and names nothing else", async () => {
    const built = await mirrored(release);
    const { platform, components } = built.plan;
    const list = listImages(platform, components);
    const text = readLines(built).join("\n");
    const named = new Set(text.match(new RegExp(`${MIRROR}/[\\w./-]+(?:[:@][\\w.:-]+)?`, "g")));
    const listed = new Set(list.map(({ image }) => image));
    const unlisted = [...named].filter((image) => ![...listed].some((each) => each.startsWith(image)));
    const inObjects = list.filter(({ object }) => / .*\//.test(object));

    // A name of which the user picks the version.
    expect(unlisted).toEqual(
      ["mirror.test:5000/docker-io/tensorflow/tensorflow"].filter((image) => unlisted.includes(image)),
    );
    expect(inObjects.length).toBeGreaterThan(100);
    expect(
      inObjects.filter(({ image }) => !text.includes(image.replace(/:[^:]*$/, "")) && !image.includes("/proxyv2:")),
    ).toEqual([]);
    expect(list.filter(({ from, rewritten }) => !rewritten || !isPublic(from))).toEqual([]);
  });

  test("what sync.py makes in a profile, and the UI's TensorBoard, come from the mirror", async () => {
    const { find, plan } = await mirrored(release);
    const { version } = plan.components.find(({ component }) => component.name === "pipelines")!;
    const profile = environmentOf(find("Deployment", "kubeflow-pipelines-profile-controller"), "profile-controller");
    const page = environmentOf(find("Deployment", "ml-pipeline-ui"), "ml-pipeline-ui");

    expect(profile).toMatchObject({ FRONTEND_IMAGE: `${MIRROR}/ghcr-io/kubeflow/kfp-frontend`, FRONTEND_TAG: version });
    expect(page).toMatchObject({ VIEWER_TENSORBOARD_TF_IMAGE_NAME: `${MIRROR}/docker-io/tensorflow/tensorflow` });
  });
});

/** Every container of an object, at any depth. */
function containersIn(value: Built): Built[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value as Record<string, Built>).flatMap(([key, inside]) => [
    ...(/^(initC|c)ontainers$/.test(key) && Array.isArray(inside) ? inside.filter((each) => "image" in each) : []),
    ...containersIn(inside),
  ]);
}

describe.skipIf(sharedRoot() === undefined).each(RELEASES)(
  "how images are pulled, on upstream's manifests of %s",
  (release) => {
    const secrets = [{ name: "registry" }, { name: "registry-2" }];
    const inspect = async () => {
      const built = await mirrored(release);
      const read = built.objects.filter(
        ({ kind, text }) => /ontainers:|imagePull/.test(text) || kind === "ServiceAccount",
      );
      const objects: Built[] = read
        .filter(({ kind }) => kind !== "CustomResourceDefinition")
        .map(({ text }) => parse(text));
      return { built, objects };
    };

    test("every pod and every account has the Secrets, and the mesh gives them to the pods that it injects", async () => {
      const { built, objects } = await inspect();
      const pods = objects.filter(({ kind }) => /^(DaemonSet|Deployment|StatefulSet|Job)$/.test(kind));
      const accounts = objects.filter(({ kind }) => kind === "ServiceAccount");
      const { values } = built.find("ConfigMap", "istio-sidecar-injector").data;

      expect(pods.length).toBeGreaterThan(40);
      expect(pods.filter(({ spec }) => !isDeepStrictEqual(spec.template.spec.imagePullSecrets, secrets))).toEqual([]);
      expect(accounts.length).toBeGreaterThan(40);
      expect(accounts.filter(({ imagePullSecrets }) => !isDeepStrictEqual(imagePullSecrets, secrets))).toEqual([]);
      expect(
        accounts.filter(({ metadata }) => metadata.namespace === "team-a").map(({ metadata }) => metadata.name),
      ).toEqual(["default", "default-editor", "default-viewer"]);
      expect(JSON.parse(values).global.imagePullSecrets).toEqual(["registry", "registry-2"]);
    });

    test("the Secrets are expected once in every namespace that has pods or accounts", async () => {
      const { built, objects } = await inspect();
      const { platform, components } = built.plan;
      const expected = listExpectations(platform, components).filter(({ keys }) => keys.includes(".dockerconfigjson"));
      const charts = components.flatMap(({ component }) => component.chart?.namespace ?? []);
      const namespaces = new Set([...charts, ...objects.filter(isPulling).map(({ metadata }) => metadata.namespace)]);
      const wanted = [...namespaces].flatMap((namespace) => secrets.map(({ name }) => `Secret ${namespace}/${name}`));

      expect(namespaces).toContain("kubeflow");
      expect(expected.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).sort()).toEqual(wanted.sort());
    });

    test("every container, and every setting of those that programs start, has the policy", async () => {
      const { built, objects } = await inspect();
      const containers = objects.flatMap(containersIn);
      const { values } = built.find("ConfigMap", "istio-sidecar-injector").data;

      expect(containers.length).toBeGreaterThan(70);
      expect(containers.filter(({ imagePullPolicy }) => imagePullPolicy !== "Always")).toEqual([]);
      expect(JSON.parse(values).global.imagePullPolicy).toBe("Always");
      expect(parse(built.find("ConfigMap", "workflow-controller-configmap").data.executor).imagePullPolicy).toBe(
        "Always",
      );
      expect(JSON.parse(built.find("ConfigMap", "inferenceservice-config").data.router).imagePullPolicy).toBe("Always");
    });
  },
);

test.skipIf(sharedRoot() === undefined).each(RELEASES)(
  "an override reaches an image wherever it is named, whatever it is put together from (%s)",
  async (release) => {
    const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
    const istio = release === RELEASES.at(-1) ? "registry.istio.io/release" : "gcr.io/istio-release";
    const { find } = await buildPlatform(
      release,
      {
        platform: { purpose: "evaluation" },
        images: {
          overrides: [
            { name: `${istio}/proxyv2`, newName: "own.test/proxy", newTag: "own" },
            { name: "kserve/art-explainer", digest },
            { name: "docker.io/kserve/router", newTag: "own" },
            { name: "ghcr.io/kubeflow/kfp-launcher", digest },
            { name: "quay.io/argoproj/argoexec", newName: "own.test/argoexec" },
          ],
        },
      },
      ["istio", "kserve", "pipelines"],
    );
    const { hub, tag, proxy, proxy_init } = JSON.parse(find("ConfigMap", "istio-sidecar-injector").data.values).global;
    const { explainers, router } = find("ConfigMap", "inferenceservice-config").data;
    const [container] = find("Deployment", "workflow-controller").spec.template.spec.containers;

    expect([hub, proxy.image, proxy_init.image, tag]).toEqual(["own.test", "proxy", "proxy", "own"]);
    expect(JSON.parse(explainers).art).toMatchObject({
      image: "kserve/art-explainer@sha256",
      defaultImageVersion: digest.slice("sha256:".length),
    });
    expect(JSON.parse(router).image).toBe("kserve/router:own");
    expect(environmentOf(find("Deployment", "ml-pipeline"), "ml-pipeline-api-server").V2_LAUNCHER_IMAGE).toBe(
      `ghcr.io/kubeflow/kfp-launcher@${digest}`,
    );
    expect(container.args.filter((each: string) => each.startsWith("own.test/argoexec:"))).toHaveLength(1);
  },
);

test("each Secret to pull with is fetched by one ExternalSecret of the component that has its namespace, and nothing waits in a circle", () => {
  const { components } = planWith({
    platform: { purpose: "evaluation" },
    images: { pullSecrets: ["registry"] },
    secrets: { provider: "external-secrets", externalSecrets: { store: { name: "vault" } } },
    profiles: [{ name: "team-a", owner: "a@example.com" }],
    components: { "external-secrets": { enabled: true } },
  });
  const makers = components.flatMap(({ component, objects }) =>
    objects
      .filter(({ kind, name }) => kind === "ExternalSecret" && name === "registry")
      .map(({ namespace }) => [namespace, component.name]),
  );

  expect(Object.fromEntries(makers)).toMatchObject({
    auth: "dex",
    "istio-system": "istio",
    kubeflow: "kubeflow-namespaces",
    "team-a": "team-namespaces",
  });
  expect(makers).toHaveLength(new Set(makers.map(([namespace]) => namespace)).size);
  // The operator does not run before it has what it is pulled with.
  expect(makers.map(([namespace]) => namespace)).not.toContain("external-secrets");
  const operator = components.find(({ component }) => component.name === "external-secrets");
  expect(operator?.expected.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
    "external-secrets/registry",
  ]);
});

test.skipIf(sharedRoot() === undefined)(
  "texts that are written here name the mirror like those of upstream's",
  async () => {
    const { find } = await buildPlatform(
      "26.03.1",
      {
        platform: { purpose: "evaluation" },
        images: { mirrors: MIRRORS },
        components: {
          notebooks: { form: { images: { rstudio: ["docker.io/example/rstudio:1"] } } },
          tensorboards: { image: "example/tensorboard:1" },
          volumes: { viewerImage: "example/viewer:1" },
        },
      },
      ["notebooks", "tensorboards", "volumes"],
    );
    const form = parse(find("ConfigMap", "jupyter-web-app-config").data["spawner_ui_config.yaml"]).spawnerFormDefaults;

    expect(
      [form.image, form.imageGroupOne, form.imageGroupTwo]
        .flatMap(({ options }) => options)
        .filter((image) => !image.startsWith(MIRROR)),
    ).toEqual([]);
    expect(form.imageGroupTwo.value).toBe(`${MIRROR}/docker-io/example/rstudio:1`);
    expect(find("ConfigMap", "tensorboard-controller-config").data.TENSORBOARD_IMAGE).toBe(
      `${MIRROR}/docker-io/example/tensorboard:1`,
    );
    expect(JSON.stringify(find("Deployment", "volumes-web-app-deployment"))).toContain(
      `${MIRROR}/docker-io/example/viewer:1`,
    );
  },
);

const isPulling = ({ kind }: Built) => /^(DaemonSet|Deployment|StatefulSet|Job|ServiceAccount)$/.test(kind);

test("every image of a chart is in its values, with the version in the tag", () => {
  const charts = planWith({
    platform: { purpose: "evaluation" },
    images: { mirrors: MIRRORS, overrides: [{ name: "postgres", digest: `sha256:${"0".repeat(64)}` }] },
    components: Object.fromEntries(Object.entries(OPTIONAL).map(([name, own]) => [name, { enabled: true, ...own }])),
  }).components.filter(({ component }) => component.chart !== undefined);

  expect(charts.length).toBeGreaterThan(3);
  for (const { component, files } of charts) {
    const values = parse(files.get("chart/values.yaml") ?? "") as ValueMap;
    expect([...component.chart!.images.keys()].map((path) => valueAt(values, path.split(".")))).toEqual(
      [...component.chart!.images.values()].map((image) => ({
        ...(component.chart!.imageRegistry === undefined
          ? { repository: expect.stringMatching(/^mirror\.test:5000\/[a-z0-9./-]+(@sha256)?$/) }
          : { [component.chart!.imageRegistry]: MIRROR, repository: expect.stringMatching(/^[a-z0-9./-]+$/) }),
        tag: image.startsWith("postgres:") ? "0".repeat(64) : image.replace(/.*:/, ""),
      })),
    );
  }
});

test("charts have the pull policy and the Secrets in the values that they name for them", () => {
  const charts = planWith({
    platform: { purpose: "evaluation" },
    images: { pullPolicy: "Always", pullSecrets: ["registry"] },
    components: Object.fromEntries(Object.entries(OPTIONAL).map(([name, own]) => [name, { enabled: true, ...own }])),
  }).components.filter(({ component }) => component.chart !== undefined);

  expect(charts.length).toBeGreaterThan(3);
  for (const { component, files } of charts) {
    const values = parse(files.get("chart/values.yaml") ?? "") as ValueMap;
    const { pullPolicies, pullSecrets } = component.chart!;
    const at = (paths: readonly string[]) => paths.map((path) => valueAt(values, path.split(".")));
    expect([pullPolicies.length, pullSecrets.length]).not.toContain(0);
    expect(at(pullPolicies)).toEqual(pullPolicies.map(() => "Always"));
    expect(at(pullSecrets)).toEqual(pullSecrets.map(() => [{ name: "registry" }]));
  }
});

test("images are listed for scripts: a name a line, the pairs to copy, what names each", async () => {
  const root = withUserFiles({
    "environments/mine/environment.yaml": "{}",
    "environments/mine/values.yaml": JSON.stringify({
      platform: { purpose: "evaluation" },
      images: { mirrors: MIRRORS.filter(({ from }) => from === "docker.io") },
    }),
  }).user;
  const output = async (...flags: readonly string[]) => {
    const terminal = memoryTerminal(root);
    expect(await run(["images", "--env", "mine", ...flags], terminal)).toBe(0);
    return terminal.output().trim().split("\n");
  };
  const names = await output();

  expect(names.length).toBeGreaterThan(80);
  expect(names).toEqual([...new Set(names)].sort());
  expect(names).toContain("mirror.test:5000/docker-io/library/busybox:1.28");
  expect(names).toContain("ghcr.io/dexidp/dex:v2.45.1");
  expect(await output("--upstream")).toContain(
    "docker.io/library/busybox:1.28 mirror.test:5000/docker-io/library/busybox:1.28",
  );
  expect((await output("--upstream")).filter((line) => line.includes("ghcr.io"))).toEqual([]);
  expect((await output("--places")).find((line) => line.includes("/filebrowser:"))).toMatch(
    /volumes +Deployment .*VOLUME_VIEWER_IMAGE/,
  );
  expect(JSON.parse((await output("--output", "json")).join("\n"))).toContainEqual({
    image: "mirror.test:5000/docker-io/kserve/art-explainer:latest",
    from: "docker.io/kserve/art-explainer:latest",
    rewritten: true,
    mirrored: true,
    component: "kserve",
    object: "ConfigMap kubeflow/inferenceservice-config",
    field: "data.explainers",
  });
});

test.each(RELEASES)("the mirrors that docs/images.md shows are all that any component of %s needs", (release) => {
  const [, example = ""] =
    /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(repositoryRoot, "docs/images.md"), "utf8")) ?? [];
  const values = { platform: { release, purpose: "evaluation" }, components: everything(release) };
  const { platform, components } = planWith(deepmerge(values, parse(example)) as ValueMap);
  const images = listImages(platform, components);

  expect(images.length).toBeGreaterThan(100);
  expect(images.filter(({ mirrored }) => !mirrored).map(({ image }) => image)).toEqual([]);
});

test("images that no mirror has are listed for CI, which fails while there are any", async () => {
  const unmirrored = async (images: ValueMap, ...flags: readonly string[]) => {
    const values = { platform: { purpose: "evaluation" }, images };
    const { user } = withUserFiles({
      "environments/mine/environment.yaml": "{}",
      "environments/mine/values.yaml": JSON.stringify(values),
    });
    const terminal = memoryTerminal(user);
    const code = await run(["images", "--env", "mine", "--unmirrored", ...flags], terminal);
    return { code, output: terminal.output() };
  };
  const withoutDocker = MIRRORS.filter(({ from }) => from !== "docker.io");
  const { code, output } = await unmirrored({ mirrors: withoutDocker });

  expect(code).toBe(1);
  expect(output).toContain("busybox:1.28\n");
  expect(output).not.toContain("mirror.test");
  expect(await unmirrored({ mirrors: MIRRORS })).toEqual({ code: 0, output: "" });
  expect(await unmirrored({ mirrors: MIRRORS }, "--output", "json")).toEqual({ code: 0, output: "[]\n" });
  // A name of its own goes before the mirrors, and is none of theirs unless it says so.
  const overrides = [
    { name: "busybox", newName: "quay.io/example/busybox" },
    { name: "ghcr.io/dexidp/dex", newName: `${MIRRORS[0]?.to}/own/dex` },
  ];
  const own = await unmirrored({ mirrors: MIRRORS, overrides }, "--output", "json");
  expect(own.code).toBe(1);
  expect(new Set(JSON.parse(own.output).map(({ image }: { image: string }) => image))).toEqual(
    new Set(["quay.io/example/busybox:1.28"]),
  );
  expect((await unmirrored({ mirrors: MIRRORS }, "--upstream")).code).toBe(2);
});

test.skipIf(sharedRoot() === undefined)("the detector sees what upstream says without mirrors", async () => {
  const lines = readLines(await buildPlatform("26.03.1", { platform: { purpose: "evaluation" } }));
  expect(lines.filter(isPublic).length).toBeGreaterThan(130);
});
