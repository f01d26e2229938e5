import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Value, ValueMap } from "../../generator/model/value.ts";
import { planWith } from "../catalog/plan-with.ts";
import { sharedRoot } from "../support/shared.ts";
import { buildPlatform, containerOf, RELEASES } from "./built-platform.ts";
import { SCHEDULING } from "./scheduling-values.ts";

/** What the platform says of all pods, and of one workload by name. */
const PLATFORM: ValueMap = {
  platform: { purpose: "evaluation" },
  scheduling: { ...SCHEDULING, disruptionBudget: { maxUnavailable: 1 } },
};

const PLACE = {
  tolerations: [{ key: "front", operator: "Exists" }],
  nodeSelector: { "example.com/pool": "front" },
  priorityClassName: "front",
};
const metadata = { name: "katib-ui", namespace: "kubeflow" };
const target = { kind: "Deployment", name: "katib-ui" };
const operation = (path: string, value: Value) => ({ op: "add", path, value });
const ofPods = (fields: ValueMap) =>
  Object.entries(fields).map(([field, value]) => operation(`/spec/template/spec/${field}`, value));

/** The values of a platform with a layer's patch of a component, and a number of pods for one of its workloads. */
function patched(patch: Value, replicas: ValueMap = { "katib-ui": 2 }): ValueMap {
  return { ...PLATFORM, components: { katib: { replicas, extra: { patches: [patch] } } } };
}

describe.skipIf(sharedRoot() === undefined)("a layer's patch has the last word about a workload:", () => {
  test.each<[string, Value]>([
    ["operations", { target, patch: [...ofPods(PLACE), operation("/spec/replicas", 3)] }],
    [
      "a merge",
      { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas: 3, template: { spec: PLACE } } },
    ],
    [
      "a merge for a target, without kind and name",
      { target, patch: { spec: { replicas: 3, template: { spec: PLACE } } } },
    ],
    [
      "a merge for a target, as text",
      { target, patch: `spec: ${JSON.stringify({ replicas: 3, template: { spec: PLACE } })}` },
    ],
  ])("%s", async (_, patch) => {
    for (const release of RELEASES) {
      const platform = await buildPlatform(release, patched(patch), ["katib"]);
      const { spec } = platform.find("Deployment", "katib-ui");
      expect(spec.replicas, release).toBe(3);
      expect(spec.template.spec, release).toMatchObject(PLACE);
      expect(platform.all("PodDisruptionBudget", "katib-ui"), release).toHaveLength(1);
      // What it does not speak of is as the platform wants it.
      expect(platform.find("Deployment", "katib-controller").spec.template.spec.priorityClassName).toBe("platform");
    }
  });

  test("the pods that it adds or takes away count for budgets and spreads", async () => {
    const several = await buildPlatform("26.03.1", patched({ target, patch: [operation("/spec/replicas", 2)] }, {}), [
      "katib",
    ]);
    expect(several.all("PodDisruptionBudget", "katib-ui")).toHaveLength(1);
    const one = await buildPlatform("26.03.1", patched({ target, patch: [operation("/spec/replicas", 1)] }), ["katib"]);
    expect(one.find("Deployment", "katib-ui").spec.replicas).toBe(1);
    expect(one.all("PodDisruptionBudget", "katib-ui")).toEqual([]);
  });

  test("the CPU that it asks for is one that an autoscaler can compare with", async () => {
    const cpu = operation("/spec/template/spec/containers/0/resources", { requests: { cpu: "1" } });
    const autoscaling = { workloads: { "katib-ui": { autoscaling: { max: 3 } } } };
    const components = { katib: { ...autoscaling, extra: { patches: [{ target, patch: [cpu] }] } } };
    const platform = await buildPlatform("26.03.1", { ...PLATFORM, components }, ["katib"]);
    expect(containerOf(platform.find("Deployment", "katib-ui"), "katib-ui").resources.requests.cpu).toBe("1");
    expect(platform.all("HorizontalPodAutoscaler", "katib-ui")).toHaveLength(1);
  });
});

describe("what a layer adds keeps what it says itself", () => {
  const labels = { app: "tool" };
  const spec = { nodeSelector: { gpu: "true" }, priorityClassName: "front", containers: [{ name: "tool" }] };
  const template = { metadata: { labels }, spec };
  const id = { namespace: "kubeflow", name: "tool" };
  const tool = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: id,
    spec: { replicas: 2, selector: { matchLabels: labels }, template },
  };
  const budget = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: id,
    spec: { minAvailable: 1, selector: { matchLabels: labels } },
  };
  const filesWith = (settings: ValueMap) => {
    const katib = { extra: { resources: [tool, budget] }, ...settings };
    return planWith({ ...PLATFORM, components: { katib } }).components.find(
      ({ component }) => component.name === "katib",
    )?.files;
  };

  test("a workload the place of its pods, besides what it leaves open", () => {
    const [path = "", patch] = [...(filesWith({}) ?? [])].find(([file]) => file.endsWith("scheduling-tool.yaml")) ?? [];
    expect(path).not.toBe("");
    expect(Object.keys(parse(patch ?? "").spec.template.spec).sort()).toEqual(["affinity", "tolerations"]);
  });

  test("a disruption budget its numbers, unless the values speak of the workload by name", () => {
    const budgetPatch = "patches/disruption-budget-tool.yaml";
    expect([...(filesWith({})?.keys() ?? [])].filter((path) => path.includes("disruption-budget-tool"))).toEqual([]);
    const named = filesWith({ workloads: { tool: { disruptionBudget: { maxUnavailable: 2 } } } });
    expect(parse(named?.get(budgetPatch) ?? "").spec.maxUnavailable).toBe(2);
  });
});

test("pods of which the budget of another component speaks get no second one", () => {
  const labels = { "katib.kubeflow.org/component": "ui" };
  const spec = { minAvailable: 1, selector: { matchLabels: labels } };
  const budget = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { namespace: "kubeflow", name: "all-pages" },
    spec,
  };
  const planned = (katib: ValueMap) =>
    planWith({ ...PLATFORM, components: { katib, notebooks: { extra: { resources: [budget] } } } });
  const files = planned({ replicas: { "katib-ui": 2 } }).components.find(
    ({ component }) => component.name === "katib",
  )?.files;
  expect([...(files?.keys() ?? [])].filter((path) => path.includes("disruption-budget"))).toEqual([]);
  const named = { workloads: { "katib-ui": { disruptionBudget: { maxUnavailable: 0 } } } };
  expect(() => planned(named)).toThrow(
    "SEVERAL_PODS_REFUSED katib-ui cannot have disruptionBudget: the PodDisruptionBudget all-pages of another component speaks of its pods.",
  );
});

describe("pods are judged as patched", () => {
  const restricted = { platform: { purpose: "evaluation" }, podSecurity: { kubeflow: { enforce: "restricted" } } };
  const withPatch = (patch: Value, resources: readonly Value[] = []) =>
    planWith({ ...restricted, components: { katib: { extra: { patches: [patch], resources } } } });
  const refusal = (name: string) =>
    `POD_SECURITY_REFUSED Pods in kubeflow do not comply with restricted: Deployment ${name}.`;

  test.each<[string, Value]>([
    ["operations", { target, patch: ofPods({ hostNetwork: true }) }],
    ["a merge", { target, patch: { spec: { template: { spec: { hostNetwork: true } } } } }],
    ["a container more", { target, patch: [operation("/spec/template/spec/containers/-", { name: "more" })] }],
  ])("%s may break a level", (_, patch) => {
    expect(() => withPatch(patch)).toThrow(refusal("katib-ui"));
  });

  const spec = { template: { metadata: { labels: { app: "tool" } }, spec: { containers: [{ name: "tool" }] } } };
  const tool = { apiVersion: "apps/v1", kind: "Deployment", metadata: { ...metadata, name: "tool" }, spec };
  const securityContext = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  };
  const ofContainer = operation("/spec/template/spec/containers/0/securityContext", securityContext);
  const merge = { spec: { template: { spec: { containers: [{ name: "tool", securityContext }] } } } };
  const targetOfTool = { kind: "Deployment", name: "tool" };

  test.each<[string, Value]>([
    ["operations", { target: targetOfTool, patch: [ofContainer] }],
    ["a merge", { target: targetOfTool, patch: merge }],
  ])("%s may make pods comply", (_, patch) => {
    expect(() => withPatch({ target: targetOfTool, patch: ofPods({ hostIPC: false }) }, [tool])).toThrow(
      refusal("tool"),
    );
    expect(() => withPatch(patch, [tool])).not.toThrow();
  });
});
