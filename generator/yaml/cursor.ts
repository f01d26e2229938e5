import type { Node, ScalarNode } from "./node.ts";

/** The text is no YAML that go-yaml reads. Thrown from wherever the parser stands and caught by the entry of the reader. */
export class SyntaxFault extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** A key with what has to be known of it beyond its node. */
export interface Key {
  readonly node: ScalarNode;
  readonly isMerge: boolean;
}

/** An anchored node and how many nodes it stands for, aliases inside it included. */
export interface Anchored {
  readonly node: Node;
  readonly size: number;
}

export const code = {
  tab: 0x09,
  newline: 0x0a,
  space: 0x20,
  exclamation: 0x21,
  doubleQuote: 0x22,
  hash: 0x23,
  percent: 0x25,
  ampersand: 0x26,
  singleQuote: 0x27,
  asterisk: 0x2a,
  comma: 0x2c,
  dash: 0x2d,
  dot: 0x2e,
  colon: 0x3a,
  greater: 0x3e,
  question: 0x3f,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  bar: 0x7c,
  closeBrace: 0x7d,
} as const;

/** go-yaml stops at 10,000 levels; nothing real has a hundred, and each is a level of recursion for all who read the node. */
const deepestNesting = 500;

/** A document of more nodes would take a gigabyte; Kubernetes takes none of a thousandth of that. */
const mostNodes = 2_000_000;

/**
 * Where the parser stands in one document. Its text has no other line breaks than `\n`, but for U+2028 and U+2029 inside quotes.
 * The rules are those of go-yaml's scanner (`goyaml.v3/scannerc.go`), whose tokens this parser never makes.
 */
export class Cursor {
  readonly text: string;
  pos = 0;
  lineStart = 0;
  /** Whether a mapping key or the dash of an item may come next: at the start of a line and after `- ` (`simple_key_allowed`). */
  keyAllowed = true;
  /** How many nodes the document has so far, each alias counted as what it stands for; how many of them are such. */
  nodes = 0;
  aliased = 0;
  private depth = 0;
  private readonly hasSeparators: boolean;
  /** Undefined while the anchored node is still being read. */
  readonly anchors = new Map<string, Anchored | undefined>();
  /** The keys so far by their text, so that equal ones share a node. */
  readonly plainKeys = new Map<string, Key>();

  constructor(text: string) {
    this.text = text;
    this.hasSeparators = text.includes("\u2028") || text.includes("\u2029");
  }

  get column(): number {
    return this.pos - this.lineStart;
  }

  /** The UTF-16 unit at an offset from here, NaN beyond the end. */
  peek(offset = 0): number {
    return this.text.charCodeAt(this.pos + offset);
  }

  atEnd(): boolean {
    return this.pos >= this.text.length;
  }

  /** Whether the line begins with `---` or `...` on its own, which ends any document. */
  atDocumentMarker(): boolean {
    return this.pos === this.lineStart && isDocumentMarker(this.text, this.pos);
  }

  /** Skips blanks, comments and line breaks; a tab may stand where no key may. */
  skipToToken(inFlow = false): void {
    const { text } = this;
    let pos = this.pos;
    for (;;) {
      const next = text.charCodeAt(pos);
      if (next === code.space) pos++;
      else if (next === code.newline) {
        this.lineStart = ++pos;
        if (!inFlow) this.keyAllowed = true;
      } else if (next === code.hash) {
        const end = text.indexOf("\n", pos);
        pos = end < 0 ? text.length : end;
      } else if (next === code.tab && (inFlow || !this.keyAllowed)) pos++;
      else break;
    }
    this.pos = pos;
  }

  /** Counts a node that is about to be read. */
  count(): void {
    this.nodes++;
    if (this.nodes - this.aliased > mostNodes) this.fail(`document has more than ${mostNodes} values`);
  }

  /**
   * A text from outside quotes, as it is. U+2028 and U+2029 are line breaks to go-yaml, and what follows them is then rarely YAML; here
   * it never is.
   */
  unbroken(text: string): string {
    if (this.hasSeparators && /[\u2028\u2029]/.test(text))
      this.fail("U+2028 and U+2029 are line breaks outside quotes");
    return text;
  }

  /** Begins a collection inside the current one. */
  enter(): void {
    this.depth++;
    if (this.depth > deepestNesting) this.fail(`exceeded max depth of ${deepestNesting}`);
  }

  leave(): void {
    this.depth--;
  }

  fail(message: string, offset = this.pos): never {
    throw new SyntaxFault(message, offset);
  }
}

/** Space, tab, line break or the end of the text. */
export function isBlankOrEnd(unit: number): boolean {
  return unit === code.space || unit === code.newline || unit === code.tab || Number.isNaN(unit);
}

export function isDocumentMarker(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first !== code.dash && first !== code.dot) return false;
  return (
    text.charCodeAt(at + 1) === first && text.charCodeAt(at + 2) === first && isBlankOrEnd(text.charCodeAt(at + 3))
  );
}
