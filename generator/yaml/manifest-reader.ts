import type { Problem, Result } from "../model/problem.ts";
import { notUtf8, tooLarge } from "../problems/yaml-problems.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { hashOf, type TextCache } from "./disk-cache.ts";
import { LazyEntry } from "./lazy-entry.ts";
import type { MappingNode, Node } from "./node.ts";
import { outlineOf, type ReadAt, valueAt } from "./outline.ts";
import { packOutline, unpackOutline } from "./outline-text.ts";
import { readDocument, splitManifests, unwrapLists } from "./read-manifests.ts";
import type { DocumentText } from "./split-documents.ts";

/**
 * Reads files of manifests for a build, each content once per process.
 *
 * A document of more than a few kilobytes is not kept as a tree. `node` is its outline: everything small is there, and every large
 * value is a lazy entry which holds the printed text and parses the document when somebody asks for `value`. So whoever only sets
 * labels on a CRD neither keeps nor prints its schema; `printManifest` takes the text of a lazy entry as it is. With a cache the outline
 * itself comes from disk, and the document is never parsed. Copy entries by reference (`entries.map(...)` with the entry itself),
 * and look at values only where a path leads, and all of this happens on its own.
 */
export interface ManifestReader {
  /** The documents of a file without the empty ones, lists unwrapped. `file` is only for problems. */
  read(content: Uint8Array, file: string): Result<readonly ManifestDocument[]>;
}

export interface ManifestDocument {
  readonly node: Node;
  /** False when the word is certainly nowhere in the document. Reads nothing that is lazy. */
  mayContain(word: string): boolean;
}

/** To be counted up whenever the reader, the printer or the outline changes: entries of another format are never found. */
const cacheFormat = "2";

/** A document of fewer characters is parsed sooner than it is found in a cache. */
const smallestOutlined = 8192;

/** A file beyond this is no manifest, and its text would not fit a string. */
const mostBytes = 256 * 1024 * 1024;

/** A reader that remembers what it read, and what others wrote to the cache if there is one. */
export function createManifestReader(cache?: TextCache): ManifestReader {
  const known = new Map<string, readonly ManifestDocument[]>();
  return {
    read(content, file) {
      const hash = hashOf(content);
      const documents = known.get(hash);
      if (documents !== undefined) return { ok: true, value: documents };
      const result = readFile(content, hash, file, cache);
      if (result.ok) known.set(hash, result.value);
      return result;
    },
  };
}

function readFile(
  content: Uint8Array,
  hash: string,
  file: string,
  cache: TextCache | undefined,
): Result<readonly ManifestDocument[]> {
  if (content.byteLength > mostBytes) return { ok: false, problems: [tooLarge(file, content.byteLength, mostBytes)] };
  const text = decodeUtf8(content);
  if (text === undefined) return { ok: false, problems: [notUtf8(file)] };
  const parts = splitManifests(text, file);
  if (!parts.ok) return parts;
  const problems: Problem[] = [];
  const nodes: Node[] = [];
  for (const [index, part] of parts.value.entries()) {
    const result = readPart(part, `${hash} ${index}`, file, cache);
    if (!result.ok) problems.push(...result.problems);
    else if (result.value !== undefined) nodes.push(result.value);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: unwrapLists(nodes, parts.value.length).map(makeDocument) };
}

/** `identity` is the hash of the whole file and which of its parts this is, so that the part need not be hashed again. */
function readPart(
  part: DocumentText,
  identity: string,
  file: string,
  cache: TextCache | undefined,
): Result<Node | undefined> {
  if (part.text.length < smallestOutlined) return readDocument(part, file);
  const readAt = reReader(part, file);
  const key = cache && hashOf(`${cacheFormat} ${identity}`);
  const packed = key && cache?.get(key);
  const cached = packed && unpackOutline(packed, readAt);
  if (cached) return { ok: true, value: cached };
  const document = readDocument(part, file);
  if (!document.ok || document.value?.kind !== "mapping" || isList(document.value)) return document;
  const outline = outlineOf(document.value, readAt);
  if (outline === undefined) return document;
  if (key) cache?.set(key, packOutline(outline));
  return { ok: true, value: outline };
}

/** Reads the document once more when the first lazy value is asked for. */
function reReader(part: DocumentText, file: string): ReadAt {
  let document: Node | undefined;
  return (position) => {
    if (document === undefined) {
      const result = readDocument(part, file);
      if (!result.ok || result.value === undefined) throw new Error(`${file} could be read before, but not again.`);
      document = result.value;
    }
    return valueAt(document, position);
  };
}

/** The items of a list become objects of their own, so its text is of no use. */
function isList(manifest: MappingNode): boolean {
  const kind = manifest.entries.find((entry) => entry.key.text === "kind")?.value;
  return kind?.kind === "scalar" && kind.text.endsWith("List");
}

/** Words that are printed as they are, whatever the quotes around them. */
const plainWord = /^[\w$./-]+$/;

function makeDocument(node: Node): ManifestDocument {
  const answers = new Map<string, boolean>();
  return {
    node,
    mayContain(word) {
      if (!plainWord.test(word)) return true;
      const known = answers.get(word) ?? contains(node, word);
      answers.set(word, known);
      return known;
    },
  };
}

function contains(node: Node, word: string): boolean {
  if (node.kind === "scalar") return node.text.includes(word);
  if (node.kind === "sequence") return node.items.some((item) => contains(item, word));
  return node.entries.some((entry) => {
    const text = LazyEntry.textOf(entry);
    return text?.includes(word) ?? (entry.key.text.includes(word) || contains(entry.value, word));
  });
}
