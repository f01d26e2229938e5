import { apiGroup } from "../facts/object-key.ts";
import type { ValueMap } from "../model/value.ts";
import type { DriftField, DriftRule, PathStep } from "./drift-rules.ts";

/**
 * Argo CD's form of drift rules: entries of an Application's `spec.ignoreDifferences`. Entries of lists are addressed by name
 * (`jqPathExpressions`), so that a controller that adds or reorders entries changes nothing; other fields by JSON pointer.
 */
export function ignoreDifferences(rules: readonly DriftRule[]): readonly ValueMap[] {
  return rules.map(({ object, fields }) => {
    const pointers = fields.filter((field) => !inList(field)).map(({ path }) => `/${path.join("/")}`);
    const expressions = fields.filter(inList).map(({ path }) => path.map(jqStep).join(""));
    return {
      group: apiGroup(object.apiVersion),
      kind: object.kind,
      name: object.name,
      ...(object.namespace !== undefined && { namespace: object.namespace }),
      ...(pointers.length > 0 && { jsonPointers: pointers }),
      ...(expressions.length > 0 && { jqPathExpressions: expressions }),
    };
  });
}

function inList({ path }: DriftField): boolean {
  return path.some((step) => typeof step !== "string");
}

function jqStep(step: PathStep): string {
  return typeof step === "string" ? `.${step}` : `[]? | select(.name == ${JSON.stringify(step.name)}) | `;
}
