import type { Component } from "../model/component.ts";
import type { ValueMap } from "../model/value.ts";

const COMMON = "#/$defs/componentSettings";

/**
 * The one closed JSON Schema of an environment's values: `valuesSchema` with a property per component, made of the settings
 * that every component has and its own fragment. Fragments may refer to `#/$defs` of `valuesSchema`.
 */
export function assembleSchema(valuesSchema: ValueMap, components: Iterable<Component>): ValueMap {
  const definitions = valuesSchema["$defs"] as ValueMap;
  const common = definitions["componentSettings"] as ValueMap;
  const properties = valuesSchema["properties"] as ValueMap;
  const byName = [...components].map((component) => [component.name, settingsSchema(component, common)] as const);
  return {
    ...valuesSchema,
    properties: {
      ...properties,
      components: {
        ...(properties["components"] as ValueMap),
        additionalProperties: false,
        properties: Object.fromEntries(byName),
      },
    },
    $defs: { ...definitions, componentSettings: { ...common, additionalProperties: false } },
  };
}

/** The schema of `components.<name>`. */
function settingsSchema({ summary, schema: fragment }: Component, common: ValueMap): ValueMap {
  const own = (fragment["properties"] ?? {}) as ValueMap;
  if (Object.keys(own).length === 0) return { description: summary, $ref: COMMON };
  const names = Object.keys(common["properties"] as ValueMap);
  const { $schema: _schema, $id: _id, ...rules } = fragment;
  return {
    description: summary,
    ...rules,
    type: "object",
    additionalProperties: false,
    required: [...((common["required"] ?? []) as string[]), ...((fragment["required"] ?? []) as string[])],
    properties: {
      ...Object.fromEntries(names.map((name) => [name, { $ref: `${COMMON}/properties/${name}` }])),
      ...own,
    },
  };
}
