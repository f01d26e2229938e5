import type { Cursor, Key } from "./cursor.ts";
import type { Entry, MappingNode, Node, ScalarNode } from "./node.ts";
import { isMergeKey, makeScalar } from "./properties.ts";

/** The entries of a mapping as they are read, merge keys apart. */
export class MappingBuilder {
  private readonly entries: Entry[] = [];
  private merged: Node | undefined;

  /**
   * Adds an entry. A merge key may be there only once (`kyaml/yaml/rnode.go:getMergeTagValue`); where Kustomize removes it, it also
   * removes a key that only looks like one, `"<<"` in quotes. `offset`: where the key ends.
   */
  add(cursor: Cursor, key: Key, value: Node, offset: number): void {
    if (key.node.text !== "<<") {
      this.entries.push({ key: key.node, value });
    } else if (key.isMerge) {
      if (this.merged !== undefined) cursor.fail("duplicate merge key", offset);
      this.merged = value;
    }
  }

  /** The mapping, with what its merge key names added wherever it has no such key itself; `empty` is what an empty place holds in it. */
  build(cursor: Cursor, empty: ScalarNode): MappingNode {
    // A copy has no room to grow, which for small mappings is most of an array's memory.
    if (this.merged === undefined) return { kind: "mapping", entries: this.entries.slice() };
    const known = new Set(this.entries.map((entry) => entry.key.text));
    const added: Entry[] = [];
    for (const source of mergeSources(cursor, this.merged)) {
      for (const entry of source.entries) {
        if (known.has(entry.key.text)) continue;
        known.add(entry.key.text);
        added.push(isEmptyPlace(entry.value) ? { key: entry.key, value: empty } : entry);
      }
    }
    return { kind: "mapping", entries: [...this.entries, ...added] };
  }
}

/** What is there when nothing stands behind a key. */
export const emptyInBlock: ScalarNode = { kind: "scalar", tag: "null", text: "" };

/** The same in a flow collection: null to all who look at it, but printed as an empty string (`emitterc.go:yaml_emitter_select_scalar_style`). */
export const emptyInFlow: ScalarNode = { ...emptyInBlock, quoted: true };

function isEmptyPlace(node: Node): boolean {
  return node.kind === "scalar" && node.tag === "null" && node.text === "";
}

/** A plain key without properties. Equal keys share one node, since most of a manifest's keys are the same few words. */
export function plainKey(cursor: Cursor, text: string): Key {
  const known = cursor.plainKeys.get(text);
  if (known !== undefined) return known;
  const key = { node: makeScalar(text, "plain"), isMerge: text === "<<" };
  cursor.plainKeys.set(text, key);
  return key;
}

/** A key from its node and the tag that the source gave it; other nodes than scalars are no keys of a manifest. */
export function toKey(cursor: Cursor, node: Node, offset: number, tag?: string): Key {
  if (node.kind !== "scalar") cursor.fail("a mapping key must be a scalar", offset);
  return { node, isMerge: isMergeKey(node, tag) };
}

/** The mappings to merge, first one first: for equal keys it wins (`kyaml/yaml/rnode.go:findMergeValues`). */
function mergeSources(cursor: Cursor, value: Node): readonly MappingNode[] {
  if (value.kind === "mapping") return [value];
  if (value.kind === "scalar") cursor.fail("map merge requires map or sequence of maps as the value");
  return value.items.map((item) => {
    if (item.kind !== "mapping") cursor.fail("map merge requires map or sequence of maps as the value");
    return item;
  });
}
