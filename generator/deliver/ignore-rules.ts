import { apiGroup } from "../facts/object-key.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { printValue } from "../yaml/print-value.ts";
import type { DriftField, DriftRule } from "./drift-rules.ts";

/**
 * The form of drift rules that Flux 2.9 reads: `spec.ignore` of a Kustomization, by JSON pointer. Its selectors are regular expressions,
 * anchored by the controller (fluxcd/pkg ssa/jsondiff/selector.go).
 */
export function ignoreRules(rules: readonly DriftRule[]): readonly ValueMap[] {
  return rules.map(({ object, fields }) => ({
    target: {
      // The core group has no name, and an empty expression would match every group.
      ...(apiGroup(object.apiVersion) !== "" && { group: literal(apiGroup(object.apiVersion)) }),
      kind: object.kind,
      name: literal(object.name),
      ...(object.namespace !== undefined && { namespace: object.namespace }),
    },
    paths: fields.map(({ path }) => path.map((step) => `/${typeof step === "string" ? step : step.index}`).join("")),
  }));
}

/**
 * The form of drift rules for Flux before 2.9: `spec.patches` that take the fields out of what is applied. Server-side apply then leaves
 * them to their writer, and the rest of the object stays under control, which the annotation `ssa: IfNotPresent` would give up. A field
 * whose first value matters stays in; on those versions Flux goes on setting it.
 */
export function withoutForeignFields(rules: readonly DriftRule[]): readonly ValueMap[] {
  return rules.flatMap(({ object, fields }) => {
    const left = fields.filter(({ initial }) => !initial);
    if (left.length === 0) return [];
    const { apiVersion, kind, name, namespace } = object;
    const metadata = { name, ...(namespace !== undefined && { namespace }) };
    return [{ patch: printValue({ apiVersion, kind, metadata, ...left.map(removal).reduce(mergeRemovals) }) }];
  });
}

/** A strategic merge patch removes a field that it sets to null, and does nothing where the field is not there. */
function removal({ path }: DriftField): ValueMap {
  const removed = path.reduceRight<Value>(
    (inner, step) => (typeof step === "string" ? { [step]: inner } : [{ name: step.name, ...(inner as ValueMap) }]),
    null,
  );
  return removed as ValueMap;
}

/** Fields of one object are either all entries of one list of webhooks, or apart from each other. */
function mergeRemovals(left: ValueMap, right: ValueMap): ValueMap {
  const merged: Record<string, Value> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const present = merged[key];
    merged[key] = Array.isArray(present) && Array.isArray(value) ? [...present, ...value] : value;
  }
  return merged;
}

function literal(text: string): string {
  return text.replaceAll(".", "\\.");
}
