import { chartObjects } from "../../facts/chart-objects.ts";
import { kindKey } from "../../facts/object-key.ts";
import { BUILT_IN_CLUSTER_SCOPED_KINDS } from "../../model/cluster-scoped-kinds.ts";
import type { ComposedComponent, Platform } from "../../model/platform.ts";
import type { ListedExpectation } from "./list-expectations.ts";

/** Every cluster has these. */
const OF_THE_CLUSTER = ["default", "kube-system", "kube-public", "kube-node-lease"];

/**
 * The namespaces that objects are put into and that neither the platform makes nor a component that the cluster already has: a misspelt one
 * shows here before it fails there. Each for the first component that has objects in it.
 */
export function expectedNamespaces(
  { components, absent, values }: Platform,
  composed: readonly ComposedComponent[],
): readonly ListedExpectation[] {
  const makers = new Set([
    "Namespace",
    ...[...components, ...absent].flatMap(({ component }) => component.createsNamespaces),
  ]);
  const present = [...composed, ...absent.filter(({ existing }) => existing)];
  const all = present.flatMap(({ component, objects }) => [...objects, ...chartObjects(component.chart)]);
  const made = new Set([
    ...OF_THE_CLUSTER,
    values.delivery[values.delivery.controller].namespace,
    ...[...all, ...composed.flatMap(({ expected }) => expected)]
      .filter(({ kind }) => makers.has(kind))
      .map(({ name }) => name),
    ...absent.flatMap(({ component, existing }) => (existing && component.chart ? [component.chart.namespace] : [])),
  ]);
  const missing = new Map<string, string>();
  for (const { component, objects } of composed)
    for (const object of [...objects, ...chartObjects(component.chart)]) {
      const { namespace } = object;
      if (namespace === undefined || made.has(namespace) || BUILT_IN_CLUSTER_SCOPED_KINDS.has(kindKey(object)))
        continue;
      if (!missing.has(namespace)) missing.set(namespace, component.name);
    }
  return [...missing].map(([name, component]) => ({
    component,
    kind: "Namespace",
    namespace: undefined,
    name,
    keys: [],
    settings: {},
    versions: [],
    optional: false,
    reason: "It has objects there, and nothing of the platform makes it.",
  }));
}
