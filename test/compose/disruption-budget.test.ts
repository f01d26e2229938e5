import { expect, test } from "vitest";
import { disruptionBudgetAddition } from "../../generator/compose/workloads/disruption-budget.ts";
import { podSelector, WORKLOAD } from "../../generator/compose/workloads/pod-selector.ts";
import { podSpread } from "../../generator/compose/workloads/scheduling.ts";
import type { PodFacts } from "../../generator/model/facts.ts";

const object = { apiVersion: "apps/v1", kind: "Deployment", namespace: "tools", name: "tool" };
const podsOf = (labels: PodFacts["labels"], selector: PodFacts["labels"] = {}): PodFacts => ({
  labels,
  selector,
  spec: {},
});
const workload = { object, pods: podsOf({}), settings: {}, written: "tool" };
const spread = { topologySpreadConstraints: [{ topologyKey: "rack" }] };

test("a selector without labels, which would select every pod of the namespace, is never written", () => {
  const selector = podSelector(object, podsOf({}), []);
  expect(selector).toBeUndefined();
  expect(disruptionBudgetAddition({ ...workload, selector, budget: undefined }, { maxUnavailable: 1 })).toEqual([]);
  expect(podSpread(selector, spread)).toEqual([]);
});

test("where a workload selects by expressions alone, the labels of its pods are taken", () => {
  expect(podSelector(object, podsOf({ app: "tool" }), [])).toEqual({ app: "tool" });
});

test("pods that other pods of the namespace are like get a label of their own", () => {
  const pods = podsOf({ app: "tool" }, { app: "tool" });
  const selectorBeside = (other: object, labels = { app: "tool", part: "b" }) =>
    podSelector(object, pods, [
      { ...object, pods },
      { ...object, ...other, pods: podsOf(labels) },
    ]);

  expect(selectorBeside({ name: "other" })).toEqual({ app: "tool", [WORKLOAD]: "tool" });
  expect(selectorBeside({ kind: "Job" })).toEqual({ app: "tool", [WORKLOAD]: "tool" });
  expect(selectorBeside({ name: "other" }, { app: "other", part: "b" })).toEqual({ app: "tool" });
  expect(selectorBeside({ name: "other", namespace: "elsewhere" })).toEqual({ app: "tool" });
});
