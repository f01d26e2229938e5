import type { Entry, Node, ScalarNode } from "./node.ts";

/**
 * An entry of a mapping whose value is only read when somebody looks at it. Until then, and as long as nobody replaces it, its
 * printed text is known: a document of which only the labels change is printed without its body ever having been parsed.
 *
 * It is an ordinary entry to all but the printer. A copy with another value is an ordinary entry to the printer, too.
 */
export class LazyEntry implements Entry {
  readonly key: ScalarNode;
  declare readonly value: Node;
  readonly #text: string;
  readonly #indent: number;

  /** `text` is what the printer writes for the whole entry behind its margin, when the margin has `indent` columns. */
  constructor(key: ScalarNode, text: string, indent: number, read: () => Node) {
    this.key = key;
    this.#text = text;
    this.#indent = indent;
    let value: Node | undefined;
    // A property of its own, so that a copy by spread has the value.
    Object.defineProperty(this, "value", {
      enumerable: true,
      get: () => {
        value ??= read();
        return value;
      },
    });
  }

  /** The printed text of a lazy entry at this indentation; undefined for any other entry. */
  static textAt(entry: Entry, indent: number): string | undefined {
    return #text in entry && entry.#indent === indent ? entry.#text : undefined;
  }

  /** The printed text of a lazy entry, wherever it is; undefined for any other entry. */
  static textOf(entry: Entry): string | undefined {
    return #text in entry ? entry.#text : undefined;
  }

  /** The entry with its value changed when it is looked at, in a way that does not change its printed text; a lazy one stays lazy. */
  static changed(entry: Entry, change: (value: Node) => Node): Entry {
    if (!(#text in entry)) return { key: entry.key, value: change(entry.value) };
    return new LazyEntry(entry.key, entry.#text, entry.#indent, () => change(entry.value));
  }
}
