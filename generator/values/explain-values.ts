import type { Catalog } from "../model/catalog.ts";
import type { Layer } from "../model/layer.ts";
import type { Origin } from "../model/merged-values.ts";
import type { Result } from "../model/problem.ts";
import type { Path, Value, ValueMap } from "../model/value.ts";
import { unknownPath } from "../problems/value-problems.ts";
import { catalogSchema } from "./catalog-schema.ts";
import { indexOfName, isKeyedList, nameOf } from "./keyed-list.ts";
import { mergeLayers } from "./merge-layers.ts";
import { itemAt, mergeKeyAt, propertyAt, type SchemaAt, schemaOf } from "./schema-at.ts";

/** A value and all that had a say about it. */
export interface Explanation {
  readonly path: Path;
  /** `undefined`: no layer sets it, or one removed it. */
  readonly value: Value | undefined;
  /** In layer order, the last one made the value. */
  readonly origins: readonly Origin[];
}

/**
 * Explains the value at `path`, or for a map every value below it. The values need not be valid: one explains them to find
 * out why they are not. An item of a list that layers merge by a field goes by its name, too: `profiles.team-vision`. Problems: there is no such value, and there cannot be one; a component's schema is none.
 */
export function explainValues(catalog: Catalog, layers: readonly Layer[], named: Path): Result<readonly Explanation[]> {
  const known = catalogSchema(catalog);
  if (!known.ok) return known;
  const schema = known.value;
  const { value: merged, origins } = mergeLayers([...catalog.defaults, ...layers], schema);
  const path = byIndex({ value: merged, at: schemaOf(schema) }, named);
  const { value, at } = follow({ value: merged, at: schemaOf(schema) }, path);
  if (value === undefined) {
    const own = origins(path);
    if (own.length === 0 && at.schema === undefined)
      return { ok: false, problems: [missingPath(merged, schema, path)] };
    return { ok: true, value: [{ path, value: undefined, origins: own }] };
  }
  return { ok: true, value: leaves({ value, at }, path).map((leaf) => ({ ...leaf, origins: origins(leaf.path) })) };
}

interface Here {
  readonly value: Value | undefined;
  readonly at: SchemaAt;
}

function follow(start: Here, path: Path): Here {
  return path.reduce<Here>(({ value, at }, step) => {
    const isContainer = typeof value === "object" && value !== null && Object.hasOwn(value, step);
    return {
      value: isContainer ? (value as Readonly<Record<string | number, Value>>)[step] : undefined,
      at: typeof step === "number" ? itemAt(at) : propertyAt(at, step),
    };
  }, start);
}

/** The path with the index of each item that it calls by its name. */
function byIndex(start: Here, path: Path): Path {
  const found: (string | number)[] = [];
  for (const step of path) {
    const { value, at } = follow(start, found);
    const key = mergeKeyAt(at);
    const index =
      typeof step === "string" && isKeyedList(value, key) ? indexOfName(value, key as string, step) : undefined;
    found.push(index ?? step);
  }
  return found;
}

/** What layers replace as one: scalars, lists that do not merge, and maps and lists with nothing in them. */
function leaves({ value, at }: Here, path: Path): readonly { readonly path: Path; readonly value: Value }[] {
  if (isKeyedList(value, mergeKeyAt(at)) && value.length > 0) {
    return value.flatMap((item, index) => leaves({ value: item, at: itemAt(at) }, [...path, index]));
  }
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  const entries = isMap ? Object.entries(value as ValueMap) : [];
  if (entries.length === 0) return [{ path, value: value as Value }];
  return entries.flatMap(([key, child]) => leaves({ value: child, at: propertyAt(at, key) }, [...path, key]));
}

function missingPath(merged: ValueMap, schema: ValueMap, path: Path) {
  const start = { value: merged, at: schemaOf(schema) };
  const known = path.findIndex((_, index) => {
    const { value, at } = follow(start, path.slice(0, index + 1));
    return value === undefined && at.schema === undefined;
  });
  const parent = follow(start, path.slice(0, known));
  const key = mergeKeyAt(parent.at);
  const written = isKeyedList(parent.value, key)
    ? parent.value.flatMap((item) => nameOf(item, key as string) ?? [])
    : Object.keys(parent.value ?? {});
  const keys = new Set([...Object.keys(parent.at.schema?.["properties"] ?? {}), ...written]);
  return unknownPath(String(path[known]), path.slice(0, known), [...keys]);
}
