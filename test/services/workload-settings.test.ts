import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { ValueMap } from "../../generator/model/value.ts";
import { planWith } from "../catalog/plan-with.ts";
import { SCHEDULING } from "./scheduling-values.ts";

test("charts and custom resources get the place of their pods in their own keys", () => {
  const postgres = { engine: "postgres", host: "db.example.com", tls: "require" };
  const components = {
    "external-secrets": { enabled: true },
    "mariadb-operator": { enabled: true },
    "trust-manager": { enabled: true },
    mariadb: { enabled: true, scheduling: { priorityClassName: "data" } },
    flyte: {
      enabled: true,
      database: { ...postgres, login: { secret: "a", username: "flyte" } },
      objectStore: { bucket: "a" },
    },
    mlflow: { enabled: true, database: { ...postgres, login: { secret: "a" } }, objectStore: { bucket: "a" } },
  };
  const plan = planWith({ platform: { purpose: "evaluation" }, scheduling: SCHEDULING, components });
  const valuesOf = (name: string, file = "chart/values.yaml") =>
    parse(plan.components.find(({ component }) => component.name === name)?.files.get(file) ?? "");

  expect(valuesOf("flyte").deployment.extraPodSpec).toEqual(SCHEDULING);
  for (const name of ["mlflow", "trust-manager"]) expect(valuesOf(name), name).toMatchObject(SCHEDULING);
  for (const name of ["external-secrets", "mariadb-operator"]) {
    const { webhook, certController, ...controller } = valuesOf(name);
    for (const part of [controller, webhook, certController]) expect(part, name).toMatchObject(SCHEDULING);
  }
  const { spec } = valuesOf("mariadb", "resources/server.yaml");
  expect(spec).toMatchObject({ ...SCHEDULING, priorityClassName: "data" });
});

test("what is said of a workload that other values take out is passed over", () => {
  const existing = { namespace: "in", service: "in", serviceAccount: "in", labels: { istio: "in" } };
  const replicas = { istio: { replicas: { "istio-ingressgateway": 2 } } };
  const values = { platform: { purpose: "evaluation" }, gateway: { existing }, components: replicas };
  const plan = planWith(values, ["high-availability"]);
  const istio = plan.components.find(({ component }) => component.name === "istio");
  expect(istio?.files.get("kustomization.yaml")).not.toContain("replicas:");
  const derived = /(workload|autoscaler|disruption-budget)-istio-ingressgateway/;
  expect([...(istio?.files.keys() ?? [])].filter((path) => derived.test(path))).toEqual([]);
});

test("what is said of one workload by name holds for a single pod too", () => {
  const said = { disruptionBudget: { maxUnavailable: 0 }, topologySpreadConstraints: [{ topologyKey: "rack" }] };
  const filesWith = (values: ValueMap) =>
    planWith(deepmerge({ platform: { purpose: "evaluation" } }, values) as ValueMap).components.find(
      ({ component }) => component.name === "katib",
    )?.files;
  const named = filesWith(of("katib", { workloads: { "katib-mysql": said } }));
  expect(parse(named?.get("resources/disruption-budget-katib-mysql.yaml") ?? "").spec.maxUnavailable).toBe(0);
  expect(named?.get("patches/workload-katib-mysql.yaml")).toContain("topologyKey: rack");
  const general = filesWith({ scheduling: said });
  expect(general?.has("resources/disruption-budget-katib-mysql.yaml")).toBe(false);
  expect(general?.has("patches/workload-katib-mysql.yaml")).toBe(false);
});

describe("refused", () => {
  test.each<[string, string, ValueMap]>([
    [
      "a workload that is not there",
      "WORKLOAD_UNKNOWN pipelines has no workload ml-pipelin. Did you mean ml-pipeline?",
      of("pipelines", { workloads: { "ml-pipelin": { priorityClassName: "a" } } }),
    ],
    [
      "a container that is not there",
      "CONTAINER_UNKNOWN ml-pipeline has no container server.",
      of("pipelines", { workloads: { "ml-pipeline": { resources: { server: { limits: { cpu: 1 } } } } } }),
    ],
    [
      "a place for no pods",
      "WORKLOAD_UNKNOWN kubeflow-roles has no pods that could be scheduled.",
      of("kubeflow-roles", { scheduling: { priorityClassName: "a" } }),
    ],
    [
      "an autoscaler beside replicas",
      "AUTOSCALING_REFUSED ml-pipeline-ui cannot be scaled: replicas already says how many pods it has.",
      of("pipelines", {
        replicas: { "ml-pipeline-ui": 2 },
        workloads: { "ml-pipeline-ui": { autoscaling: { max: 3 } } },
      }),
    ],
    [
      "a number of pods that upstream's autoscaler would change",
      "REPLICAS_OVERRULED istiod would not stay at 3 pods: its HorizontalPodAutoscaler istiod says how many there are.",
      of("istio", { replicas: { istiod: 3 } }),
    ],
    [
      "an autoscaler without a limit",
      "AUTOSCALING_REFUSED ml-pipeline-ui cannot be scaled: it has no autoscaler yet, and max is not said.",
      of("pipelines", { workloads: { "ml-pipeline-ui": { autoscaling: { min: 2 } } } }),
    ],
    [
      "more pods than upstream's autoscaler allows",
      "AUTOSCALING_REFUSED istiod cannot be scaled: it cannot have at least 9 pods and at most 5.",
      of("istio", { workloads: { istiod: { autoscaling: { min: 9 } } } }),
    ],
    [
      "an autoscaler where no CPU is requested",
      "AUTOSCALING_REFUSED katib-ui cannot be scaled: no CPU is requested for katib-ui; say so under resources.",
      of("katib", { workloads: { "katib-ui": { autoscaling: { max: 3 } } } }),
    ],
    [
      "an autoscaler of a DaemonSet",
      "AUTOSCALING_REFUSED istio-cni-node cannot be scaled: it is a DaemonSet.",
      of("istio", { workloads: { "istio-cni-node": { autoscaling: { max: 3 } } } }),
    ],
    [
      "a budget for a DaemonSet",
      "SEVERAL_PODS_REFUSED istio-cni-node cannot have disruptionBudget: it is a DaemonSet.",
      of("istio", { workloads: { "istio-cni-node": { disruptionBudget: { maxUnavailable: 0 } } } }),
    ],
    [
      "a spread of a DaemonSet",
      "SEVERAL_PODS_REFUSED istio-cni-node cannot have topologySpreadConstraints: it is a DaemonSet.",
      of("istio", { workloads: { "istio-cni-node": { topologySpreadConstraints: [{ topologyKey: "rack" }] } } }),
    ],
    [
      "a node that must satisfy one of no terms",
      "nodeSelectorTerms must have at least 1 item, but has none.",
      {
        scheduling: {
          affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
        },
      },
    ],
    [
      "two pods at one volume",
      "VOLUME_NOT_SHARED katib-mysql keeps its data in the claim katib-mysql, which one node can mount: it cannot have more than one pod.",
      of("katib", { replicas: { "katib-mysql": 2 } }),
    ],
    [
      "a namespace that is not there",
      "NAMESPACE_UNKNOWN The platform delivers no namespace kubelow.",
      { podSecurity: { kubelow: { enforce: "baseline" } } },
    ],
    [
      "a level that pods do not comply with",
      "POD_SECURITY_REFUSED Pods in kubeflow do not comply with restricted: ",
      { platform: { release: "1.10.2" }, podSecurity: { kubeflow: { enforce: "restricted" } } },
    ],
  ])("%s", (_, message, values) => {
    const evaluation = deepmerge({ platform: { purpose: "evaluation" } }, values) as ValueMap;
    expect(() => planWith(evaluation)).toThrow(message);
  });
});

function of(component: string, settings: ValueMap): ValueMap {
  return { components: { [component]: settings } };
}

test("a PriorityClass that the values name has to be in the cluster, unless the platform delivers it", () => {
  const classes = (values: ValueMap) =>
    planWith(deepmerge({ platform: { purpose: "evaluation" } }, values) as ValueMap).components.flatMap(
      ({ expected }) => expected.filter(({ kind }) => kind === "PriorityClass").map(({ name }) => name),
    );
  const priorityClass = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: "platform" } };

  expect(classes({})).toEqual([]);
  expect(classes({ scheduling: SCHEDULING })).toEqual(["platform"]);
  expect(classes(of("katib", { workloads: { "katib-ui": { priorityClassName: "low" } } }))).toEqual(["low"]);
  const delivered = of("katib", { extra: { resources: [priorityClass] } });
  expect(classes(deepmerge(delivered, { scheduling: SCHEDULING }) as ValueMap)).toEqual([]);
});
