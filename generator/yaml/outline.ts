import { DocumentPrinter } from "./document-printer.ts";
import { LazyEntry } from "./lazy-entry.ts";
import { manifestRules } from "./manifest-rules.ts";
import type { Entry, MappingNode, Node } from "./node.ts";

/** Values of fewer characters are kept as they are; the rest of the tree is worth forgetting. */
const smallest = 512;

/** Larger mappings are opened this deep, so that `spec.conversion` of a CRD is there while `spec.versions` is only text. */
const deepest = 4;

const printer = new DocumentPrinter(manifestRules);

/** The value at a position of the whole tree, by the index of the entry at each level. */
export type ReadAt = (position: readonly number[]) => Node;

/**
 * The manifest with its large values as lazy entries, each with its printed text, so that the tree itself can be forgotten and comes
 * back through `readAt` when somebody looks. Undefined when the manifest cannot be printed.
 */
export function outlineOf(manifest: MappingNode, readAt: ReadAt): MappingNode | undefined {
  return outlineMapping(manifest, [], readAt);
}

/** The value at a position, as `ReadAt` counts. */
export function valueAt(manifest: Node, position: readonly number[]): Node {
  return position.reduce((node, index) => {
    const entry = node.kind === "mapping" ? node.entries[index] : undefined;
    if (entry === undefined) throw new Error("An outline does not fit its manifest.");
    return entry.value;
  }, manifest);
}

function outlineMapping(mapping: MappingNode, position: readonly number[], readAt: ReadAt): MappingNode | undefined {
  const entries: Entry[] = [];
  for (const [index, entry] of mapping.entries.entries()) {
    const outlined = outlineEntry(entry, [...position, index], readAt);
    if (outlined === undefined) return undefined;
    entries.push(outlined);
  }
  return { kind: "mapping", entries };
}

function outlineEntry(entry: Entry, position: readonly number[], readAt: ReadAt): Entry | undefined {
  const { key, value } = entry;
  if (remaining(value, smallest) > 0) return entry;
  if (value.kind === "mapping" && position.length < deepest) {
    const outlined = outlineMapping(value, position, readAt);
    return outlined && { key, value: outlined };
  }
  const indent = 2 * (position.length - 1);
  const text = printer.printEntry(entry, indent);
  return text === undefined ? undefined : new LazyEntry(key, text, indent, () => readAt(position));
}

/** What is left of a budget of characters after a node; not positive when the node is larger. */
function remaining(node: Node, budget: number): number {
  if (node.kind === "scalar") return budget - node.text.length - 1;
  let left = budget - 1;
  if (node.kind === "sequence") {
    for (let at = 0; at < node.items.length && left > 0; at++) left = remaining(node.items[at]!, left);
  } else {
    for (let at = 0; at < node.entries.length && left > 0; at++) {
      const { key, value } = node.entries[at]!;
      left = remaining(value, left - key.text.length);
    }
  }
  return left;
}
