import { Cursor, code, isDocumentMarker } from "./cursor.ts";
import type { Node } from "./node.ts";
import { parseNode } from "./parse-block.ts";

/**
 * Parses the first YAML document of a text; undefined when it has none. What follows a document that is complete is not looked at,
 * as go-yaml's decoder leaves it for the next call. Throws a SyntaxFault.
 */
export function parseDocument(text: string): Node | undefined {
  const cursor = new Cursor(text);
  if (text.startsWith("\ufeff")) cursor.lineStart = ++cursor.pos;
  cursor.skipToToken();
  while (cursor.column === 0 && text.startsWith("...", cursor.pos) && cursor.atDocumentMarker()) skipMarker(cursor);
  const explicit = scanDirectives(cursor);
  if (!explicit && cursor.atEnd()) return undefined;
  const node = parseNode(cursor, -1, "deeper");
  cursor.skipToToken();
  if (!cursor.keyAllowed && cursor.peek() === code.colon) cursor.fail("mapping values are not allowed in this context");
  return node;
}

function skipMarker(cursor: Cursor): void {
  cursor.pos += 3;
  cursor.keyAllowed = false;
  cursor.skipToToken();
}

const tagDirective = /%TAG[ \t]+(!(?:[0-9A-Za-z_-]*!)?)[ \t]+(\S+)[ \t]*(?:#.*)?(?=\n|$)/y;
const versionDirective = /%YAML[ \t]+1\.[12][ \t]*(?:#.*)?(?=\n|$)/y;

/** Reads the directives before `---` and that marker; whether there was one. */
function scanDirectives(cursor: Cursor): boolean {
  let directives = 0;
  while (cursor.column === 0 && cursor.peek() === code.percent) {
    scanDirective(cursor);
    cursor.skipToToken();
    directives++;
  }
  const explicit = cursor.column === 0 && cursor.peek() === code.dash && isDocumentMarker(cursor.text, cursor.pos);
  if (explicit) {
    cursor.pos += 3;
    cursor.keyAllowed = false;
  } else if (directives > 0) cursor.fail("did not find expected <document start>");
  return explicit;
}

function scanDirective(cursor: Cursor): void {
  tagDirective.lastIndex = cursor.pos;
  versionDirective.lastIndex = cursor.pos;
  const tag = tagDirective.exec(cursor.text);
  if (tag === null && !versionDirective.test(cursor.text)) cursor.fail("found unknown directive name");
  const [whole = "", handle, prefix] = tag ?? [cursor.text.slice(cursor.pos, versionDirective.lastIndex)];
  if (handle !== undefined && prefix !== undefined) cursor.tagPrefixes.set(handle, prefix);
  cursor.pos += whole.length;
}
