import { type Cursor, code } from "./cursor.ts";

/**
 * Reads a literal (`|`) or folded (`>`) scalar, the cursor on the indicator, and leaves the cursor behind its last line
 * (`scannerc.go:yaml_parser_scan_block_scalar`). `parentIndent` is that of the mapping or sequence it stands in, -1 for none.
 */
export function scanBlock(cursor: Cursor, parentIndent: number): string {
  const folded = cursor.peek() === code.greater;
  const header = scanHeader(cursor);
  const indent =
    header.increment === undefined ? detectIndent(cursor, parentIndent) : Math.max(parentIndent, 0) + header.increment;
  let value = "";
  let lineBreak = "";
  let breaks = skipEmptyLines(cursor, indent);
  let moreIndented = false;
  while (cursor.column === indent && !cursor.atEnd()) {
    const startsBlank = isBlank(cursor.peek());
    const joins = folded && !moreIndented && !startsBlank && lineBreak !== "";
    value += joins ? (breaks === 0 ? " " : "") : lineBreak;
    if (breaks > 0) value += "\n".repeat(breaks);
    moreIndented = startsBlank;
    const found = cursor.text.indexOf("\n", cursor.pos);
    const end = found < 0 ? cursor.text.length : found;
    value += cursor.unbroken(cursor.text.slice(cursor.pos, end));
    lineBreak = found < 0 ? "" : "\n";
    moveTo(cursor, end + lineBreak.length);
    breaks = skipEmptyLines(cursor, indent);
  }
  cursor.keyAllowed = true;
  if (header.chomping === "strip") return value;
  return value + lineBreak + (header.chomping === "keep" ? "\n".repeat(breaks) : "");
}

/** Which of the final breaks stay, and how much deeper than their parent the lines are, if the header says so. */
interface Header {
  readonly chomping: "strip" | "clip" | "keep";
  readonly increment: number | undefined;
}

const headerLine = /[|>](?:([-+])([0-9]?)|([0-9])([-+]?))?[ \t]*(?:#[^\n]*)?(\n|$)/y;

function scanHeader(cursor: Cursor): Header {
  headerLine.lastIndex = cursor.pos;
  const match = headerLine.exec(cursor.text);
  if (match === null) cursor.fail("did not find expected comment or line break");
  const sign = match[1] ?? match[4];
  const digit = match[2] || match[3];
  if (digit === "0") cursor.fail("found an indentation indicator equal to 0");
  moveTo(cursor, headerLine.lastIndex);
  return {
    chomping: sign === "-" ? "strip" : sign === "+" ? "keep" : "clip",
    increment: digit === undefined || digit === "" ? undefined : Number(digit),
  };
}

/** The deepest of the empty lines before the first line with content, and of that line itself. */
function detectIndent(cursor: Cursor, parentIndent: number): number {
  let indent = Math.max(parentIndent + 1, 1);
  let lineStart = cursor.pos;
  for (let at = lineStart; ; at++) {
    const unit = cursor.text.charCodeAt(at);
    if (unit === code.space) continue;
    indent = Math.max(indent, at - lineStart);
    if (unit === code.tab) cursor.fail("found a tab character where an indentation space is expected", at);
    if (unit !== code.newline) return indent;
    lineStart = at + 1;
  }
}

/** Skips the indentation, and lines that have nothing more; returns how many lines. */
function skipEmptyLines(cursor: Cursor, indent: number): number {
  const { text } = cursor;
  for (let lines = 0; ; lines++) {
    while (cursor.column < indent && text.charCodeAt(cursor.pos) === code.space) cursor.pos++;
    const unit = text.charCodeAt(cursor.pos);
    if (unit === code.tab && cursor.column < indent) {
      cursor.fail("found a tab character where an indentation space is expected");
    }
    if (unit !== code.newline) return lines;
    moveTo(cursor, cursor.pos + 1);
  }
}

function moveTo(cursor: Cursor, lineStart: number): void {
  cursor.pos = lineStart;
  cursor.lineStart = lineStart;
}

function isBlank(unit: number): boolean {
  return unit === code.space || unit === code.tab;
}
