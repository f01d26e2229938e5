import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Plan } from "../../generator/generate.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { planWith } from "../catalog/plan-with.ts";
import { RELEASES } from "./built-platform.ts";

const EVALUATION: ValueMap = { platform: { purpose: "evaluation" } };
const CONTROLLERS = ["admissionController", "backgroundController", "cleanupController", "reportsController"];
const merged = (...values: readonly ValueMap[]) => deepmerge.all([EVALUATION, ...values]) as ValueMap;
const kyverno = (settings: ValueMap): ValueMap => ({ components: { kyverno: { enabled: true, ...settings } } });
const policies = (settings: ValueMap): ValueMap => ({
  components: { kyverno: { enabled: true }, "kyverno-policies": { enabled: true, ...settings } },
});

const SECRET = { kind: "Secret", namespace: "kubeflow", name: "package-index", keys: ["pip.conf"] };
const CONFIG_MAP = { kind: "ConfigMap", namespace: "kubeflow", name: "conda", keys: [".condarc"] };

const fileOf = ({ components }: Plan, component: string, file: string) =>
  parse(components.find((each) => each.component.name === component)?.files.get(file) ?? "null");
const chartOf = (values: ValueMap) => fileOf(planWith(merged(values)), "kyverno", "chart/values.yaml");
const policyOf = (plan: Plan, name: string) => fileOf(plan, "kyverno-policies", `resources/${name}.yaml`);

describe.each(RELEASES)("Kubeflow %s", (release) => {
  test.each(["argocd", "flux"])("on %s policies come after Kyverno, which waits for nothing", (controller) => {
    const { components } = planWith(
      merged(policies({ copies: [SECRET] }), { platform: { release }, delivery: { controller } }),
    );
    const needsOf = (name: string) =>
      components.find(({ component }) => component.name === name)?.dependencies.map(({ on }) => on);

    expect(needsOf("kyverno")).toEqual([]);
    expect(needsOf("kyverno-policies")).toEqual(["kyverno"]);
  });
});

test("each controller has its pods, its resources and the permissions in the chart's values", () => {
  const resources = { requests: { cpu: "1", memory: "2Gi" }, limits: { memory: "3Gi" } };
  const rule = { apiGroups: ["kubeflow.org"], resources: ["notebooks"], verbs: ["get"] };
  const each = { pods: 3, resources };
  const chart = chartOf(
    kyverno({ admission: each, background: each, cleanup: each, reports: each, permissions: [rule] }),
  );

  for (const name of CONTROLLERS) {
    const { replicas, rbac, container } = chart[name];
    expect({ replicas, rbac }).toEqual({ replicas: 3, rbac: { clusterRole: { extraResources: [rule] } } });
    expect(name === "admissionController" ? container.resources : chart[name].resources).toEqual(resources);
  }
});

test("images have their registry under a key of its own, which the chart puts before the repository", () => {
  const images = {
    mirrors: [{ from: "reg.kyverno.io", to: "mirror.test:5000/all" }],
    overrides: [{ name: "reg.kyverno.io/kyverno/cleanup-controller", newName: "example/cleanup", newTag: "v2" }],
  };
  const { admissionController, cleanupController, webhooksCleanup } = chartOf(merged(kyverno({}), { images }));

  expect(admissionController.container.image).toEqual({
    registry: "mirror.test:5000",
    repository: "all/kyverno/kyverno",
    tag: expect.stringMatching(/^v1\./),
  });
  expect(cleanupController.image).toEqual({ registry: "docker.io", repository: "example/cleanup", tag: "v2" });
  expect(webhooksCleanup).toBeUndefined();
});

test("where its pods run is said for all of them; affinity in each controller's own keys", () => {
  const nodeAffinity = {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 1, preference: { matchExpressions: [{ key: "a", operator: "Exists" }] } },
    ],
  };
  const tolerations = [{ key: "a", operator: "Exists" }];
  const scheduling = { nodeSelector: { a: "b" }, tolerations, priorityClassName: "p", affinity: { nodeAffinity } };
  const chart = chartOf(merged(kyverno({}), { scheduling }));

  expect(chart.global).toEqual({ nodeSelector: { a: "b" }, tolerations, priorityClassName: "p" });
  for (const name of CONTROLLERS) expect(chart[name].nodeAffinity).toEqual(nodeAffinity);
});

test.each([
  ["argocd", { argocd: { namespace: "gitops" } }, "gitops"],
  ["flux", {}, "flux-system"],
])(
  "with %s no policy is asked about kube-system, the controller's namespace and those exempted",
  (controller, own, its) => {
    const delivery = { controller, ...own };
    const [rule] = chartOf(merged(kyverno({ exemptNamespaces: ["dns"] }), { delivery })).config.webhooks
      .namespaceSelector.matchExpressions;

    expect(rule).toEqual({
      key: "kubernetes.io/metadata.name",
      operator: "NotIn",
      values: ["kube-system", its, "dns"],
    });
  },
);

describe("copies", () => {
  test("each is a policy of its own, asked about profiles' namespaces as they are made and changed", () => {
    const { apiVersion, spec } = policyOf(
      planWith(merged(policies({ copies: [SECRET, CONFIG_MAP] }))),
      "copies-generatingpolicy-copy-secret-package-index",
    );

    expect(apiVersion).toBe("policies.kyverno.io/v1");
    expect(spec.evaluation).toEqual({ generateExisting: { enabled: true }, synchronize: { enabled: true } });
    expect(spec.matchConstraints.objectSelector.matchLabels).toEqual({
      "app.kubernetes.io/part-of": "kubeflow-profile",
    });
    expect(spec.matchConstraints.resourceRules[0]).toMatchObject({
      operations: ["CREATE", "UPDATE"],
      resources: ["namespaces"],
    });
    expect(spec.variables[0].expression).toBe('resource.get("v1", "secrets", "kubeflow", "package-index")');
  });

  test("Kyverno may read Secrets only while one is copied", () => {
    const rules = (copies: readonly ValueMap[]) =>
      policyOf(planWith(merged(policies({ copies }))), "copies-clusterrole-kyverno-profile-copies").rules[0].resources;

    expect(rules([CONFIG_MAP])).toEqual(["configmaps"]);
    expect(rules([CONFIG_MAP, SECRET])).toEqual(["configmaps", "secrets"]);
  });

  test("the Secrets of images.pullSecrets are copied too, and given to every pod that has none of them", () => {
    const images = { pullSecrets: ["one", "two"] };
    const plan = planWith(merged(policies({ pullSecretsFrom: "kubeflow" }), { images }));
    const { spec } = policyOf(plan, "pull-secrets");

    for (const name of images.pullSecrets)
      expect(policyOf(plan, `copies-generatingpolicy-copy-secret-${name}`)).not.toBeNull();
    expect(spec).toMatchObject({ failurePolicy: "Ignore", autogen: { podControllers: { controllers: [] } } });
    expect(spec.matchConditions[0].expression).toContain('secret.name in ["one","two"]');
    expect(spec.mutations[0].jsonPatch.expression).toContain('value: [{"name": "one"}, {"name": "two"}]');
  });

  test("the originals are expected, to the key", () => {
    const values = policies({ copies: [SECRET, CONFIG_MAP], pullSecretsFrom: "kubeflow" });
    const { platform, components } = planWith(merged(values, { images: { pullSecrets: ["registry"] } }));
    const expected = listExpectations(platform, components)
      .filter(({ component }) => component === "kyverno-policies")
      .map(({ kind, namespace, name, keys }) => `${kind} ${namespace}/${name}: ${keys}`);

    expect(expected).toEqual([
      "ConfigMap kubeflow/conda: .condarc",
      "Secret kubeflow/package-index: pip.conf",
      "Secret kubeflow/registry: .dockerconfigjson",
    ]);
  });

  test("refused: two of one name, pull Secrets that there are not, a name too long for a label, no Kyverno", () => {
    const long = { ...SECRET, name: "a".repeat(49) };
    const off: ValueMap = { components: { kyverno: { enabled: false } } };
    const copies = (...list: readonly ValueMap[]) => merged(policies({ copies: list }));

    expect(() => planWith(copies(SECRET, { ...SECRET, namespace: "auth" }))).toThrow(
      /SETTING_REFUSED .*Secret package/,
    );
    expect(() => planWith(merged(policies({ pullSecretsFrom: "kubeflow" })))).toThrow(/SETTING_REFUSED .*pullSecrets/);
    expect(() => planWith(copies(long))).toThrow(/WRONG_FORMAT .*copies/);
    expect(() => planWith(merged(copies(SECRET), off))).toThrow(/MISSING_REQUIREMENT .*kyverno.*GeneratingPolicy/);
  });
});

test("of a Kyverno that is there already, the definitions in use are expected, by their names", () => {
  const existing: ValueMap = { components: { kyverno: { existing: true } } };
  const values = policies({ copies: [CONFIG_MAP], pullSecretsFrom: "kubeflow" });
  const { platform, components } = planWith(merged(values, existing, { images: { pullSecrets: ["registry"] } }));

  expect(
    listExpectations(platform, components)
      .filter(({ component }) => component === "kyverno")
      .map(({ kind, name, versions }) => [kind, name, ...versions]),
  ).toEqual([
    ["CustomResourceDefinition", "generatingpolicies.policies.kyverno.io", "v1"],
    ["CustomResourceDefinition", "mutatingpolicies.policies.kyverno.io", "v1"],
  ]);
});
