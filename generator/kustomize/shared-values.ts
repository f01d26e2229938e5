import { LazyEntry } from "../yaml/lazy-entry.ts";
import type { Entry, MappingNode, Node, ScalarNode } from "../yaml/node.ts";
import { fieldOf, mapItems } from "./fields.ts";

/** Values that stand in several places of an object at once. */
export type SharedValues = ReadonlySet<ScalarNode>;

export const noSharedValues: SharedValues = new Set();

/**
 * A label that kustomize adds in several places of an object is one node in all of them, so that whoever changes one changes all:
 * a patch of `metadata.labels` changes the selector, too. Here a value is a node of its own in every place, and a change is carried
 * to the others afterwards.
 *
 * @returns the object after a change, with the change in every place, and what is shared from now on
 */
export function carrySharedChanges(
  before: MappingNode,
  after: MappingNode,
  shared: SharedValues,
): { readonly node: MappingNode; readonly shared: SharedValues } {
  const changes: [old: ScalarNode, now: ScalarNode][] = [];
  collectChanges(before, after, shared, changes);
  if (changes.length === 0) return { node: after, shared };
  // The last change of a value counts, even where an earlier one wrote something else.
  const last = new Map(changes);
  const replacements = new Map<Node, ScalarNode>(last);
  for (const [old, now] of changes) replacements.set(now, last.get(old) as ScalarNode);
  return {
    node: replaceValues(after, replacements) as MappingNode,
    shared: new Set([...shared].map((value) => last.get(value) ?? value)),
  };
}

function collectChanges(before: Node, after: Node, shared: SharedValues, changes: [ScalarNode, ScalarNode][]): void {
  if (before === after) return;
  if (before.kind === "sequence" && after.kind === "sequence" && before.items.length === after.items.length) {
    for (const [index, item] of before.items.entries())
      collectChanges(item, after.items[index] as Node, shared, changes);
  }
  if (before.kind !== "mapping" || after.kind !== "mapping") return;
  const kept = new Set(after.entries);
  for (const entry of inOrderOfKeys(before.entries.filter((one) => !kept.has(one)))) {
    const now = fieldOf(after, entry.key.text);
    if (now === undefined || LazyEntry.textOf(entry) !== undefined) continue;
    const old = entry.value;
    if (old.kind !== "scalar") collectChanges(old, now, shared, changes);
    else if (old !== now && now.kind === "scalar" && shared.has(old)) changes.push([old, now]);
  }
}

/** Kustomize walks the fields of a mapping in this order, which decides whose change is the last. */
function inOrderOfKeys(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort((a, b) => (a.key.text < b.key.text ? -1 : 1));
}

/** What is lazy comes from a file and holds nothing that was written later. */
function replaceValues(node: Node, replacements: ReadonlyMap<Node, ScalarNode>): Node {
  if (node.kind === "scalar") return replacements.get(node) ?? node;
  if (node.kind === "sequence") return mapItems(node, (item) => replaceValues(item, replacements));
  const entries = node.entries.map((entry) => {
    if (LazyEntry.textOf(entry) !== undefined) return entry;
    const value = replaceValues(entry.value, replacements);
    return value === entry.value ? entry : { key: entry.key, value };
  });
  return entries.every((entry, index) => entry === node.entries[index]) ? node : { kind: "mapping", entries };
}
