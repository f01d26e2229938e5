import { LazyEntry } from "./lazy-entry.ts";
import type { Entry, MappingNode, Node, ScalarNode, Tag } from "./node.ts";
import type { ReadAt } from "./outline.ts";

/** A scalar is its text when that is an unquoted string, else its tag, text and, when it was quoted, a 1. */
type PackedScalar = string | readonly [tag: Tag, text: string, quoted?: 1];

/** A node as JSON; the number in place of a value is the length of a lazy entry's text. */
type PackedNode = PackedScalar | { readonly s: readonly PackedNode[] } | PackedMapping;

interface PackedMapping {
  readonly m: readonly (readonly [key: PackedScalar, value: PackedNode | number])[];
}

/** An outline as one text: a line of JSON, then the printed texts of its lazy entries one after the other. */
export function packOutline(outline: MappingNode): string {
  const texts: string[] = [];
  const json = JSON.stringify(packMapping(outline, texts));
  return `${json}\n${texts.join("")}`;
}

/** The outline that was packed; undefined when this is none. */
export function unpackOutline(packed: string, readAt: ReadAt): MappingNode | undefined {
  const end = packed.indexOf("\n");
  if (end < 0) return undefined;
  const texts = new Texts(packed, end + 1);
  try {
    const outline = unpackMapping(JSON.parse(packed.slice(0, end)) as PackedMapping, [], texts, readAt);
    return texts.atEnd() ? outline : undefined;
  } catch {
    return undefined;
  }
}

class Texts {
  private readonly packed: string;
  private position: number;

  constructor(packed: string, start: number) {
    this.packed = packed;
    this.position = start;
  }

  take(length: number): string {
    const start = this.position;
    this.position += length;
    return this.packed.slice(start, this.position);
  }

  atEnd(): boolean {
    return this.position === this.packed.length;
  }
}

function packMapping(mapping: MappingNode, texts: string[]): PackedMapping {
  return { m: mapping.entries.map((entry) => [packScalar(entry.key), packValue(entry, texts)] as const) };
}

function packValue(entry: Entry, texts: string[]): PackedNode | number {
  const text = LazyEntry.textOf(entry);
  if (text === undefined) return packNode(entry.value, texts);
  texts.push(text);
  return text.length;
}

function packNode(node: Node, texts: string[]): PackedNode {
  if (node.kind === "scalar") return packScalar(node);
  if (node.kind === "mapping") return packMapping(node, texts);
  return { s: node.items.map((item) => packNode(item, texts)) };
}

function packScalar({ tag, text, quoted }: ScalarNode): PackedScalar {
  if (quoted) return [tag, text, 1];
  return tag === "str" ? text : [tag, text];
}

function unpackMapping(packed: PackedMapping, position: readonly number[], texts: Texts, readAt: ReadAt): MappingNode {
  const entries = packed.m.map(([packedKey, value], index): Entry => {
    const key = unpackScalar(packedKey);
    const at = [...position, index];
    if (typeof value !== "number") return { key, value: unpackNode(value, at, texts, readAt) };
    return new LazyEntry(key, texts.take(value), 2 * position.length, () => readAt(at));
  });
  return { kind: "mapping", entries };
}

function unpackNode(packed: PackedNode, position: readonly number[], texts: Texts, readAt: ReadAt): Node {
  if (typeof packed === "string" || Array.isArray(packed)) return unpackScalar(packed as PackedScalar);
  if ("m" in packed) return unpackMapping(packed, position, texts, readAt);
  const { s: items } = packed as { readonly s: readonly PackedNode[] };
  return { kind: "sequence", items: items.map((item) => unpackNode(item, position, texts, readAt)) };
}

function unpackScalar(packed: PackedScalar): ScalarNode {
  if (typeof packed === "string") return { kind: "scalar", tag: "str", text: packed };
  const [tag, text, quoted] = packed;
  return quoted ? { kind: "scalar", tag, text, quoted: true } : { kind: "scalar", tag, text };
}
