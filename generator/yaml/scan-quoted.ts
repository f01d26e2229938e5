import { type Cursor, code, isDocumentMarker } from "./cursor.ts";

/**
 * Reads a scalar in single or double quotes, the cursor on the first of them: folds its lines, resolves its escapes
 * (`scannerc.go:yaml_parser_scan_flow_scalar`). Its lines may be indented in any way.
 */
export function scanQuoted(cursor: Cursor): string {
  const { text } = cursor;
  const quote = cursor.peek();
  const start = cursor.pos + 1;
  cursor.keyAllowed = false;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote && (quote === code.doubleQuote || text.charCodeAt(at + 1) !== quote)) {
      cursor.pos = at + 1;
      return text.slice(start, at);
    }
    if (unit === quote || unit === code.backslash || isBreak(unit)) break;
  }
  return scanPieces(cursor, quote);
}

/** The long way, for what is not one line of ordinary characters. */
function scanPieces(cursor: Cursor, quote: number): string {
  const { text } = cursor;
  const start = cursor.pos;
  let value = "";
  cursor.pos++;
  for (;;) {
    if (cursor.atEnd()) cursor.fail("found unexpected end of stream", start);
    const unit = cursor.peek();
    if (unit === quote) {
      cursor.pos++;
      if (quote === code.doubleQuote || cursor.peek() !== quote) return value;
      value += "'";
      cursor.pos++;
    } else if (unit === code.backslash && quote === code.doubleQuote) {
      value += isBreak(cursor.peek(1)) ? skipEscapedBreak(cursor) : scanEscape(cursor);
    } else if (unit === code.space || unit === code.tab || isBreak(unit)) {
      value += foldBlanks(cursor);
    } else {
      value += text.charAt(cursor.pos++);
    }
  }
}

/** An escaped line break vanishes with the blanks after it; further breaks stay. */
function skipEscapedBreak(cursor: Cursor): string {
  cursor.pos++;
  return readBreaks(cursor).slice(1);
}

/** Blanks stay within a line and go around line breaks; a single `\n` becomes a space, of several the first goes. */
function foldBlanks(cursor: Cursor): string {
  const start = cursor.pos;
  while (cursor.peek() === code.space || cursor.peek() === code.tab) cursor.pos++;
  if (!isBreak(cursor.peek())) return cursor.text.slice(start, cursor.pos);
  const breaks = readBreaks(cursor);
  if (!breaks.startsWith("\n")) return breaks;
  return breaks.length === 1 ? " " : breaks.slice(1);
}

/** Skips blanks and breaks and returns the breaks. A document marker ends the document even inside quotes, which is an error. */
function readBreaks(cursor: Cursor): string {
  let breaks = "";
  for (;;) {
    const unit = cursor.peek();
    if (isBreak(unit)) {
      breaks += cursor.text.charAt(cursor.pos++);
      cursor.lineStart = cursor.pos;
      if (isDocumentMarker(cursor.text, cursor.pos)) cursor.fail("found unexpected document indicator");
    } else if (unit === code.space || unit === code.tab) cursor.pos++;
    else return breaks;
  }
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["t", "\t"],
  ["\t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\x1b"],
  [" ", " "],
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
  ["N", "\x85"],
  ["_", "\xa0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);

const hexLengths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

function scanEscape(cursor: Cursor): string {
  const letter = cursor.text.charAt(cursor.pos + 1);
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) {
    cursor.pos += 2;
    return simple;
  }
  const length = hexLengths.get(letter);
  if (length === undefined) cursor.fail("found unknown escape character");
  const digits = cursor.text.slice(cursor.pos + 2, cursor.pos + 2 + length);
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) cursor.fail("did not find expected hexdecimal number");
  const point = Number.parseInt(digits, 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    cursor.fail("found invalid Unicode character escape code");
  }
  cursor.pos += 2 + length;
  return String.fromCodePoint(point);
}

function isBreak(unit: number): boolean {
  return unit === code.newline || unit === 0x2028 || unit === 0x2029;
}
