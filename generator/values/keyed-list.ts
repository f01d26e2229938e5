import type { Value, ValueMap } from "../model/value.ts";

/** Whether layers can merge a list by `key`: every item is a map with a text there, each once. */
export function isKeyedList(value: unknown, key: string | undefined): value is readonly ValueMap[] {
  if (key === undefined || !Array.isArray(value)) return false;
  const names = value.map((item: Value) => nameOf(item, key));
  return names.every((name) => name !== undefined) && new Set(names).size === names.length;
}

/** What an item of a keyed list is known by. */
export function nameOf(item: Value | undefined, key: string): string | undefined {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return undefined;
  const name = (item as ValueMap)[key];
  return typeof name === "string" ? name : undefined;
}
