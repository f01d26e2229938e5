import { describeObject } from "../facts/describe-object.ts";
import { mapAt, textsAt } from "../facts/value-at.ts";
import type { ObjectFacts } from "../model/facts.ts";
import { isMap, type ValueMap } from "../model/value.ts";
import type { GeneratorEntry } from "./rendered-addition.ts";

/** The kind of object that a generator makes. */
export function generatedKind(field: GeneratorEntry["field"]): "ConfigMap" | "Secret" {
  return field === "configMapGenerator" ? "ConfigMap" : "Secret";
}

/** The keys and texts that an entry brings, as far as they stand in it. Kustomize takes quotes off literals. */
export function generatedData(entry: ValueMap): ValueMap {
  const literals = textsAt(entry, ["literals"]).map(splitLiteral);
  const unquoted = literals.map(([key, value]) => [key, /^(["'])(.*)\1$/s.exec(value)?.[2] ?? value] as const);
  return { ...Object.fromEntries(unquoted), ...mapAt(entry, ["contents"]) };
}

/** `KEY=text` */
export function splitLiteral(literal: string): [string, string] {
  const equals = literal.indexOf("=");
  return [literal.slice(0, equals), literal.slice(equals + 1)];
}

/** Whether an entry makes an object, and does not change one that is generated already. */
export function isMaking({ behavior = "create" }: ValueMap): boolean {
  return behavior === "create";
}

/** Whether the object keeps the name in the entry, without a hash of its content. */
export function keepsName({ options = null }: ValueMap): boolean {
  return isMap(options) && options["disableNameSuffixHash"] === true;
}

/** What an entry makes. Credentials are judged where they are written. */
export function generatedObject({ field, entry }: GeneratorEntry): ObjectFacts {
  const metadata = { name: entry["name"] ?? "", ...(entry["namespace"] ? { namespace: entry["namespace"] } : {}) };
  const object = { apiVersion: "v1", kind: generatedKind(field), metadata, data: generatedData(entry) };
  const { credentials: _, plainCredentials: __, ...facts } = describeObject(object);
  return keepsName(entry) ? facts : { ...facts, generated: true };
}
