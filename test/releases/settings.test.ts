import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readShippedCatalog } from "../parity/built-environments.ts";
import { sharedRoot } from "../support/shared.ts";
import { type BuiltObject, ReleaseBuilds } from "./release-builds.ts";
import { expectPlan, ReleaseEnvironments } from "./release-environments.ts";

// biome-ignore lint/suspicious/noExplicitAny: built objects are read here as a person would read them
type Anything = any;

/** Finds an object of a component by kind, namespace and name. */
type Find = (component: string, kind: string, name: string, namespace?: string) => Anything;

const CURRENT = "26.03.1";
/** Where the release calls it something else than the current one does. */
type Named = (current: string, before: string) => string;

interface Effect {
  readonly setting: string;
  readonly seen: (find: Find, named: Named, release: string) => unknown;
  readonly expected: unknown;
}

const container = (object: Anything, name: string): Anything =>
  object.spec.template.spec.containers.find((each: Anything) => each.name === name);
const variable = (object: Anything, name: string, env: string): Anything =>
  container(object, name).env.find((each: Anything) => each.name === env);
const storage = (claim: Anything) => [claim.spec.resources.requests.storage, claim.spec.storageClassName];

/** What each line of settings.yaml comes to. */
const EFFECTS: readonly Effect[] = [
  {
    setting: "platform.domain: Knative's",
    seen: (find) => find("knative-serving", "ConfigMap", "config-domain", "knative-serving").data["kubeflow.test"],
    expected: "",
  },
  {
    setting: "platform.domain and gateway.tls: KServe's",
    seen: (find, _, release) => {
      const ingress = JSON.parse(find("kserve", "ConfigMap", "inferenceservice-config").data.ingress);
      const isByPath = !release.startsWith("1.");
      return [ingress.ingressDomain, ingress.urlScheme, "pathTemplate" in ingress === isByPath];
    },
    expected: ["kubeflow.test", "https", true],
  },
  {
    setting: "platform.labels",
    seen: (find) => find("katib", "Service", "katib-ui").metadata.labels["example.com/team"],
    expected: "platform",
  },
  {
    setting: "gateway.hosts, gateway.tls",
    seen: (find) =>
      find("kubeflow-gateway", "Gateway", "kubeflow-gateway").spec.servers.map(({ hosts, tls }: Anything) => [
        hosts,
        tls,
      ]),
    expected: [
      [["kubeflow.test"], { httpsRedirect: true }],
      [["kubeflow.test"], { mode: "SIMPLE", credentialName: "kubeflow-tls" }],
    ],
  },
  {
    setting: "gateway.service",
    seen: (find) => {
      const { spec, metadata } = find("istio", "Service", "istio-ingressgateway", "istio-system");
      return [spec.type, metadata.annotations["example.com/balancer"]];
    },
    expected: ["LoadBalancer", "internal"],
  },
  {
    setting: "mesh.cni",
    seen: (find) =>
      find("istio", "DaemonSet", "istio-cni-node", "kube-system").spec.template.spec.volumes.find(
        ({ name }: Anything) => name === "cni-bin-dir",
      ).hostPath.path,
    expected: "/home/kubernetes/bin",
  },
  {
    setting: "identity.machineTokens",
    seen: (find) =>
      container(find("oauth2-proxy", "Deployment", "cluster-jwks-proxy", "istio-system"), "kubectl-proxy").image,
    expected: "docker.io/bitnamisecure/kubectl:latest",
  },
  {
    setting: "images.overrides",
    seen: (find) => container(find("katib", "Deployment", "katib-ui"), "katib-ui").image.replace(/:.*/, ""),
    expected: "registry.test/katib-ui",
  },
  {
    setting: "profiles",
    seen: (find) => find("team-profiles", "Profile", "team-a", "").spec.owner.name,
    expected: "ada@kubeflow.test",
  },
  {
    setting: "dex.connectors",
    seen: (find) => parse(find("dex", "ConfigMap", "dex", "auth").data["config.yaml"]).connectors[0].config.issuer,
    expected: "https://login.test",
  },
  {
    setting: "central-dashboard.registrationFlow",
    seen: (find, named, release) => {
      const name = named("dashboard", "centraldashboard");
      const deployment = find("central-dashboard", "Deployment", name);
      if (release !== CURRENT) return variable(deployment, name, "REGISTRATION_FLOW").value;
      const { data, metadata } = find("central-dashboard", "ConfigMap", "dashboard-parameters");
      const isRead = container(deployment, name).envFrom.some(
        ({ configMapRef }: Anything) => configMapRef?.name === metadata.name,
      );
      return isRead && data.REGISTRATION_FLOW;
    },
    expected: "true",
  },
  {
    setting: "central-dashboard.links",
    seen: (find, named) => {
      const { links } = find(
        "central-dashboard",
        "ConfigMap",
        named("dashboard-config", "centraldashboard-config"),
      ).data;
      return JSON.parse(links).menuLinks.at(-1).text;
    },
    expected: "Wiki",
  },
  {
    setting: "central-dashboard.replicas, by its name of today",
    seen: (find, named) =>
      find("central-dashboard", "Deployment", named("dashboard", "centraldashboard")).spec.replicas,
    expected: 2,
  },
  {
    setting: "poddefaults.replicas, by its name of before",
    seen: (find, named) =>
      find("poddefaults", "Deployment", named("poddefaults-webhook-deployment", "admission-webhook-deployment")).spec
        .replicas,
    expected: 3,
  },
  {
    setting: "profiles.admin",
    seen: (find) => find("profiles", "ConfigMap", "profiles-config").data.ADMIN,
    expected: "admin@kubeflow.test",
  },
  {
    setting: "profiles.namespaceLabels",
    seen: (find, named) => {
      const name = named("profiles-namespace-labels-data", "namespace-labels-data");
      const labels = parse(find("profiles", "ConfigMap", name).data["namespace-labels.yaml"]);
      return [labels["example.com/profile"], labels["pod-security.kubernetes.io/enforce"]];
    },
    expected: ["yes", "baseline"],
  },
  {
    setting: "notebooks.culling",
    seen: (find) => {
      const { data } = find("notebooks", "ConfigMap", "notebook-controller-config");
      return [data.ENABLE_CULLING, data.CULL_IDLE_TIME, data.IDLENESS_CHECK_PERIOD];
    },
    expected: ["true", "60", "5"],
  },
  {
    setting: "notebooks.spawner",
    seen: (find) =>
      parse(find("notebooks", "ConfigMap", "jupyter-web-app-config").data["spawner_ui_config.yaml"]).spawnerFormDefaults
        .cpu.value,
    expected: "1",
  },
  {
    setting: "gateway.secureCookies",
    seen: (find, named) => [
      variable(find("notebooks", "Deployment", "jupyter-web-app-deployment"), "jupyter-web-app", "APP_SECURE_COOKIES")
        .value,
      variable(find("volumes", "Deployment", "volumes-web-app-deployment"), "volumes-web-app", "APP_SECURE_COOKIES")
        .value,
      variable(
        find("tensorboards", "Deployment", "tensorboards-web-app-deployment"),
        "tensorboards-web-app",
        "APP_SECURE_COOKIES",
      ).value,
      find("kserve-web-app", "ConfigMap", named("kserve-models-web-application-config", "kserve-models-web-app-config"))
        .data.APP_SECURE_COOKIES,
    ],
    expected: ["false", "false", "false", "false"],
  },
  {
    setting: "volumes.viewerImage",
    seen: (find) =>
      variable(find("volumes", "Deployment", "volumes-web-app-deployment"), "volumes-web-app", "VOLUME_VIEWER_IMAGE")
        .value,
    expected: "registry.test/browser:1",
  },
  {
    setting: "tensorboards.image",
    seen: (find) => find("tensorboards", "ConfigMap", "tensorboard-controller-config").data.TENSORBOARD_IMAGE,
    expected: "registry.test/tensorboard:1",
  },
  {
    setting: "volumes of katib, pipelines and model-registry, in storage.storageClass",
    seen: (find, named, release) => [
      storage(find("katib", "PersistentVolumeClaim", "katib-mysql")),
      storage(find("pipelines", "PersistentVolumeClaim", "mysql-pv-claim")),
      storage(find("pipelines", "PersistentVolumeClaim", release === "1.10.2" ? "minio-pvc" : "seaweedfs-pvc")),
      storage(
        find(
          "model-registry",
          "PersistentVolumeClaim",
          named("metadata-postgres", "metadata-mysql"),
          "kubeflow-system",
        ),
      ),
    ],
    expected: [
      ["33Gi", "fast"],
      ["44Gi", "fast"],
      ["55Gi", "fast"],
      ["66Gi", "fast"],
    ],
  },
  {
    setting: "katib.extra",
    seen: (find) => find("katib", "ConfigMap", "katib-extra").data.key,
    expected: "value",
  },
  {
    setting: "pipelines.definitions, with the release's own image and with leave to write what definitions are kept in",
    seen: (find) => {
      const server = container(find("pipelines", "Deployment", "ml-pipeline"), "ml-pipeline-api-server");
      const { rules } = find("pipelines", "ClusterRole", "ml-pipeline", "");
      const rule = rules.find(({ resources }: Anything) => resources.includes("pipelineversions"));
      return [
        server.image.replace(/:2\..*/, ""),
        server.args.includes("--pipelinesStoreKubernetes=true"),
        rule.verbs.includes("create"),
      ];
    },
    expected: ["ghcr.io/kubeflow/kfp-api-server", true, true],
  },
  {
    setting: "model-registry.namespace",
    seen: (find) => {
      const { spec } = find("model-registry", "VirtualService", "model-registry", "kubeflow-system");
      const hosts = spec.http.flatMap(({ route }: Anything) =>
        route.map(({ destination }: Anything) => destination.host),
      );
      const own = /^model-registry-service(\.kubeflow-system\.svc\.cluster\.local)?$/;
      return [spec.gateways, hosts.every((host: string) => own.test(host))];
    },
    expected: [["kubeflow/kubeflow-gateway"], true],
  },
  {
    setting: "model-registry-controller.enabled, with an image that is not `latest`",
    seen: (find) => {
      const { image } = container(
        find("model-registry-controller", "Deployment", "controller-controller-manager"),
        "manager",
      );
      return /^ghcr\.io\/kubeflow\/(hub|model-registry)\/controller:v0\.[23]\.\d+$/.test(image);
    },
    expected: true,
  },
];

const CONCERNED = new Set([
  ...["istio", "kubeflow-gateway", "knative-serving", "kserve", "dex", "oauth2-proxy", "team-profiles", "katib"],
  ...["central-dashboard", "profiles", "poddefaults", "notebooks", "volumes", "tensorboards", "kserve-web-app"],
  ...["pipelines", "model-registry", "model-registry-controller"],
]);

const catalog = readShippedCatalog();
const environments = new ReleaseEnvironments(readFileSync(resolve(import.meta.dirname, "settings.yaml"), "utf8"));
afterAll(() => rmSync(environments.root, { recursive: true, force: true }));

test("settings across the components, in one values file, for every release", () => {
  expect(EFFECTS.length).toBeGreaterThanOrEqual(20);
  for (const release of catalog.releases.keys()) expectPlan(environments.plan(catalog, release));
});

describe.skipIf(sharedRoot() === undefined).each([...catalog.releases.keys()])(
  "at %s each is seen in the objects:",
  (release) => {
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    let built: ReadonlyMap<string, readonly BuiltObject[]>;
    const named: Named = (current, before) => (release === CURRENT ? current : before);
    const find: Find = (component, kind, name, namespace = "kubeflow") => {
      const found = built.get(component)?.find(({ identity }) => identity.endsWith(`/${kind}/${namespace}/${name}`));
      if (found === undefined) throw new Error(`${component} has no ${kind} ${namespace}/${name} at ${release}`);
      return parse(found.text, { uniqueKeys: false });
    };

    beforeAll(async () => {
      built = await new ReleaseBuilds(release, folder).build(expectPlan(environments.plan(catalog, release)), (name) =>
        CONCERNED.has(name),
      );
    }, 120_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test.each(EFFECTS.map((effect) => [effect.setting, effect] as const))("%s", (_, { seen, expected }) => {
      expect(seen(find, named, release)).toEqual(expected);
    });
  },
);
