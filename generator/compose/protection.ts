import type { ObjectFacts } from "../model/facts.ts";
import type { Value, ValueMap } from "../model/value.ts";
import type { DeliveryValues } from "../model/values.gen.ts";
import { patchTarget } from "./patch-target.ts";

/** An annotation that many objects of a component get: the patch, and what it is put on. */
export interface AnnotationPatch {
  /** File name without ending. */
  readonly name: string;
  readonly patch: ValueMap;
  readonly targets: readonly ValueMap[];
}

/**
 * Tells the controller never to prune the kinds that hold data or on which data hangs. Argo CD: the per-object sync options
 * `Prune=false,Delete=false`; Flux: `kustomize.toolkit.fluxcd.io/prune: disabled`.
 */
export function keepOnPrune(delivery: DeliveryValues, objects: readonly ObjectFacts[]): readonly AnnotationPatch[] {
  const kinds = delivery.keepOnPrune.filter((kind) => objects.some((object) => object.kind === kind)).sort();
  if (kinds.length === 0) return [];
  const [key, value] = KEEP[delivery.controller];
  // The target is a regular expression, so one patch serves every kind.
  return [{ name: "keep-on-prune", patch: annotate(key, value), targets: [{ kind: kinds.join("|") }] }];
}

const KEEP = {
  argocd: ["argocd.argoproj.io/sync-options", "Prune=false,Delete=false"],
  flux: ["kustomize.toolkit.fluxcd.io/prune", "disabled"],
} as const;

/**
 * Keeps Flux from reading `${…}` in an object's own text as a variable, even where somebody turns substitution on for the
 * whole Kustomization (an unset variable fails the build since kustomize-controller 1.9).
 */
export function noSubstitution(delivery: DeliveryValues, objects: readonly ObjectFacts[]): readonly AnnotationPatch[] {
  if (delivery.controller !== "flux") return [];
  const targets = objects.filter((object) => object.substitution).map((object) => patchTarget([object]));
  if (targets.length === 0) return [];
  return [{ name: "no-substitution", patch: annotate("kustomize.toolkit.fluxcd.io/substitute", "disabled"), targets }];
}

/** A strategic merge on a target takes kind and name from the target; they have to be there all the same. */
function annotate(key: string, value: Value): ValueMap {
  return { apiVersion: "v1", kind: "Any", metadata: { name: "any", annotations: { [key]: value } } };
}
