import type { Value, ValueMap } from "../../model/value.ts";
import { itemAt, mergeKeyAt, propertyAt, type SchemaAt } from "../schema-at.ts";

/** What a schema lets through, in a few words: "`argocd` or `flux`", "list of text", "whole number, at least 1". */
export function nameType(at: SchemaAt): string {
  const { schema = {} } = at;
  const { enum: choices, "x-explain": words } = schema;
  if (Array.isArray(choices)) return choices.map((choice: Value) => `\`${choice}\``).join(" or ");
  if (typeof words === "string") return words;
  return [schema["type"] ?? "any value"]
    .flat()
    .map((type) => NAMES[String(type)]?.(at, schema) ?? String(type))
    .join(" or ");
}

const NAMES: Readonly<Record<string, (at: SchemaAt, schema: ValueMap) => string>> = {
  string: () => "text",
  boolean: () => "`true` or `false`",
  integer: (_, schema) => `whole number${range(schema)}`,
  number: (_, schema) => `number${range(schema)}`,
  array: nameList,
  object: nameMapping,
};

function range({ minimum, maximum }: ValueMap): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, at least ${minimum}`;
  return maximum === undefined ? "" : `, at most ${maximum}`;
}

/** A list of a later layer takes the place of an earlier one, unless its items have a key. */
function nameList(at: SchemaAt): string {
  const key = mergeKeyAt(at);
  return `list${nameItems(itemAt(at))}${key === undefined ? "" : `, merged by \`${key}\``}`;
}

function nameItems(at: SchemaAt): string {
  if (at.schema === undefined) return "";
  const { type, enum: choices, "x-explain": words } = at.schema;
  if (type === "object") return " of mappings";
  return choices === undefined && words === undefined ? ` of ${nameType(at)}` : `, each ${nameType(at)}`;
}

function nameMapping(at: SchemaAt, schema: ValueMap): string {
  const others = schema["additionalProperties"];
  if (typeof others !== "object") return "mapping";
  // No property has this name, so that the schema of any other is found.
  return `mapping of names to ${nameType(propertyAt(at, ""))}`;
}
