import { isMap, type Value, type ValueMap } from "../model/value.ts";

/** What says that something must be there. One file holds only a part of the values, so in an editor nothing must. */
const COMPLETENESS = ["required", "minProperties", "maxProperties", "dependentRequired", "if", "then", "else"];

/**
 * The schema of a single values.yaml, for editors, from that of all of an environment's values: the same keys and types, but
 * nothing is required, and everything may be `null`, which removes it. Items of lists that do not merge stay as they are.
 */
export function editorSchema(schema: ValueMap): ValueMap {
  const { $id: _id, $defs: definitions, ...top } = relaxed(schema);
  const common = schema["$defs"] as ValueMap;
  const components = (schema["properties"] as ValueMap)["components"] as ValueMap;
  // A component's own values.yaml refers to its part of this schema, and editors want no reference at the top of that.
  const byName = mapValues(components["properties"] as ValueMap, (settings) =>
    nullable(
      relaxed(
        "$ref" in settings
          ? { ...(common["componentSettings"] as ValueMap), ...without(settings, ["$ref"]) }
          : settings,
      ),
    ),
  );
  const properties = top["properties"] as ValueMap;
  return {
    ...top,
    $comment: "Written by `kubeflow-gitops schema`; do not edit.",
    properties: { ...properties, components: { ...(properties["components"] as ValueMap), properties: byName } },
    $defs: mapValues(definitions as ValueMap, nullable),
  };
}

function relaxed(schema: ValueMap): ValueMap {
  const { properties, additionalProperties, items, $defs: definitions, ...rest } = without(schema, COMPLETENESS);
  const words = schema["x-explain"];
  return {
    ...rest,
    ...(typeof words === "string" && { patternErrorMessage: `This must be ${words}.` }),
    ...(isMap(properties) && { properties: mapValues(properties, (child) => nullable(relaxed(child))) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: isMap(additionalProperties)
        ? nullable(relaxed(additionalProperties))
        : additionalProperties,
    }),
    ...(isMap(items) && { items: relaxedItems(items, schema["x-merge-key"]) }),
    ...(isMap(definitions) && { $defs: mapValues(definitions, relaxed) }),
  };
}

/** An item that merges into another of that name needs the name alone. */
function relaxedItems(items: ValueMap, key: Value | undefined): ValueMap {
  return typeof key === "string" ? { ...relaxed(items), required: [key] } : items;
}

/** What a reference leads to is made nullable where it is defined. */
function nullable(schema: ValueMap): ValueMap {
  const { type, enum: choices } = schema;
  return {
    ...schema,
    ...(type !== undefined && { type: [...new Set([type, "null"].flat())] as Value }),
    ...(Array.isArray(choices) && { enum: [...choices, null] }),
  };
}

function without(schema: ValueMap, keys: readonly string[]): ValueMap {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}

function mapValues(map: ValueMap, change: (schema: ValueMap) => ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(map).map(([key, schema]) => [key, change(schema as ValueMap)]));
}
