import type { Value, ValueMap } from "../model/value.ts";

/** Whether layers can merge a list by `key`: every item is a map with a text there, each once. */
export function isKeyedList(value: unknown, key: string | undefined): value is readonly ValueMap[] {
  return key !== undefined && Array.isArray(value) && indexOfNames(value, key) !== undefined;
}

/** Where the item of that name is in a list that layers merge by `key`. */
export function indexOfName(list: readonly ValueMap[], key: string, name: string | undefined): number | undefined {
  return name === undefined ? undefined : indexOfNames(list, key)?.get(name);
}

/** What an item of a keyed list is known by. */
export function nameOf(item: Value | undefined, key: string): string | undefined {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return undefined;
  const name = (item as ValueMap)[key];
  return typeof name === "string" ? name : undefined;
}

type Names = ReadonlyMap<string, number>;

/** Lists never change, and who explains a thousand profiles comes by the same list for each of their values. */
const known = new WeakMap<readonly Value[], { readonly key: string; readonly names: Names | undefined }>();

/** Undefined where it is no keyed list. */
function indexOfNames(list: readonly Value[], key: string): Names | undefined {
  const before = known.get(list);
  if (before?.key === key) return before.names;
  const names = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const name = nameOf(item, key);
    if (name !== undefined) names.set(name, index);
  }
  // A name that is missing, or there twice, makes them fewer.
  const found = names.size === list.length ? names : undefined;
  known.set(list, { key, names: found });
  return found;
}
