import { isMap, type Value, type ValueMap } from "../model/value.ts";

/** A place in a JSON Schema: what is known of the value that is being looked at; `undefined` where nothing is. */
export interface SchemaAt {
  /** The whole schema, to which references are relative. */
  readonly root: ValueMap;
  readonly schema: ValueMap | undefined;
}

/** The schema of a whole value. */
export function schemaOf(root: ValueMap): SchemaAt {
  return { root, schema: root };
}

/** The schema of the value at `key` of a map. */
export function propertyAt({ root, schema }: SchemaAt, key: string): SchemaAt {
  const properties = schema?.["properties"] as ValueMap | undefined;
  const named = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
  return { root, schema: dereference(root, named ?? schema?.["additionalProperties"]) };
}

/** The schema of every item of a list. */
export function itemAt({ root, schema }: SchemaAt): SchemaAt {
  return { root, schema: dereference(root, schema?.["items"]) };
}

/** The field by which layers merge a list (`x-merge-key`), if they do. */
export function mergeKeyAt({ schema }: SchemaAt): string | undefined {
  const key = schema?.["x-merge-key"];
  return typeof key === "string" ? key : undefined;
}

/** What a `$ref` of the schema (`#/$defs/name`) leads to; undefined where that is nothing, or no schema in the same file. */
export function referenced(root: ValueMap, reference: string): ValueMap | undefined {
  const [start, ...steps] = reference.split("/");
  let target: Value | undefined = start === "#" ? root : undefined;
  for (const step of steps) target = isMap(target) && Object.hasOwn(target, step) ? target[step] : undefined;
  return isMap(target) ? target : undefined;
}

/** Follows `$ref`; what stands beside it is kept, and wins. */
function dereference(root: ValueMap, schema: Value | undefined): ValueMap | undefined {
  if (!isMap(schema)) return undefined;
  const { $ref: reference, ...beside } = schema;
  if (typeof reference !== "string") return schema;
  return { ...dereference(root, referenced(root, reference)), ...beside };
}
