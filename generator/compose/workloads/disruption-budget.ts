import { matchSelector } from "../../facts/match-selector.ts";
import type { ObjectFacts } from "../../model/facts.ts";
import type { ValueMap } from "../../model/value.ts";
import type { DisruptionBudget } from "../../model/values.gen.ts";
import type { Rendered } from "../rendered-addition.ts";
import type { NamedWorkload } from "./named-workloads.ts";
import type { Labels } from "./pod-selector.ts";

/** The PodDisruptionBudget that speaks of a workload's pods, if one of these objects does. */
export function budgetOf(
  objects: readonly ObjectFacts[],
  { object, pods }: Pick<NamedWorkload, "object" | "pods">,
): ObjectFacts | undefined {
  return objects.find(
    ({ protects, namespace }) =>
      protects !== undefined && namespace === object.namespace && matchSelector(protects, pods.labels),
  );
}

/**
 * A PodDisruptionBudget for the pods that these labels select; or the change of the one that there is, since pods with two cannot
 * be evicted at all. maxUnavailable, because it never blocks the drain of a node, however many pods there are. Nothing where there are no labels.
 */
export function disruptionBudgetAddition(
  existing: ObjectFacts | undefined,
  { object }: NamedWorkload,
  matchLabels: Labels | undefined,
  { maxUnavailable }: DisruptionBudget,
): Rendered[] {
  const from = { name: `disruption-budget-${object.name}`, place: undefined };
  const spec: ValueMap = { maxUnavailable };
  if (existing !== undefined) {
    const { apiVersion, kind } = existing;
    const patch = { apiVersion, kind, metadata: metadataOf(existing), spec: { minAvailable: null, ...spec } };
    return [{ ...from, kind: "merge", object: patch }];
  }
  if (matchLabels === undefined) return [];
  const budget = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: metadataOf(object),
    spec: { ...spec, selector: { matchLabels } },
  };
  return [{ ...from, kind: "resource", object: budget }];
}

function metadataOf({ name, namespace }: ObjectFacts): ValueMap {
  return { name, ...(namespace !== undefined && { namespace }) };
}
