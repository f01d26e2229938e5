import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, parseDocument, type Scalar } from "yaml";
import type { Path } from "../model/value.ts";

/**
 * The text of a YAML document with some of its texts replaced: those at whose path `replace` gives another one. All else, comments and
 * layout, stays as it is. An alias counts as the text that it stands for, and goes on to say that text where only its anchor is replaced.
 */
export function replaceScalars(text: string, replace: (path: Path, text: string) => string | undefined): string {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: "silent" });
  const replaced = new Set<Scalar>();
  let result = "";
  let copied = 0;
  for (const { node, path } of leavesOf(document.contents, [])) {
    const scalar = scalarOf(node, document);
    if (typeof scalar?.value !== "string" || !node.range) continue;
    const replacement = replace(path, scalar.value) ?? scalar.value;
    if (replacement === scalar.value && !(node !== scalar && replaced.has(scalar))) continue;
    replaced.add(scalar);
    const [start, end] = node.range;
    result += text.slice(copied, start) + written(replacement);
    // The line break after a block belongs to it.
    copied = text[end - 1] === "\n" ? end - 1 : end;
  }
  return result + text.slice(copied);
}

interface Leaf {
  readonly node: Scalar | Alias;
  readonly path: Path;
}

/** In the order of the text. */
function leavesOf(node: unknown, path: Path): readonly Leaf[] {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => leavesOf(value, [...path, isScalar(key) ? String(key.value) : ""]));
  }
  if (isSeq(node)) return node.items.flatMap((item, index) => leavesOf(item, [...path, index]));
  return isScalar(node) || isAlias(node) ? [{ node, path }] : [];
}

function scalarOf(node: Scalar | Alias, document: Document): Scalar | undefined {
  const meant = isAlias(node) ? node.resolve(document) : node;
  return isScalar(meant) ? meant : undefined;
}

/** Plain where it can be nothing but a text, as most paths are. */
function written(text: string): string {
  return /^[A-Za-z_.][\w./@=+-]*[/-][\w./@=+-]*$/.test(text) ? text : JSON.stringify(text);
}
