import type { Document } from "../model/document.ts";
import type { Problem } from "../model/problem.ts";
import type { Path, Value, ValueMap } from "../model/value.ts";
import { duplicateItem, missingValue } from "../problems/value-problems.ts";
import { nameOf } from "./keyed-list.ts";
import { itemAt, mergeKeyAt, propertyAt, type SchemaAt, schemaOf } from "./schema-at.ts";

/**
 * Lists that layers merge by a field need that field in every item, and each of its values once. This is of a layer's own
 * file: after merging it could no longer be seen.
 */
export function checkKeyedLists(document: Document, schema: ValueMap): readonly Problem[] {
  return visit(document.value, [], { document, at: schemaOf(schema) });
}

interface Visit {
  readonly document: Document;
  readonly at: SchemaAt;
}

function visit(value: Value, path: Path, { document, at }: Visit): readonly Problem[] {
  if (typeof value !== "object" || value === null || at.schema === undefined) return [];
  if (Array.isArray(value)) {
    const key = mergeKeyAt(at);
    if (key === undefined) return [];
    const inside = value.flatMap((item, index) => visit(item, [...path, index], { document, at: itemAt(at) }));
    return [...checkList(value, path, key, document), ...inside];
  }
  return Object.entries(value).flatMap(([key, child]) =>
    visit(child, [...path, key], { document, at: propertyAt(at, key) }),
  );
}

function checkList(list: readonly Value[], path: Path, key: string, { place }: Document): readonly Problem[] {
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    const name = nameOf(item, key);
    // What is no map, or has something else there, the schema refuses.
    if (name === undefined) {
      const isMissing = typeof item === "object" && item !== null && !Object.hasOwn(item, key);
      const hint = `Layers merge the items of ${path.at(-1)} by it.`;
      return isMissing ? [missingValue([...path, index, key], hint, place([...path, index]))] : [];
    }
    if (seen.has(name)) return [duplicateItem(path, `${key}: ${JSON.stringify(name)}`, place([...path, index, key]))];
    seen.add(name);
    return [];
  });
}
