import type { Path, Value, ValueMap } from "../model/value.ts";

/** More than these are no help to who looks for one. */
const MOST = 3;

/** The maps in which a schema knows `key`, outside of lists, to tell somebody who wrote it in the wrong one; none where there are many. */
export function findKey(schema: ValueMap, key: string): readonly Path[] {
  const found: Path[] = [];
  visit(schema, [], (properties, path) => {
    if (Object.hasOwn(properties, key)) found.push(path);
  });
  return found.length > MOST ? [] : found;
}

function visit(schema: Value | undefined, path: Path, see: (properties: ValueMap, path: Path) => void): void {
  const properties = (schema as ValueMap | undefined)?.["properties"] as ValueMap | undefined;
  if (properties === undefined) return;
  see(properties, path);
  for (const [name, child] of Object.entries(properties)) visit(child, [...path, name], see);
}
