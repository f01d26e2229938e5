import { isMap, type Value, type ValueMap } from "../model/value.ts";

/**
 * What keeps a value from being the schema of a mapping, as far as we look into schemas ourselves: `properties.a must be a map`. What else a
 * schema can have wrong shows when it is compiled. Undefined: nothing.
 */
export function schemaFault(schema: Value): string | undefined {
  if (!isMap(schema)) return "the file must be a map";
  if ((schema["type"] ?? "object") !== "object") return "its type must be object";
  return mapFault(schema, "");
}

/** The schemas directly in a schema, each with its path from there: of its properties, of its items, of its definitions. */
export function schemasIn(schema: ValueMap): readonly (readonly [path: string, schema: Value])[] {
  const named = ["properties", "$defs"].flatMap((keyword) =>
    Object.entries(schema[keyword] ?? {}).map(([name, inside]) => [`${keyword}.${name}`, inside as Value] as const),
  );
  // These may also be `true` or `false`.
  const others = ["items", "additionalProperties"].flatMap((keyword) => {
    const inside = schema[keyword];
    return isMap(inside) ? [[keyword, inside] as const] : [];
  });
  return [...named, ...others];
}

/** `path` ends with a dot or is empty. */
function mapFault(schema: ValueMap, path: string): string | undefined {
  for (const keyword of ["properties", "$defs"]) {
    if (keyword in schema && !isMap(schema[keyword])) return `${path}${keyword} must be a map`;
  }
  const { $ref: reference = "", required = [] } = schema;
  if (typeof reference !== "string") return `${path}$ref must be a text`;
  const isList = Array.isArray(required) && required.every((name) => typeof name === "string");
  if (!isList) return `${path}required must be a list of texts`;
  for (const [name, inside] of schemasIn(schema)) {
    const fault = isMap(inside) ? mapFault(inside, `${path}${name}.`) : `${path}${name} must be a map`;
    if (fault !== undefined) return fault;
  }
  return undefined;
}
