import { chartObjects } from "../facts/chart-objects.ts";
import { kindKey } from "../facts/object-key.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { OrderedComponent, Platform } from "../model/platform.ts";

/** Deleting one of these deletes data, or everything that hangs on it: what is in a namespace, the objects of a CRD, a volume. */
const DATA_BEARING_KINDS: ReadonlySet<string> = new Set([
  "/Namespace",
  "/PersistentVolume",
  "/PersistentVolumeClaim",
  "apiextensions.k8s.io/CustomResourceDefinition",
]);

/**
 * Whether the controller may delete a component's objects when the component goes: only if every object on which data hangs is of a kind in
 * `delivery.keepOnPrune`, whose objects carry the annotation that keeps them. Otherwise everything stays, and a person decides. An object
 * whose controller made a namespace for it counts too: the namespace goes with it. The objects of a chart do not carry the annotation.
 */
export function deletesWithComponent(
  platform: Platform,
  { component, objects }: Pick<OrderedComponent, "component" | "objects">,
): boolean {
  const { keepOnPrune } = platform.values.delivery;
  const declared = [...platform.components, ...platform.absent].map(({ component }) => component);
  const namespaceMakers = new Set(declared.flatMap(({ createsNamespaces }) => createsNamespaces));
  const bearsData = (object: ObjectFacts) =>
    DATA_BEARING_KINDS.has(kindKey(object)) || namespaceMakers.has(object.kind);
  if (chartObjects(component.chart).some(bearsData)) return false;
  return objects.filter(bearsData).every(({ kind }) => keepOnPrune.includes(kind));
}
