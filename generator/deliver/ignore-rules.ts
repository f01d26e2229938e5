import { apiGroup } from "../facts/object-key.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { printValue } from "../yaml/print-value.ts";
import type { DriftRule, PathStep } from "./drift-rules.ts";

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
    const patch = left.reduce<Value>((grown, { path }) => withoutField(grown, path), { apiVersion, kind, metadata });
    return [{ patch: printValue(patch) }];
  });
}

/**
 * A strategic merge patch, grown by one field: it removes a field that it sets to null, does nothing where the field is not there, and finds
 * the webhooks of a configuration by name.
 */
function withoutField(patch: Value, [step, ...rest]: readonly PathStep[]): Value {
  if (step === undefined) return null;
  if (typeof step === "string") {
    const fields = patch as ValueMap;
    return { ...fields, [step]: withoutField(fields[step] ?? (typeof rest[0] === "object" ? [] : {}), rest) };
  }
  const entries = patch as readonly ValueMap[];
  const entry = entries.find(({ name }) => name === step.name) ?? { name: step.name };
  return [...entries.filter((other) => other !== entry), withoutField(entry, rest)];
}

function literal(text: string): string {
  return text.replaceAll(".", "\\.");
}
