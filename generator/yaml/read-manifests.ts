import type { Problem, Result } from "../model/problem.ts";
import { refused } from "../problems/gather.ts";
import { controlCharacter, invalidSeparator, notYaml } from "../problems/yaml-problems.ts";
import { SyntaxFault } from "./cursor.ts";
import type { MappingNode, Node } from "./node.ts";
import { parseDocument } from "./parse-document.ts";
import { countBreaks, type DocumentText, splitDocuments } from "./split-documents.ts";

/**
 * The objects of a manifest file, as Kustomize reads them (`kyaml/kio/byteio_reader.go:Read`): split at its separators, empty and null
 * documents left out, anchors and merge keys resolved, the items of a `List` that is alone in its file in its place. `file` is
 * the path that problems name: no UTF-8, control characters, a bad separator, or the first fault of each document's syntax.
 */
export function readManifests(text: string, file: string): Result<readonly Node[]> {
  const parts = splitManifests(text, file);
  if (!parts.ok) return parts;
  const problems: Problem[] = [];
  const nodes: Node[] = [];
  for (const part of parts.value) {
    const result = readDocument(part, file);
    if (!result.ok) problems.push(...result.problems);
    else if (result.value !== undefined) nodes.push(result.value);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: unwrapLists(nodes, parts.value.length) };
}

/** The documents of a manifest file as text. */
export function splitManifests(text: string, file: string): Result<readonly DocumentText[]> {
  const parts = splitDocuments(text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text);
  if (!("separator" in parts)) return { ok: true, value: parts };
  return refused(invalidSeparator(file, parts.line, parts.separator));
}

/** A `List` is replaced by its items when its file has no other part, be it an empty one. */
export function unwrapLists(nodes: readonly Node[], parts: number): readonly Node[] {
  return parts === 1 ? nodes.flatMap(unwrapList) : nodes;
}

/** `goyaml.v3/readerc.go:yaml_parser_update_buffer`. */
const forbidden = /[^\t\n\r -~\u0085\u00a0-\ufffd]/;

/** The document of one part of a file; undefined when it is empty or null. */
export function readDocument(part: DocumentText, file: string): Result<Node | undefined> {
  const { text } = part;
  const control = text.search(forbidden);
  if (control >= 0) return refused(controlCharacter(placeOf(part, control, file), text.charCodeAt(control)));
  try {
    // To go-yaml CR and NEL are line breaks like any other.
    const node = parseDocument(/[\r\u0085]/.test(text) ? text.replaceAll(/[\r\u0085]/g, "\n") : text);
    return { ok: true, value: node?.kind === "scalar" && node.tag === "null" ? undefined : node };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return refused(notYaml(placeOf(part, error.offset, file), error.message));
  }
}

function placeOf(part: DocumentText, offset: number, file: string): { file: string; line: number; column: number } {
  const lineStart = part.text.lastIndexOf("\n", offset - 1) + 1;
  return { file, line: part.line + countBreaks(part.text, 0, offset), column: offset - lineStart + 1 };
}

function unwrapList(node: Node): readonly Node[] {
  if (node.kind !== "mapping") return [node];
  const kind = textOf(node, "kind");
  const items = node.entries.find((entry) => entry.key.text === "items")?.value;
  if (items === undefined || (kind !== "List" && kind !== "ResourceList")) return [node];
  if (items.kind === "sequence") return items.items;
  // Kustomize takes the keys and values of a mapping for objects, and refuses them: it stays a list, for the reader to name.
  return items.kind === "mapping" && items.entries.length > 0 ? [node] : [];
}

function textOf(node: MappingNode, key: string): string | undefined {
  const value = node.entries.find((entry) => entry.key.text === key)?.value;
  return value?.kind === "scalar" ? value.text : undefined;
}
