import { Cursor, code } from "./cursor.ts";
import type { Node } from "./node.ts";
import { parseNode } from "./parse-block.ts";

/**
 * Parses the first YAML document of a text; undefined when it has none. What follows a document that is complete is not looked at,
 * as go-yaml's decoder leaves it for the next call. Directives have no place in a manifest, since the `---` that has to follow them
 * has been taken for the end of a document before. Throws a SyntaxFault.
 */
export function parseDocument(text: string): Node | undefined {
  const cursor = new Cursor(text);
  if (text.startsWith("\ufeff")) cursor.lineStart = ++cursor.pos;
  cursor.skipToToken();
  while (cursor.column === 0 && text.startsWith("...", cursor.pos) && cursor.atDocumentMarker()) skipMarker(cursor);
  if (cursor.column === 0 && cursor.peek() === code.percent) cursor.fail("did not find expected <document start>");
  if (cursor.atEnd()) return undefined;
  if (cursor.column === 0 && cursor.peek() === code.dash && cursor.atDocumentMarker()) {
    cursor.pos += 3;
    cursor.keyAllowed = false;
  }
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
