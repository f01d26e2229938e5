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
  const reading: Reading = { placeAt, anchors: new Map(), open: new Set(), problems: [], count: 0 };
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
}

function readNode(node: ParsedNode | null, depth: number, reading: Reading): Value {
  if (node === null || !isWithinLimits(node, depth, reading)) return null;
  if (isAlias(node)) return readAlias(node, depth, reading);
  if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) {
    reading.problems.push(customTag(node.tag, reading.placeAt(node.range[0])));
    return null;
  }
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
  if (reading.count > MAXIMUM_VALUES) {
    if (reading.count === MAXIMUM_VALUES + 1) {
      reading.problems.push(tooManyValues(MAXIMUM_VALUES, reading.placeAt(node.range[0])));
    }
    return false;
  }
  if (depth <= MAXIMUM_DEPTH) return true;
  reading.problems.push(tooDeep(MAXIMUM_DEPTH, reading.placeAt(node.range[0])));
  return false;
}

function readAlias(node: ParsedNode & { source: string }, depth: number, reading: Reading): Value {
  const target = reading.anchors.get(node.source);
  const place = reading.placeAt(node.range[0]);
  if (target === undefined) reading.problems.push(unknownAlias(node.source, place));
  else if (reading.open.has(target)) reading.problems.push(aliasOfItself(node.source, place));
  else return readNode(target, depth, reading);
  return null;
}

function readMap(map: YAMLMap.Parsed, depth: number, reading: Reading): Value {
  const value: Record<string, Value> = {};
  const seen = new Map<string, Place>();
  for (const pair of map.items) {
    const key = readKey(pair.key, reading);
    if (key === undefined) continue;
    const place = reading.placeAt(pair.key.range[0]);
    const first = seen.get(key);
    if (first !== undefined) reading.problems.push(duplicateKey(key, place, first));
    seen.set(key, place);
    value[key] = readNode(pair.value, depth + 1, reading);
  }
  return value;
}

/** The key's text; `undefined`, and a problem, where it cannot be one. */
function readKey(node: ParsedNode, reading: Reading): string | undefined {
  const place = reading.placeAt(node.range[0]);
  if (!isScalar(node) || typeof node.value !== "string") {
    reading.problems.push(keyNotText(isScalar(node) ? String(node.source ?? node.value) : String(node), place));
    return undefined;
  }
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  if (node.value === "<<" && node.type === "PLAIN") {
    reading.problems.push(mergeKey(place));
    return undefined;
  }
  // `__proto__` and its kin: merging would change every object of the program, or lose the key.
  if (node.value in Object.prototype) {
    reading.problems.push(reservedKey(node.value, place));
    return undefined;
  }
  return node.value;
}

function readScalar(node: ParsedNode & { value: unknown; source?: string }, reading: Reading): Value {
  const { value } = node;
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  const number = Number(value);
  const isSafe = typeof value === "bigint" ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (!isSafe) reading.problems.push(unsafeNumber(node.source ?? String(value), reading.placeAt(node.range[0])));
  return number;
}
