import { isBreak, isPrintable, type ScalarPosition, type ScalarStyle } from "./scalar-style.ts";

/** Where on its line a scalar starts, and where its further lines do; both count characters from 0. */
export interface ScalarPlace {
  readonly column: number;
  readonly indent: number;
  /** A key is never folded. */
  readonly position: ScalarPosition;
  /** A space is turned into a line break beyond this column (`emitterc.go`, best_width). */
  readonly width: number;
}

/**
 * The text of a string in a style, quotes and folds included, as go-yaml v2 writes it (`emitterc.go:yaml_emitter_write_*`). The
 * last line has no break at its end, except that a literal block keeps those of its trailing empty lines.
 */
export function writeScalar(text: string, style: ScalarStyle, place: ScalarPlace): string {
  switch (style) {
    case "plain":
      return writePlain(text, place);
    case "single":
      return writeSingle(text, place);
    case "double":
      return writeDouble(text, place);
    case "literal":
      return writeLiteral(text, place.indent);
  }
}

function writePlain(text: string, place: ScalarPlace): string {
  if (place.position === "key" || place.column + text.length <= place.width) return text;
  return fold(text, place, place.column, -1, text.length);
}

function writeSingle(text: string, place: ScalarPlace): string {
  if (hasOtherBreaks(text)) return `'${breakSingle(text, place.indent)}'`;
  const escaped = text.replaceAll("'", "''");
  if (place.position === "key") return `'${escaped}'`;
  return `'${fold(escaped, place, place.column + 1, 0, escaped.length - 1)}'`;
}

/**
 * Replaces single spaces beyond the width by line breaks, where the index of the space is between `after` and `before`.
 * Everything here is one column per UTF-16 unit: characters above U+FFFF are never written plain or in single quotes.
 */
function fold(text: string, place: ScalarPlace, start: number, after: number, before: number): string {
  const margin = `\n${" ".repeat(place.indent)}`;
  let folded = "";
  let lineStart = 0;
  let column = start;
  let space = text.indexOf(" ", Math.max(place.width + 1 - column, 0));
  while (space >= 0) {
    const single = text.charCodeAt(space - 1) !== 0x20 && text.charCodeAt(space + 1) !== 0x20;
    if (single && space > after && space < before) {
      folded += text.slice(lineStart, space) + margin;
      lineStart = space + 1;
      column = place.indent;
      space = text.indexOf(" ", lineStart + Math.max(place.width + 1 - column, 0));
    } else {
      space = text.indexOf(" ", space + 1);
    }
  }
  return folded + text.slice(lineStart);
}

function hasOtherBreaks(text: string): boolean {
  return text.includes("\u2028") || text.includes("\u2029");
}

/** A break of Unicode is written raw, and what follows it is indented like a line (`yaml_emitter_write_single_quoted_scalar`). */
function breakSingle(text: string, indent: number): string {
  const margin = " ".repeat(indent);
  return text.replaceAll("'", "''").replaceAll(/([\u2028\u2029])(?=[^\u2028\u2029])/g, `$1${margin}`);
}

const namedEscapes: ReadonlyMap<number, string> = new Map([
  [0x00, "\\0"],
  [0x07, "\\a"],
  [0x08, "\\b"],
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0b, "\\v"],
  [0x0c, "\\f"],
  [0x0d, "\\r"],
  [0x1b, "\\e"],
  [0x22, '\\"'],
  [0x5c, "\\\\"],
  [0x85, "\\N"],
  [0xa0, "\\_"],
  [0x2028, "\\L"],
  [0x2029, "\\P"],
]);

function writeDouble(text: string, place: ScalarPlace): string {
  const margin = `\n${" ".repeat(place.indent)}`;
  // go-yaml asks whether the whole text starts with a byte order mark where it means the character at hand.
  const escapeAll = text.startsWith("\ufeff");
  let written = '"';
  let column = place.column + 1;
  let afterSpace = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    if (code === 0x20 && !escapeAll) {
      const inner = at > 0 && at < text.length - 1;
      if (place.position === "value" && !afterSpace && column > place.width && inner) {
        const next = text.charCodeAt(at + 1) === 0x20 ? "\\" : "";
        written += margin + next;
        column = place.indent + next.length;
      } else {
        written += " ";
        column++;
      }
      afterSpace = true;
      continue;
    }
    const piece = escapeAll || needsEscape(code) ? escapeCode(code) : String.fromCodePoint(code);
    written += piece;
    column += piece.length;
    afterSpace = false;
  }
  return `${written}"`;
}

function needsEscape(code: number): boolean {
  return code === 0x22 || code === 0x5c || code > 0xffff || isBreak(code) || !isPrintable(code);
}

function escapeCode(code: number): string {
  const named = namedEscapes.get(code);
  if (named !== undefined) return named;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

function writeLiteral(text: string, indent: number): string {
  const first = text.charCodeAt(0);
  const header = `|${first === 0x20 || isBreak(first) ? "2" : ""}${chomping(text)}`;
  const margin = " ".repeat(indent);
  const end = text.endsWith("\n") ? text.length - 1 : text.length;
  if (hasOtherBreaks(text)) {
    return `${header}\n${text.slice(0, end).replaceAll(/^(?=[^\n\u2028\u2029])/gm, margin)}`;
  }
  let written = header;
  for (let start = 0; start <= end; ) {
    const found = text.indexOf("\n", start);
    const lineEnd = found < 0 || found > end ? end : found;
    written += lineEnd === start ? "\n" : `\n${margin}${text.slice(start, lineEnd)}`;
    start = lineEnd + 1;
  }
  return written;
}

/** No sign for exactly one break at the end, `-` for none, `+` for more (`yaml_emitter_write_block_scalar_hints`). */
function chomping(text: string): string {
  if (!isBreak(text.charCodeAt(text.length - 1))) return "-";
  return text.length === 1 || isBreak(text.charCodeAt(text.length - 2)) ? "+" : "";
}
