import { anchored, scanAlias } from "./anchors.ts";
import { emptyInBlock, MappingBuilder, plainKey, toKey } from "./build-mapping.ts";
import { type Cursor, code, isBlankOrEnd, type Key } from "./cursor.ts";
import type { MappingNode, Node, SequenceNode } from "./node.ts";
import { parseFlow } from "./parse-flow.ts";
import { atProperty, joinProperties, makeScalar, noProperties, type Properties, scanProperties } from "./properties.ts";
import { reprintFolded } from "./reprint-folded.ts";
import { scanBlock } from "./scan-block.ts";
import { plainLineEnd, scanPlain, trimEnd } from "./scan-plain.ts";
import { scanQuoted } from "./scan-quoted.ts";

/** Whether a sequence may begin at the column of the mapping it is a value of, as Kubernetes writes them. */
type SequenceColumn = "deeper" | "same";

/** A simple key is found by looking no further than this (`scannerc.go:yaml_simple_key_is_valid`). */
const longestKey = 1024;

/**
 * Reads the node that begins at the next token: on this line or, deeper than `indent`, on a later one. Nothing there is null. Leaves
 * the cursor right behind the node.
 */
export function parseNode(cursor: Cursor, indent: number, sequences: SequenceColumn): Node {
  cursor.count();
  cursor.skipToToken();
  if (!belongs(cursor, indent, sequences)) return makeScalar("", "plain");
  return atProperty(cursor) ? parseWithProperties(cursor, indent, sequences) : parseContent(cursor, indent);
}

function belongs(cursor: Cursor, indent: number, sequences: SequenceColumn): boolean {
  if (cursor.atEnd()) return false;
  const { column } = cursor;
  if (column === 0 && cursor.atDocumentMarker()) return false;
  if (column !== indent) return column > indent;
  // A block scalar may begin at the column of its parent, because no key can begin with its indicator.
  const unit = cursor.peek();
  return (sequences === "same" && atIndicator(cursor, code.dash)) || unit === code.bar || unit === code.greater;
}

function parseContent(cursor: Cursor, indent: number): Node {
  const unit = cursor.peek();
  if (unit === code.dash && atIndicator(cursor, code.dash)) return parseSequence(cursor, indent);
  if (unit === code.question && atIndicator(cursor, code.question)) return parseMapping(cursor, cursor.column);
  const { column, lineStart, pos, keyAllowed } = cursor;
  const node = parseInline(cursor, indent);
  if (!keyAllowed || !atColonOfKey(cursor, pos, lineStart)) return node;
  const isPlain = node.kind === "scalar" && node.quoted === undefined && unit !== code.asterisk;
  return parseMapping(cursor, column, isPlain ? plainKey(cursor, node.text) : toKey(cursor, node, pos));
}

/**
 * Properties belong to a key on their line, else to the node that follows on this line or a later one. `outer` are those of the same
 * node from a line before.
 */
function parseWithProperties(cursor: Cursor, indent: number, sequences: SequenceColumn, outer = noProperties): Node {
  const { column, lineStart, pos, keyAllowed } = cursor;
  const own = scanProperties(cursor);
  cursor.skipToToken();
  if (cursor.lineStart !== lineStart || cursor.atEnd()) {
    return parseBelow(cursor, indent, sequences, joinProperties(cursor, outer, own));
  }
  return anchored(cursor, outer.anchor, () => {
    const node = anchored(cursor, own.anchor, () => parseInline(cursor, indent, own.tag));
    const isKey = keyAllowed && atColonOfKey(cursor, pos, lineStart);
    if (isKey) return parseMapping(cursor, column, toKey(cursor, node, pos, own.tag));
    return withTag(node, joinProperties(cursor, outer, own, pos).tag);
  });
}

/** The node that begins on a later line than its properties. */
function parseBelow(cursor: Cursor, indent: number, sequences: SequenceColumn, properties: Properties): Node {
  if (belongs(cursor, indent, sequences) && atProperty(cursor)) {
    return parseWithProperties(cursor, indent, sequences, properties);
  }
  return anchored(cursor, properties.anchor, () =>
    belongs(cursor, indent, sequences)
      ? withTag(parseContent(cursor, indent), properties.tag)
      : makeScalar("", "plain", properties.tag),
  );
}

function withTag(node: Node, tag: string | undefined): Node {
  if (node.kind !== "scalar" || tag === undefined) return node;
  return makeScalar(node.text, node.quoted === undefined ? "plain" : "quoted", tag);
}

/** A scalar, an alias or a flow collection: what may be a key. */
function parseInline(cursor: Cursor, indent: number, tag?: string): Node {
  switch (cursor.peek()) {
    case code.openBracket:
    case code.openBrace:
      return parseFlow(cursor, indent);
    case code.doubleQuote:
    case code.singleQuote:
      return makeScalar(scanQuoted(cursor), "quoted", tag);
    case code.bar:
      return makeScalar(scanBlock(cursor, indent), "quoted", tag);
    case code.greater:
      return makeScalar(reprintFolded(scanBlock(cursor, indent)), "quoted", tag);
    case code.asterisk:
      return scanAlias(cursor);
  }
  if (!startsPlain(cursor)) cursor.fail(unexpected(cursor));
  const lineEnd = plainLineEnd(cursor.text, cursor.pos, false);
  return makeScalar(scanPlain(cursor, indent, false, lineEnd), "plain", tag);
}

/** In block context a plain scalar may start with `-`, `?` or `:` when no blank follows, and with no other indicator. */
function startsPlain(cursor: Cursor): boolean {
  const unit = cursor.peek();
  if (unit === code.dash || unit === code.question || unit === code.colon) return !isBlankOrEnd(cursor.peek(1));
  return !",[]{}#&*!|>'\"%@`\t".includes(cursor.text.charAt(cursor.pos));
}

function unexpected(cursor: Cursor): string {
  if (atIndicator(cursor, code.dash)) return "block sequence entries are not allowed in this context";
  if (atIndicator(cursor, code.question)) return "mapping keys are not allowed in this context";
  if (atIndicator(cursor, code.colon)) return "mapping values are not allowed in this context";
  return "found character that cannot start any token";
}

function atIndicator(cursor: Cursor, indicator: number): boolean {
  return cursor.peek() === indicator && isBlankOrEnd(cursor.peek(1));
}

/** Whether a node from `start` on its line is a key; if so the cursor moves to the colon. */
function atColonOfKey(cursor: Cursor, start: number, lineStart: number): boolean {
  if (cursor.lineStart !== lineStart) return false;
  let at = cursor.pos;
  while (cursor.text.charCodeAt(at) === code.space || cursor.text.charCodeAt(at) === code.tab) at++;
  if (cursor.text.charCodeAt(at) !== code.colon || !isBlankOrEnd(cursor.text.charCodeAt(at + 1))) return false;
  if (at - start > longestKey) return false;
  cursor.pos = at;
  return true;
}

/** Reads a mapping whose keys stand at `column`; the cursor is on the colon of its first key, or on a `?`. */
function parseMapping(cursor: Cursor, column: number, first?: Key): MappingNode {
  cursor.enter();
  const builder = new MappingBuilder();
  let key = first;
  do {
    if (key === undefined && atIndicator(cursor, code.question)) parseExplicitEntry(cursor, column, builder);
    else parseEntry(cursor, column, builder, key ?? parseKey(cursor, column));
    key = undefined;
  } while (continues(cursor, column));
  cursor.leave();
  return builder.build(cursor, emptyInBlock);
}

function parseEntry(cursor: Cursor, column: number, builder: MappingBuilder, key: Key): void {
  const colon = cursor.pos++;
  cursor.keyAllowed = false;
  builder.add(cursor, key, parseNode(cursor, column, "same"), colon);
}

/** `? key` and, on a line of its own, `: value`. */
function parseExplicitEntry(cursor: Cursor, column: number, builder: MappingBuilder): void {
  if (!cursor.keyAllowed) cursor.fail("mapping keys are not allowed in this context");
  cursor.pos++;
  cursor.keyAllowed = true;
  const start = cursor.pos;
  const key = toKey(cursor, parseNode(cursor, column, "same"), start);
  cursor.skipToToken();
  const hasValue = cursor.column === column && atIndicator(cursor, code.colon);
  if (hasValue) cursor.pos++;
  cursor.keyAllowed = true;
  builder.add(cursor, key, hasValue ? parseNode(cursor, column, "same") : makeScalar("", "plain"), start);
}

/** Reads a key that is not the first of its mapping, up to its colon. */
function parseKey(cursor: Cursor, column: number): Key {
  const { text, pos, lineStart } = cursor;
  if (startsPlain(cursor)) {
    const colon = plainLineEnd(text, pos, false);
    if (text.charCodeAt(colon) !== code.colon || colon - pos > longestKey) cursor.fail("could not find expected ':'");
    cursor.pos = colon;
    return plainKey(cursor, cursor.unbroken(text.slice(pos, trimEnd(text, pos, colon))));
  }
  const { anchor, tag } = scanProperties(cursor);
  const node = anchored(cursor, anchor, () => parseInline(cursor, column, tag));
  if (!atColonOfKey(cursor, pos, lineStart)) cursor.fail("could not find expected ':'", pos);
  return toKey(cursor, node, pos, tag);
}

/** Whether another entry of the mapping follows; what is deeper than its keys has no business there. */
function continues(cursor: Cursor, column: number): boolean {
  cursor.skipToToken();
  if (cursor.atEnd() || cursor.column < column || cursor.atDocumentMarker()) return false;
  if (cursor.column > column) {
    const isValue = atIndicator(cursor, code.colon);
    cursor.fail(isValue ? "mapping values are not allowed in this context" : "did not find expected key");
  }
  if (atIndicator(cursor, code.dash)) cursor.fail("did not find expected key");
  return true;
}

/** Reads a sequence, the cursor on its first dash. At the column `indent` itself it belongs to a mapping there, which may go on behind it. */
function parseSequence(cursor: Cursor, indent: number): SequenceNode {
  if (!cursor.keyAllowed) cursor.fail("block sequence entries are not allowed in this context");
  cursor.enter();
  const { column } = cursor;
  const items: Node[] = [];
  do {
    cursor.pos++;
    cursor.keyAllowed = true;
    items.push(parseNode(cursor, column, "deeper"));
    cursor.skipToToken();
  } while (!cursor.atEnd() && cursor.column === column && atIndicator(cursor, code.dash));
  cursor.leave();
  const ends = cursor.atEnd() || cursor.column < column || cursor.atDocumentMarker();
  if (!ends && (cursor.column > column || column !== indent)) cursor.fail("did not find expected '-' indicator");
  return { kind: "sequence", items: items.slice() };
}
