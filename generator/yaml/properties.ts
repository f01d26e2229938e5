import { type Cursor, code, isBlankOrEnd } from "./cursor.ts";
import type { ScalarNode, Tag } from "./node.ts";
import { resolvePlain } from "./resolve-scalar.ts";

/** What may stand before a node: `&anchor` and `!tag`. */
export interface Properties {
  readonly anchor: string | undefined;
  /** The full tag, such as `tag:yaml.org,2002:str`. */
  readonly tag: string | undefined;
}

const standardPrefix = "tag:yaml.org,2002:";

const scalarTags: ReadonlyMap<string, Tag> = new Map(
  (["str", "int", "float", "bool", "null", "timestamp", "binary"] as const).map((tag) => [standardPrefix + tag, tag]),
);

const mergeTag = `${standardPrefix}merge`;

export const noProperties: Properties = { anchor: undefined, tag: undefined };

/** Whether the cursor is on an anchor or a tag. */
export function atProperty(cursor: Cursor): boolean {
  const unit = cursor.peek();
  return unit === code.ampersand || unit === code.exclamation;
}

/** Reads the properties that stand here on one line, in either order, and the blanks behind them. */
export function scanProperties(cursor: Cursor): Properties {
  let properties = noProperties;
  while (atProperty(cursor)) {
    const isAnchor = cursor.peek() === code.ampersand;
    const next = isAnchor
      ? { anchor: scanAnchor(cursor), tag: undefined }
      : { anchor: undefined, tag: scanTag(cursor) };
    properties = joinProperties(cursor, properties, next);
    cursor.keyAllowed = false;
    while (cursor.peek() === code.space || cursor.peek() === code.tab) cursor.pos++;
  }
  return properties;
}

/** The properties of one node from two places, the second at `offset`; it may have one anchor and one tag. */
export function joinProperties(cursor: Cursor, first: Properties, second: Properties, offset = cursor.pos): Properties {
  const isTwice = (key: keyof Properties) => first[key] !== undefined && second[key] !== undefined;
  if (isTwice("anchor") || isTwice("tag")) cursor.fail("did not find expected node content", offset);
  return { anchor: first.anchor ?? second.anchor, tag: first.tag ?? second.tag };
}

const anchorName = /[&*]([0-9A-Za-z_-]+)/y;

/** The name of an anchor or alias, whose sign the cursor is on. */
export function scanAnchor(cursor: Cursor): string {
  anchorName.lastIndex = cursor.pos;
  const name = anchorName.exec(cursor.text)?.[1];
  if (name === undefined) cursor.fail("did not find expected alphabetic or numeric character");
  cursor.pos += name.length + 1;
  cursor.keyAllowed = false;
  if (!isBlankOrEnd(cursor.peek()) && !"?:,]}%@`".includes(cursor.text.charAt(cursor.pos))) {
    cursor.fail("did not find expected alphabetic or numeric character");
  }
  return name;
}

const verbatimTag = /!<([^>\s]+)>/y;
const shorthandTag = /(![0-9A-Za-z_-]*!|!)([^\s{}<>|\\^"#]*)/y;

function scanTag(cursor: Cursor): string {
  const start = cursor.pos;
  verbatimTag.lastIndex = start;
  shorthandTag.lastIndex = start;
  const verbatim = verbatimTag.exec(cursor.text);
  const [whole, handle = "!", suffix = ""] = verbatim ?? shorthandTag.exec(cursor.text) ?? [""];
  cursor.pos += whole.length;
  if (!isBlankOrEnd(cursor.peek())) cursor.fail("did not find expected whitespace or line break");
  if (verbatim !== null) return handle;
  if (handle !== "!" && suffix === "") cursor.fail("did not find expected tag URI", start);
  if (handle === "!") return handle + suffix;
  // Other handles would need a directive, for which the splitting of documents leaves no place.
  if (handle !== "!!") cursor.fail("found undefined tag handle", start);
  return standardPrefix + suffix;
}

/** The scalar of a text in quotes, in a block or plain, with the tag that it has or resolves to. */
export function makeScalar(text: string, style: "plain" | "quoted", tag?: string): ScalarNode {
  const explicit = tag === undefined || tag === "!" ? undefined : (scalarTags.get(tag) ?? "other");
  if (style === "quoted") return { kind: "scalar", tag: explicit ?? "str", text, quoted: true };
  return { kind: "scalar", tag: explicit ?? resolvePlain(text), text };
}

/** Whether a key merges other mappings into its own: a plain `<<`, or one that says so. */
export function isMergeKey(key: ScalarNode, tag?: string): boolean {
  if (key.text !== "<<") return false;
  return tag === undefined || tag === "!" ? key.quoted === undefined : tag === mergeTag;
}
