import type { Cursor } from "./cursor.ts";
import type { Node } from "./node.ts";
import { scanAnchor } from "./properties.ts";

/**
 * How many nodes all aliases of a document may stand for. Aliased nodes are shared, so they cost nothing to read; but whoever
 * prints or changes the document meets each of them, and nine lines of aliases to aliases are a billion.
 */
const mostAliasedNodes = 1_000_000;

/** Parses a node that may have an anchor, so that later aliases find it. An alias inside the node itself is an error. */
export function anchored(cursor: Cursor, anchor: string | undefined, parse: () => Node): Node {
  if (anchor === undefined) return parse();
  const before = cursor.nodes;
  cursor.anchors.set(anchor, undefined);
  const node = parse();
  cursor.anchors.set(anchor, { node, size: cursor.nodes - before });
  return node;
}

/** The node that the alias at the cursor stands for; shared, not copied, since nodes never change. */
export function scanAlias(cursor: Cursor): Node {
  const start = cursor.pos;
  const name = scanAnchor(cursor);
  const target = cursor.anchors.get(name);
  if (target === undefined) {
    const reason = cursor.anchors.has(name)
      ? `anchor '${name}' value contains itself`
      : `unknown anchor '${name}' referenced`;
    cursor.fail(reason, start);
  }
  cursor.nodes += target.size;
  cursor.aliased += target.size;
  if (cursor.aliased > mostAliasedNodes) cursor.fail("document contains excessive aliasing", start);
  return target.node;
}
