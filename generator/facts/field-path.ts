import { isMap, type Value } from "../model/value.ts";

/** The path of a mapping's field, as Kustomize's `fieldPaths` have it: dots between keys, `\.` for a dot in a key. `""` is the object. */
export function childField(field: string, key: string): string {
  const escaped = key.replaceAll(".", "\\.");
  return field === "" ? escaped : `${field}.${escaped}`;
}

/** The path of a list's item: `[name=server]` where its name tells it from the others, else its index. */
export function itemField(field: string, list: readonly Value[], index: number): string {
  const name = nameOf(list[index]);
  const isAlone = name !== undefined && placesByName(list).get(name)?.length === 1;
  return `${field}.${isAlone ? `[name=${name}]` : index}`;
}

/** Where in a list the items of each name are: looking through all of it for every item would take time with the square of their number. */
export function placesByName(list: readonly Value[]): ReadonlyMap<string, readonly number[]> {
  const known = places.get(list);
  if (known !== undefined) return known;
  const found = new Map<string, number[]>();
  for (const [index, item] of list.entries()) {
    const name = nameOf(item);
    if (name === undefined) continue;
    const same = found.get(name);
    if (same === undefined) found.set(name, [index]);
    else same.push(index);
  }
  places.set(list, found);
  return found;
}

const places = new WeakMap<readonly Value[], ReadonlyMap<string, readonly number[]>>();

/** The keys of such a path: numbers and `[name=…]` lead into lists. */
export function fieldKeys(field: string): readonly string[] {
  const keys = field.match(/(?:\[[^[\]]*\]|\\\.|[^.])+/g) ?? [];
  return keys.map((key) => key.replaceAll("\\.", "."));
}

function nameOf(item: Value | undefined): string | undefined {
  return item !== undefined && isMap(item) && typeof item.name === "string" ? item.name : undefined;
}
