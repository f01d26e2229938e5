import { kindKey } from "../facts/object-key.ts";
import type { ObjectFacts } from "../model/facts.ts";

/** Deleting one of these deletes data, or everything that hangs on it: what is in a namespace, the objects of a CRD, a volume. */
const DATA_BEARING_KINDS: ReadonlySet<string> = new Set([
  "/Namespace",
  "/PersistentVolume",
  "/PersistentVolumeClaim",
  "apiextensions.k8s.io/CustomResourceDefinition",
]);

/**
 * Whether the controller may delete a component's objects when the component goes: only if every object on which data hangs is of a kind in
 * `delivery.keepOnPrune`, whose objects carry the annotation that keeps them. Otherwise everything stays, and a person decides.
 */
export function deletesWithComponent(objects: readonly ObjectFacts[], keepOnPrune: readonly string[]): boolean {
  return objects.every((object) => !DATA_BEARING_KINDS.has(kindKey(object)) || keepOnPrune.includes(object.kind));
}
