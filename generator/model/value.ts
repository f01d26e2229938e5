/** A plain value as YAML and JSON have it. */
export type Value = string | number | boolean | null | readonly Value[] | ValueMap;

export interface ValueMap {
  readonly [key: string]: Value;
}

/** The way from the root of a value to one of its leaves: `["database", "host"]`, `["profiles", 0, "name"]`. */
export type Path = readonly (string | number)[];

/** Whether it is a mapping: no list, not null. */
export function isMap(value: unknown): value is ValueMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
