import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Path } from "../model/value.ts";

/**
 * The offset of what `path` leads to in a parsed document, through aliases, or of the key in front of it; where the path
 * ends early, that of the last thing on it. `undefined` for an empty document.
 */
export function locateNode(document: Document, path: Path, part: "key" | "value"): number | undefined {
  let value: Node | null = document.contents;
  let key: Node | null = value;
  for (const step of path) {
    const next = stepInto(resolveAlias(value, document), step);
    if (next === undefined) break;
    value = next.value;
    key = next.key;
  }
  const node = part === "key" ? key : (value ?? key);
  return node?.range?.[0];
}

function stepInto(node: Node | null, step: string | number): { key: Node | null; value: Node | null } | undefined {
  if (isSeq(node) && typeof step === "number") {
    const item = node.items[step] as Node | undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === step) as Pair<Node, Node | null> | undefined;
  return pair && { key: pair.key, value: pair.value };
}

function resolveAlias(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}
