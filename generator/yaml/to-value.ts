import { isAlias, isScalar, isSeq, type ParsedNode, type YAMLMap } from "yaml";
import type { Place, Problem, Result } from "../model/problem.ts";
import type { Value } from "../model/value.ts";
import {
  aliasOfItself,
  customTag,
  duplicateKey,
  keyNotText,
  mergeKey,
  reservedKey,
  tooDeep,
  tooManyValues,
  unknownAlias,
  unsafeNumber,
} from "../problems/document-problems.ts";

/** Kubernetes objects end at some twenty levels. */
export const MAXIMUM_DEPTH = 64;

/** Counted with every alias expanded; a values file of 1,000 lines has about 1,000. */
const MAXIMUM_VALUES = 100_000;

/** Those of the core schema, YAML 1.2.2 section 10.3; the parser also knows some of YAML 1.1. */
const CORE_TAGS = new Set(
  ["map", "seq", "str", "null", "bool", "int", "float"].map((name) => `tag:yaml.org,2002:${name}`),
);

/** From an offset in the text to the position that a person reads. */
export type PlaceAt = (offset: number) => Place;

/** A parsed node as a plain value, with keys that are texts, once each, and numbers that JSON can hold; or every problem in it. */
export function toValue(node: ParsedNode | null, placeAt: PlaceAt): Result<Value> {
  const reading: Reading = { placeAt, anchors: new Map(), open: new Set(), problems: [], count: 0, alias: undefined };
  const value = readNode(node, 0, reading);
  return reading.problems.length > 0 ? { ok: false, problems: reading.problems } : { ok: true, value };
}

/** The state of one walk, in document order: an alias sees the anchors before it. */
interface Reading {
  readonly placeAt: PlaceAt;
  readonly anchors: Map<string, ParsedNode>;
  /** Nodes whose contents are being read: an alias of one of them would have no end. */
  readonly open: Set<ParsedNode>;
  readonly problems: Problem[];
  count: number;
  /** The outermost alias that is being expanded. */
  alias: ParsedNode | undefined;
}

function readNode(node: ParsedNode | null, depth: number, reading: Reading): Value {
  if (node === null || !isWithinLimits(node, depth, reading)) return null;
  if (isAlias(node)) return readAlias(node, depth, reading);
  if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) return refuse(customTag, node, node.tag, reading);
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  if (isScalar(node)) return readScalar(node, reading);
  reading.open.add(node);
  const value = isSeq(node)
    ? node.items.map((item) => readNode(item as ParsedNode, depth + 1, reading))
    : readMap(node as YAMLMap.Parsed, depth, reading);
  reading.open.delete(node);
  return value;
}

function isWithinLimits(node: ParsedNode, depth: number, reading: Reading): boolean {
  reading.count += 1;
  const start = (reading.alias ?? node).range[0];
  if (reading.count > MAXIMUM_VALUES) {
    const isFirst = reading.count === MAXIMUM_VALUES + 1;
    if (isFirst) reading.problems.push(tooManyValues(MAXIMUM_VALUES, reading.placeAt(start)));
    return false;
  }
  if (depth <= MAXIMUM_DEPTH) return true;
  reading.problems.push(tooDeep(MAXIMUM_DEPTH, reading.placeAt(start)));
  return false;
}

function readAlias(node: ParsedNode & { source: string }, depth: number, reading: Reading): Value {
  const target = reading.anchors.get(node.source);
  if (target === undefined) return refuse(unknownAlias, node, node.source, reading);
  if (reading.open.has(target)) return refuse(aliasOfItself, node, node.source, reading);
  const outer = reading.alias;
  reading.alias = outer ?? node;
  const value = readNode(target, depth, reading);
  reading.alias = outer;
  return value;
}

function readMap(map: YAMLMap.Parsed, depth: number, reading: Reading): Value {
  const value: Record<string, Value> = {};
  const seen = new Map<string, ParsedNode>();
  for (const pair of map.items) {
    const key = readKey(pair.key, reading);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first !== undefined) {
      const [place, firstPlace] = [pair.key, first].map(({ range }) => reading.placeAt(range[0]));
      reading.problems.push(duplicateKey(key, place as Place, firstPlace as Place));
    }
    seen.set(key, pair.key);
    value[key] = readNode(pair.value, depth + 1, reading);
  }
  return value;
}

/** The key's text; `undefined`, and a problem, where it cannot be one. */
function readKey(node: ParsedNode, reading: Reading): string | undefined {
  if (!isScalar(node) || typeof node.value !== "string") {
    refuse(keyNotText, node, isScalar(node) ? String(node.source ?? node.value) : String(node), reading);
    return undefined;
  }
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  const isMergeKey = node.value === "<<" && node.type === "PLAIN";
  // `__proto__` and its kin: merging would change every object of the program, or lose the key.
  const isReserved = node.value in Object.prototype;
  if (!isMergeKey && !isReserved) return node.value;
  refuse(isMergeKey ? mergeKey : reservedKey, node, node.value, reading);
  return undefined;
}

function readScalar(node: ParsedNode & { value: unknown; source?: string }, reading: Reading): Value {
  const { value } = node;
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  const number = Number(value);
  const isSafe = typeof value === "bigint" ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isSafe ? number : refuse(unsafeNumber, node, node.source ?? String(value), reading);
}

/** Notes a problem about a text in the source, and stands in for its value. */
function refuse(
  problem: (text: string, place: Place) => Problem,
  node: ParsedNode,
  text: string,
  reading: Reading,
): null {
  reading.problems.push(problem(text, reading.placeAt(node.range[0])));
  return null;
}
