import { matchSelector } from "../../facts/match-selector.ts";
import { objectKey } from "../../facts/object-key.ts";
import type { ObjectFacts } from "../../model/facts.ts";
import type { ValueMap } from "../../model/value.ts";
import type { DisruptionBudget } from "../../model/values.gen.ts";
import type { Inventory } from "../inventory.ts";
import type { Rendered } from "../rendered-addition.ts";
import type { NamedWorkload } from "./named-workloads.ts";
import type { Labels } from "./pod-selector.ts";

/** A PodDisruptionBudget that speaks of a workload's pods already, and who has it: a component that is not the workload's cannot change it. */
export interface ExistingBudget {
  readonly object: ObjectFacts;
  readonly of: "component" | "layer" | "another component";
}

/** That of a workload among the budgets of the whole platform, if there is one. */
export function existingBudget(
  { object, pods }: NamedWorkload,
  budgets: readonly ObjectFacts[],
  { inventory, ofLayers }: { readonly inventory: Inventory; readonly ofLayers: ReadonlyMap<string, ValueMap> },
): ExistingBudget | undefined {
  const speaksOfIt = ({ protects, namespace }: ObjectFacts) =>
    protects !== undefined && namespace === object.namespace && matchSelector(protects, pods.labels);
  const own = inventory.objects.find(speaksOfIt);
  if (own !== undefined) return { object: own, of: ofLayers.has(objectKey(own)) ? "layer" : "component" };
  const other = budgets.find(speaksOfIt);
  return other && { object: other, of: "another component" };
}

/**
 * A PodDisruptionBudget for a workload's pods; or the change of the one that there is, since pods with two cannot be evicted at all.
 * maxUnavailable, because it never blocks the drain of a node, however many pods there are. Nothing where there are no labels to find the pods by.
 */
export function disruptionBudgetAddition(
  {
    object,
    selector,
    budget,
  }: NamedWorkload & { readonly selector: Labels | undefined; readonly budget: ExistingBudget | undefined },
  { maxUnavailable }: DisruptionBudget,
): Rendered[] {
  const from = { name: `disruption-budget-${object.name}`, place: undefined };
  const spec: ValueMap = { maxUnavailable };
  if (budget !== undefined) {
    const { apiVersion, kind } = budget.object;
    const patch = { apiVersion, kind, metadata: metadataOf(budget.object), spec: { minAvailable: null, ...spec } };
    return [{ ...from, kind: "merge", object: patch }];
  }
  if (selector === undefined) return [];
  const manifest = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: metadataOf(object),
    spec: { ...spec, selector: { matchLabels: selector } },
  };
  return [{ ...from, kind: "resource", object: manifest }];
}

function metadataOf({ name, namespace }: ObjectFacts): ValueMap {
  return { name, ...(namespace !== undefined && { namespace }) };
}
