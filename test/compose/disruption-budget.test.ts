import { expect, test } from "vitest";
import { disruptionBudgetAddition } from "../../generator/compose/workloads/disruption-budget.ts";
import { podSpread } from "../../generator/compose/workloads/scheduling.ts";
import type { ValueMap } from "../../generator/model/value.ts";

const object = { apiVersion: "apps/v1", kind: "Deployment", namespace: "tools", name: "tool" };
const budget = (pods: { labels: Record<string, string>; selector?: Record<string, string>; spec: ValueMap }) =>
  disruptionBudgetAddition([], { object, pods, settings: {}, written: "tool" }, { maxUnavailable: 1 });
const spread = { topologySpreadConstraints: [{ topologyKey: "rack" }] };

test("a selector without labels, which would select every pod of the namespace, is never written", () => {
  expect(budget({ labels: {}, selector: {}, spec: {} })).toEqual([]);
  expect(podSpread({ labels: {}, spec: {} }, spread)).toEqual([]);
});

test("where a workload selects by expressions alone, the labels of its pods are taken", () => {
  const pods = { labels: { app: "tool" }, selector: {}, spec: {} };
  expect(budget(pods)).toMatchObject([{ object: { spec: { selector: { matchLabels: { app: "tool" } } } } }]);
  expect(podSpread(pods, spread)).toMatchObject([{ labelSelector: { matchLabels: { app: "tool" } } }]);
});
