import { textAt } from "../facts/value-at.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { Value, ValueMap } from "../model/value.ts";
import type { DeliveryValues } from "../model/values.gen.ts";
import { mergeForTarget, patchTarget } from "./patch-target.ts";
import type { ComponentSecrets } from "./secrets/supply-secrets.ts";

/** What many objects of a component get alike, an annotation or pull Secrets: the patch, and what it is put on. */
export interface SharedPatch {
  /** File name without ending. */
  readonly name: string;
  readonly patch: ValueMap;
  readonly targets: readonly ValueMap[];
}

/**
 * Tells the controller never to prune the kinds that hold data or on which data hangs. Argo CD: the per-object sync options
 * `Prune=false,Delete=false`; Flux: `kustomize.toolkit.fluxcd.io/prune: disabled`.
 */
export function keepOnPrune(delivery: DeliveryValues, objects: readonly ObjectFacts[]): readonly SharedPatch[] {
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
export function noSubstitution(delivery: DeliveryValues, objects: readonly ObjectFacts[]): readonly SharedPatch[] {
  if (delivery.controller !== "flux") return [];
  const targets = objects.filter((object) => object.substitution).map((object) => patchTarget([object]));
  if (targets.length === 0) return [];
  return [{ name: "no-substitution", patch: annotate("kustomize.toolkit.fluxcd.io/substitute", "disabled"), targets }];
}

/**
 * Lets Argo CD make the namespaces of ExternalSecrets before these, which it makes before all the rest: what of an Application is in an earlier
 * wave has to be healthy first. Flux makes namespaces first, and lets the pods wait for their Secret.
 */
export function namespacesFirst(
  delivery: DeliveryValues,
  objects: readonly ObjectFacts[],
  { externalSecrets }: ComponentSecrets,
): readonly SharedPatch[] {
  const namespaces = new Set(externalSecrets.map(({ object }) => textAt(object, ["metadata", "namespace"])));
  const targets = objects
    .filter(({ apiVersion, kind, name }) => apiVersion === "v1" && kind === "Namespace" && namespaces.has(name))
    .map((object) => patchTarget([object]));
  if (delivery.controller !== "argocd" || targets.length === 0) return [];
  return [{ name: "namespace-first", patch: annotate("argocd.argoproj.io/sync-wave", "-2"), targets }];
}

function annotate(key: string, value: Value): ValueMap {
  return mergeForTarget({ metadata: { annotations: { [key]: value } } });
}
