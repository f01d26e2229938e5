import { type Cursor, code, isBlankOrEnd, isDocumentMarker } from "./cursor.ts";

/**
 * Reads a plain scalar and folds its lines (`scannerc.go:yaml_parser_scan_plain_scalar`). It ends before `: `, ` #` and a line that is
 * not indented more than `indent`; in flow context before any of `,?[]{}`, whatever the indentation. `lineEnd` is the end of its
 * first line, as `plainLineEnd` finds it.
 */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean, lineEnd: number): string {
  const { text } = cursor;
  let start = cursor.pos;
  let end = lineEnd;
  let value = "";
  cursor.keyAllowed = false;
  for (;;) {
    const line = cursor.unbroken(text.slice(start, trimEnd(text, start, end)));
    cursor.pos = end;
    if (text.charCodeAt(end) !== code.newline) return value + line;
    const next = nextLine(cursor, end, indent, inFlow);
    if (next === undefined) return value + line;
    value += line + next.fold;
    start = next.start;
    end = plainLineEnd(text, start, inFlow);
    cursor.lineStart = next.lineStart;
  }
}

/** Where a plain scalar that stands at `from` ends on its line: at the line break, the colon, the `#` or the indicator. */
export function plainLineEnd(text: string, from: number, inFlow: boolean): number {
  const { length } = text;
  for (let at = from; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === code.newline) return at;
    if (unit === code.colon) {
      if (isBlankOrEnd(text.charCodeAt(at + 1))) return at;
    } else if (unit === code.hash) {
      if (at > from && isBlank(text.charCodeAt(at - 1))) return at;
    } else if (inFlow && isFlowIndicator(unit)) return at;
  }
  return length;
}

/** The end of the content of a line without the blanks before `end`. */
export function trimEnd(text: string, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && isBlank(text.charCodeAt(trimmed - 1))) trimmed--;
  return trimmed;
}

interface NextLine {
  readonly start: number;
  readonly lineStart: number;
  /** What the line breaks before it fold to. */
  readonly fold: string;
}

/** The next line that continues the scalar whose line ends at `end`, or undefined; then the cursor may stand at the next token already. */
function nextLine(cursor: Cursor, end: number, indent: number, inFlow: boolean): NextLine | undefined {
  const { text } = cursor;
  let lineStart = end + 1;
  let at = lineStart;
  let breaks = 1;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit === code.space) at++;
    else if (unit === code.newline) {
      lineStart = ++at;
      breaks++;
    } else if (unit === code.tab) {
      if (at - lineStart <= indent) cursor.fail("found a tab character that violates indentation", at);
      at++;
    } else break;
  }
  if (!inFlow && at - lineStart <= indent) {
    // Here ends almost every scalar: nobody has to look again for what follows.
    cursor.pos = at;
    cursor.lineStart = lineStart;
    cursor.keyAllowed = true;
    return undefined;
  }
  if (at >= text.length || text.charCodeAt(at) === code.hash) return undefined;
  if (at === lineStart && isDocumentMarker(text, at)) return undefined;
  if (plainLineEnd(text, at, inFlow) === at) return undefined;
  return { start: at, lineStart, fold: breaks === 1 ? " " : "\n".repeat(breaks - 1) };
}

function isBlank(unit: number): boolean {
  return unit === code.space || unit === code.tab;
}

function isFlowIndicator(unit: number): boolean {
  return (
    unit === code.comma ||
    unit === code.question ||
    unit === code.openBracket ||
    unit === code.closeBracket ||
    unit === code.openBrace ||
    unit === code.closeBrace
  );
}
