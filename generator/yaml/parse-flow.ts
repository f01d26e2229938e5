import { anchored, scanAlias } from "./anchors.ts";
import { emptyInFlow, MappingBuilder, toKey } from "./build-mapping.ts";
import { type Cursor, code, isBlankOrEnd, type Key } from "./cursor.ts";
import type { MappingNode, Node, ScalarNode, SequenceNode } from "./node.ts";
import { makeScalar, scanProperties } from "./properties.ts";
import { plainLineEnd, scanPlain } from "./scan-plain.ts";
import { scanQuoted } from "./scan-quoted.ts";

/** Reads `[...]` or `{...}`, the cursor on the bracket. `indent` is that of the block around it. */
export function parseFlow(cursor: Cursor, indent: number): MappingNode | SequenceNode {
  cursor.enter();
  const isSequence = cursor.peek() === code.openBracket;
  const collection = isSequence ? flowSequence(cursor, indent) : flowMapping(cursor, indent);
  cursor.leave();
  cursor.keyAllowed = false;
  return collection;
}

function flowSequence(cursor: Cursor, indent: number): SequenceNode {
  const items: Node[] = [];
  while (nextEntry(cursor, items.length === 0, code.closeBracket)) items.push(flowItem(cursor, indent));
  return { kind: "sequence", items };
}

function flowMapping(cursor: Cursor, indent: number): MappingNode {
  const builder = new MappingBuilder();
  for (let first = true; nextEntry(cursor, first, code.closeBrace); first = false) {
    const explicit = skipQuestion(cursor);
    const line = cursor.lineStart;
    const key = flowKey(cursor, indent);
    cursor.skipToToken(true);
    const { pos } = cursor;
    const hasValue = cursor.peek() === code.colon && (explicit || cursor.lineStart === line);
    builder.add(cursor, key, hasValue ? flowValue(cursor, indent) : emptyNode(cursor), pos);
  }
  return builder.build(cursor, emptyInFlow);
}

/** Moves to the next entry, behind a comma for all but the first; false, and behind the bracket, when there is none. */
function nextEntry(cursor: Cursor, first: boolean, close: number): boolean {
  if (first) cursor.pos++;
  cursor.skipToToken(true);
  if (!first && cursor.peek() !== close) {
    if (cursor.peek() !== code.comma) cursor.fail(`did not find expected ',' or '${String.fromCharCode(close)}'`);
    cursor.pos++;
    cursor.skipToToken(true);
  }
  if (cursor.peek() !== close) return true;
  cursor.pos++;
  return false;
}

/** An item of a sequence; `a: b` without braces is a mapping of one entry. */
function flowItem(cursor: Cursor, indent: number): Node {
  const explicit = skipQuestion(cursor);
  const line = cursor.lineStart;
  const start = cursor.pos;
  if (explicit) return singlePair(cursor, flowKey(cursor, indent), indent);
  const { node, tag } = flowNode(cursor, indent);
  if (cursor.lineStart !== line) return node;
  cursor.skipToToken(true);
  if (cursor.lineStart !== line || cursor.peek() !== code.colon) return node;
  return singlePair(cursor, toKey(cursor, node, start, tag), indent);
}

function singlePair(cursor: Cursor, key: Key, indent: number): MappingNode {
  const builder = new MappingBuilder();
  cursor.skipToToken(true);
  const { pos } = cursor;
  builder.add(cursor, key, cursor.peek() === code.colon ? flowValue(cursor, indent) : emptyNode(cursor), pos);
  return builder.build(cursor, emptyInFlow);
}

function skipQuestion(cursor: Cursor): boolean {
  if (cursor.peek() !== code.question) return false;
  cursor.pos++;
  cursor.skipToToken(true);
  return true;
}

function flowKey(cursor: Cursor, indent: number): Key {
  const start = cursor.pos;
  const { node, tag } = flowNode(cursor, indent);
  return toKey(cursor, node, start, tag);
}

function flowValue(cursor: Cursor, indent: number): Node {
  cursor.pos++;
  cursor.skipToToken(true);
  const next = cursor.peek();
  const empty = next === code.comma || next === code.closeBrace || next === code.closeBracket;
  return empty ? emptyNode(cursor) : flowNode(cursor, indent).node;
}

function emptyNode(cursor: Cursor): Node {
  cursor.count();
  return emptyInFlow;
}

function flowNode(cursor: Cursor, indent: number): { readonly node: Node; readonly tag: string | undefined } {
  const { anchor, tag } = scanProperties(cursor);
  cursor.skipToToken(true);
  const node = anchored(cursor, anchor, () => flowContent(cursor, indent, tag, anchor !== undefined));
  return { node, tag };
}

function flowContent(cursor: Cursor, indent: number, tag: string | undefined, hasAnchor: boolean): Node {
  cursor.count();
  if (cursor.atEnd() || cursor.atDocumentMarker()) cursor.fail("did not find expected ',' or a closing bracket");
  switch (cursor.peek()) {
    case code.openBracket:
    case code.openBrace:
      return parseFlow(cursor, indent);
    case code.doubleQuote:
    case code.singleQuote:
      return makeScalar(scanQuoted(cursor), "quoted", tag);
    case code.asterisk:
      return scanAlias(cursor);
    case code.comma:
    case code.colon:
    case code.closeBracket:
    case code.closeBrace:
      if (tag !== undefined) return makeScalar("", "plain", tag);
      if (hasAnchor) return emptyInFlow;
  }
  if (!startsPlain(cursor)) cursor.fail("did not find expected node content");
  const lineEnd = plainLineEnd(cursor.text, cursor.pos, true);
  return inFlow(makeScalar(scanPlain(cursor, indent, true, lineEnd), "plain", tag), tag);
}

/** Kustomize prints a flow collection as it was and reads it again; a time needs quotes there, and comes back as a string. */
function inFlow(scalar: ScalarNode, tag: string | undefined): ScalarNode {
  const becomesString = scalar.tag === "timestamp" && tag === undefined && scalar.text.includes(":");
  return becomesString ? { ...scalar, tag: "str" } : scalar;
}

/** In flow context a plain scalar may start with a dash, but with no other indicator. */
function startsPlain(cursor: Cursor): boolean {
  const unit = cursor.peek();
  if (unit === code.dash) return !isBlankOrEnd(cursor.peek(1));
  return !"?:,[]{}#&*!|>'\"%@`".includes(cursor.text.charAt(cursor.pos));
}
