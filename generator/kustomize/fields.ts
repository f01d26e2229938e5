import type { Entry, MappingNode, Node, ScalarNode, SequenceNode, Tag } from "../yaml/node.ts";
import { resolvePlainYaml11 } from "../yaml/resolve-scalar.ts";

/** A scalar that a transformer wrote: with `none` its text decides what it is when it is printed. */
export function scalar(text: string, tag: Tag = "none"): ScalarNode {
  return { kind: "scalar", tag, text };
}

/** A mapping of string keys to nodes, in the order given. */
export function mapping(fields: Readonly<Record<string, Node>> = {}): MappingNode {
  return {
    kind: "mapping",
    entries: Object.entries(fields).map(([name, value]) => ({ key: scalar(name, "str"), value })),
  };
}

export function sequence(items: readonly Node[] = []): SequenceNode {
  return { kind: "sequence", items };
}

/** An explicit null: written as `null`, `~` or nothing at all. */
export function isNull(node: Node | undefined): boolean {
  return node !== undefined && node.kind === "scalar" && node.tag === "null";
}

export function isMissingOrNull(node: Node | undefined): boolean {
  return node === undefined || isNull(node);
}

/** Missing, null, `{}` or `[]`. */
export function isNilOrEmpty(node: Node | undefined): boolean {
  if (isMissingOrNull(node)) return true;
  const value = node as Node;
  return (
    (value.kind === "mapping" && value.entries.length === 0) || (value.kind === "sequence" && value.items.length === 0)
  );
}

/** The value of the first entry with that key; undefined when there is none or the node is no mapping. */
export function fieldOf(node: Node | undefined, name: string): Node | undefined {
  if (node?.kind !== "mapping") return undefined;
  for (const entry of node.entries) if (entry.key.text === name) return entry.value;
  return undefined;
}

/** The text of a scalar, "" for anything else, as kustomize reads names, labels and annotations. */
export function textOf(node: Node | undefined): string {
  return node?.kind === "scalar" ? node.text : "";
}

/**
 * The mapping with that field set: in its old place, or last when it is new. The same mapping when nothing changes. A new key has no
 * quotes, so that one like `true` or `8080` is no string (`kyaml/yaml/fns.go: FieldSetter`).
 */
export function withField(node: MappingNode, name: string, value: Node): MappingNode {
  const index = node.entries.findIndex((entry) => entry.key.text === name);
  if (index < 0) return { kind: "mapping", entries: [...node.entries, { key: scalar(name), value }] };
  const old = node.entries[index] as Entry;
  if (old.value === value) return node;
  return { kind: "mapping", entries: node.entries.with(index, { key: old.key, value }) };
}

/** The mapping without the first field of that name. */
export function withoutField(node: MappingNode, name: string): MappingNode {
  const index = node.entries.findIndex((entry) => entry.key.text === name);
  return index < 0 ? node : { kind: "mapping", entries: node.entries.toSpliced(index, 1) };
}

/** The sequence with every item replaced; the same sequence when no item changed. */
export function mapItems(node: SequenceNode, change: (item: Node) => Node): SequenceNode {
  let items: Node[] | undefined;
  for (const [index, item] of node.items.entries()) {
    const changed = change(item);
    if (changed === item) continue;
    items ??= [...node.items];
    items[index] = changed;
  }
  return items === undefined ? node : { kind: "sequence", items };
}

/** The mapping with every value replaced; the same mapping when no value changed. */
export function mapFields(node: MappingNode, change: (value: Node, name: string) => Node): MappingNode {
  let entries: Entry[] | undefined;
  for (const [index, { key, value }] of node.entries.entries()) {
    const changed = change(value, key.text);
    if (changed === value) continue;
    entries ??= [...node.entries];
    entries[index] = { key, value: changed };
  }
  return entries === undefined ? node : { kind: "mapping", entries };
}

/**
 * The scalar with another text, written the way the old one was: text that was a string because of its quotes stays a
 * string, otherwise the new text decides (`kyaml/yaml/fns.go: FieldSetter` keeps the style and drops the tag).
 */
export function withText(node: ScalarNode, text: string): ScalarNode {
  if (node.text === text) return node;
  return node.quoted ? quotedText(text) : scalar(text);
}

/** A text in quotes, which makes it a string whatever it says. */
export function quotedText(text: string): ScalarNode {
  return { kind: "scalar", tag: "str", text, quoted: true };
}

/** The text of a field that was not there before: in quotes when a reader of YAML 1.1 could take it for something else. */
export function newText(text: string): ScalarNode {
  return resolvePlainYaml11(text) === "str" ? scalar(text) : quotedText(text);
}

/** What kustomize calls a kind of node in its messages. */
export function kindName(node: Node): string {
  return { scalar: "a scalar", mapping: "a mapping", sequence: "a sequence" }[node.kind];
}
