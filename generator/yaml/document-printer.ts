import { Buffer } from "node:buffer";
import type { CanonicalScalar } from "./canonical-scalar.ts";
import { LazyEntry } from "./lazy-entry.ts";
import type { Entry, MappingNode, Node, ScalarNode, SequenceNode } from "./node.ts";
import type { ScalarPosition, ScalarStyle } from "./scalar-style.ts";
import { writeScalar } from "./write-scalar.ts";

/** What differs between the documents that are printed: the order of keys, what a scalar is, how a string is styled. */
export interface PrintRules {
  /** The entries to print, or undefined when the mapping cannot be printed; `top` is true for the document itself. */
  order(entries: readonly Entry[], top: boolean): readonly Entry[] | undefined;
  scalar(node: ScalarNode): CanonicalScalar;
  style(text: string, position: ScalarPosition): ScalarStyle;
  /** Longer lines are folded at a space. */
  readonly width: number;
}

/** What a value follows: a key and its colon, the dash of an item (or the colon of a long key), or nothing. */
type Leading = "colon" | "dash" | "start";

/** A longer key needs `? ` before it (`emitterc.go:yaml_emitter_check_simple_key`, in bytes of UTF-8). */
const longestSimpleKey = 128;

/** How many printed keys are kept; a platform has a few thousand. */
const mostKeys = 20_000;

/**
 * Writes one document after the other in go-yaml v2's block layout: mappings indented by two, sequences at the column of their key, empty
 * collections as `{}` and `[]`. Every write of a value ends with a line break.
 */
export class DocumentPrinter {
  private text = "";
  private failed = false;
  private readonly keys = new Map<string, string>();
  private readonly rules: PrintRules;

  constructor(rules: PrintRules) {
    this.rules = rules;
  }

  /** The text of the document, ending with a line break; undefined when a rule refused something in it. */
  print(document: Node): string | undefined {
    this.text = "";
    this.failed = false;
    this.value(document, document.kind === "scalar" ? 2 : 0, 0, "start");
    return this.failed ? undefined : this.text;
  }

  /** The text of one entry of a mapping behind its margin of `indent` columns; undefined when a rule refused something in it. */
  printEntry(entry: Entry, indent: number): string | undefined {
    this.text = "";
    this.failed = false;
    this.entry(entry.key.text, entry.value, indent);
    return this.failed ? undefined : this.text;
  }

  /** `indent` is that of the lines the value may begin, `column` the end of what its line already holds. */
  private value(node: Node, indent: number, column: number, leading: Leading): void {
    if (node.kind === "scalar") this.scalar(node, indent, column, leading);
    else if (node.kind === "mapping") this.mapping(node, indent, leading);
    else this.sequence(node, leading === "colon" ? indent - 2 : indent, leading);
  }

  private scalar(node: ScalarNode, indent: number, column: number, leading: Leading): void {
    const start = leading === "start" ? column : column + 1;
    const text = this.scalarText(node, indent, start, "value");
    this.text += leading === "start" ? `${text}\n` : ` ${text}\n`;
  }

  private scalarText(node: ScalarNode, indent: number, column: number, position: ScalarPosition): string {
    const scalar = this.rules.scalar(node);
    if (scalar.kind === "string") {
      return writeScalar(scalar.text, this.rules.style(scalar.text, position), {
        column,
        indent,
        position,
        width: this.rules.width,
      });
    }
    if (scalar.kind === "token") return scalar.text;
    this.failed = true;
    return "";
  }

  private mapping(node: MappingNode, indent: number, leading: Leading): void {
    const entries = this.rules.order(node.entries, leading === "start");
    if (entries === undefined || entries.length === 0) {
      this.failed ||= entries === undefined;
      this.text += leading === "start" ? "{}\n" : " {}\n";
      return;
    }
    if (leading === "colon") this.text += "\n";
    const margin = " ".repeat(indent);
    let before = leading === "dash" ? " " : margin;
    for (const entry of entries) {
      this.text += before;
      const known = LazyEntry.textAt(entry, indent);
      if (known !== undefined) this.text += known;
      else this.entry(entry.key.text, entry.value, indent);
      before = margin;
    }
  }

  private entry(key: string, value: Node, indent: number): void {
    const simple = this.simpleKey(key);
    if (simple !== undefined) {
      this.text += `${simple}:`;
      this.value(value, indent + 2, indent + simple.length + 1, "colon");
      return;
    }
    this.text += "?";
    this.scalar({ kind: "scalar", tag: "str", text: key }, indent + 2, indent + 1, "dash");
    this.text += `${" ".repeat(indent)}:`;
    this.value(value, indent + 2, indent + 1, "dash");
  }

  /** Keys come again and again, so their text is kept; undefined for one that is too long or has a line break. */
  private simpleKey(key: string): string | undefined {
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    if (/[\n\r\u2028\u2029]/.test(key) || Buffer.byteLength(key) > longestSimpleKey) return undefined;
    const text = this.scalarText({ kind: "scalar", tag: "str", text: key }, 0, 0, "key");
    if (this.keys.size >= mostKeys) this.keys.clear();
    this.keys.set(key, text);
    return text;
  }

  private sequence(node: SequenceNode, indent: number, leading: Leading): void {
    if (node.items.length === 0) {
      this.text += leading === "start" ? "[]\n" : " []\n";
      return;
    }
    if (leading === "colon") this.text += "\n";
    const margin = " ".repeat(indent);
    let before = leading === "dash" ? " -" : `${margin}-`;
    for (const item of node.items) {
      this.text += before;
      this.value(item, indent + 2, indent + 1, "dash");
      before = `${margin}-`;
    }
  }
}
