import { isMap, type Path, type Value, type ValueMap } from "../model/value.ts";

/** The value at `path` inside `value`; undefined where the way ends early or leads through something that is no mapping. */
export function valueAt(value: Value | undefined, path: Path): Value | undefined {
  return path.reduce<Value | undefined>((parent, key) => child(parent, key), value);
}

/** The text at `path`; undefined for anything else. */
export function textAt(value: Value | undefined, path: Path): string | undefined {
  const found = valueAt(value, path);
  return typeof found === "string" ? found : undefined;
}

/** The mapping at `path`; undefined for anything else. */
export function mapAt(value: Value | undefined, path: Path): ValueMap | undefined {
  const found = valueAt(value, path);
  return found !== undefined && isMap(found) ? found : undefined;
}

/** The list at `path`; empty for anything else. */
export function listAt(value: Value | undefined, path: Path): readonly Value[] {
  const found = valueAt(value, path);
  return isList(found) ? found : [];
}

/** The texts of the list at `path`, others left out. */
export function textsAt(value: Value | undefined, path: Path): readonly string[] {
  return listAt(value, path).filter((item) => typeof item === "string");
}

/** The mapping at `path` with only those entries whose value is a text: labels, annotations, matchLabels. */
export function textMapAt(value: Value | undefined, path: Path): Readonly<Record<string, string>> {
  const entries = Object.entries(mapAt(value, path) ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function child(parent: Value | undefined, key: string | number): Value | undefined {
  if (typeof key === "number") return isList(parent) ? parent[key] : undefined;
  if (parent === undefined || !isMap(parent) || !Object.hasOwn(parent, key)) return undefined;
  return parent[key];
}
