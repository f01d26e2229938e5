import type { MappingNode, Node, SequenceNode } from "../../yaml/node.ts";
import { fieldOf, isMissingOrNull, isNilOrEmpty, isNull, newText, scalar, textOf, withField } from "../fields.ts";
import { takeMappingDirective } from "./patch-directive.ts";
import type { Schema } from "./schema-registry.ts";
import { type Merge, mergeNodes } from "./strategic-merge.ts";

type ListSchema = Extract<Schema, { readonly kind: "list" }>;

/** The texts of an item's keys, in the order of the keys; "" for one that it does not have. */
type Values = readonly string[];

/**
 * Merges lists whose items are told apart by keys (`kyaml/yaml/walk/associative_sequence.go`, followed step by step, because
 * its treatment of items without a key shows in the output): the items of the patch first, then the rest of the target.
 */
export function mergeAssociativeList(
  target: SequenceNode,
  patch: SequenceNode | undefined,
  schema: ListSchema,
  merge: Merge,
): SequenceNode {
  const keys = schema.keys.length > 0 ? schema.keys : [""];
  let rest: readonly Node[] = target.items;
  let merged: readonly Node[] = [];
  let used: Values = [];
  const wanted = allValues(patch, target, schema.keys);
  for (const values of wanted) {
    const chosen = usableKeys(wanted, values, keys);
    used = chosen.keys;
    const own = usableKeys([chosen.values], chosen.values, chosen.keys);
    const old = findItem(rest, own.keys, own.values);
    const change = patch === undefined ? undefined : findItem(patch.items, own.keys, own.values);
    const item = mergeNodes(old, change, schema.items, merge);
    if (isMissingOrNull(item) || isEmptyMapping(item)) {
      rest = setItem(rest, undefined, chosen.keys, chosen.values);
      continue;
    }
    const complete = withKeys(item as Node, chosen.keys, chosen.values);
    // What was merged into the target's own item is that item from here on.
    if (old !== undefined && isMergedInPlace(old, change)) rest = rest.map((one) => (one === old ? complete : one));
    merged = setItem(merged, complete, chosen.keys, chosen.values);
  }
  return { kind: "sequence", items: wanted.length > 0 ? appendItems(merged, rest, used) : rest };
}

function isMergedInPlace(old: Node, change: Node | undefined): boolean {
  if (old.kind !== "mapping") return change === undefined || change === old;
  if (change?.kind !== "mapping" || change === old) return true;
  return takeMappingDirective(change, () => {}).directive === "merge";
}

/** The values of every item of either list, the patch's first, each once. */
function allValues(patch: SequenceNode | undefined, target: SequenceNode, keys: readonly string[]): readonly Values[] {
  const found = new Map<string, Values>();
  for (const list of [patch, target]) {
    for (const item of list?.items ?? []) {
      const values = keys.length === 0 ? [textOf(item)] : keys.map((key) => keyValue(item, key));
      const identity = JSON.stringify(values);
      if (!found.has(identity)) found.set(identity, values);
    }
  }
  const all = [...found.values()];
  return keys.length > 1 ? unifyPartners(all) : all;
}

function keyValue(item: Node, key: string): string {
  const value = fieldOf(item, key);
  return isNilOrEmpty(value) ? "" : textOf(value);
}

/** Values that agree wherever both have one, and agree somewhere, are filled from each other (`mergeValues`). */
function unifyPartners(all: readonly Values[]): readonly Values[] {
  const unified = [...all];
  for (let i = 0; i < unified.length; i++) {
    for (let j = 0; j < unified.length; j++) {
      const both = unify(unified[i] as Values, unified[j] as Values);
      if (both === undefined) continue;
      unified[i] = both;
      unified[j] = both;
    }
  }
  return unified;
}

function unify(one: Values, other: Values): Values | undefined {
  let agree = false;
  const both: string[] = [];
  for (const [index, value] of one.entries()) {
    const partner = other[index] as string;
    if (value === partner) agree = true;
    else if (value !== "" && partner !== "") return undefined;
    both.push(value === "" ? partner : value);
  }
  return agree ? both : undefined;
}

/** Only keys that some item has count; when no item has any, all do (`validateKeys`). */
function usableKeys(all: readonly Values[], values: Values, keys: Values): { keys: Values; values: Values } {
  const isUsed = keys.map((_, index) => all.some((one) => (one[index] ?? "") !== ""));
  if (!isUsed.includes(true)) return { keys, values };
  return {
    keys: keys.filter((_, index) => isUsed[index]),
    values: values.filter((value, index) => value !== "" || isUsed[index]),
  };
}

/** The first item whose keys have exactly these values (`ElementMatcher`). */
function findItem(items: readonly Node[], keys: Values, values: Values): Node | undefined {
  if (keys[0] === "") return items.find((item) => textOf(item) === values[0]);
  if (keys.length !== values.length) return undefined;
  return items.find(
    (item) => item.kind === "mapping" && keys.every((key, index) => hasValue(item, key, values[index] as string)),
  );
}

function hasValue(item: MappingNode, key: string, value: string): boolean {
  const found = fieldOf(item, key);
  return found !== undefined && textOf(found) === value;
}

function isEmptyMapping(node: Node | undefined): boolean {
  return node?.kind === "mapping" && node.entries.length === 0;
}

function withKeys(item: Node, keys: Values, values: Values): Node {
  if (item.kind === "scalar") return item.tag === "str" ? item : scalar(item.text);
  let complete = item;
  for (const [index, key] of keys.entries()) {
    const value = values[index] ?? "";
    if (complete.kind === "mapping" && value !== "" && fieldOf(complete, key) === undefined) {
      complete = withField(complete, key, newText(value));
    }
  }
  return complete;
}

/**
 * Replaces every item with these values, or removes it when there is no replacement; a replacement that replaces nothing is
 * appended. Empty items go on the way, and without any value so do all that do not match (`ElementSetter`).
 */
function setItem(items: readonly Node[], replacement: Node | undefined, keys: Values, values: Values): readonly Node[] {
  const setsMapping = (keys[0] ?? "") !== "" && (values[0] ?? "") !== "";
  const result: Node[] = [];
  let found = false;
  for (const item of items) {
    if (isNull(item) || isEmptyMapping(item)) continue;
    if (item.kind !== "mapping" && setsMapping) {
      result.push(item);
    } else if (!matches(item, keys, values)) {
      if (values.length > 0) result.push(item);
    } else {
      found = true;
      if (replacement !== undefined) result.push(replacement);
    }
  }
  if (replacement !== undefined && !isNull(replacement) && !found) result.push(replacement);
  return result;
}

/** An empty value matches whatever is there, missing values repeat the last answer. */
function matches(item: Node, keys: Values, values: Values): boolean {
  let last = false;
  for (const [index, key] of keys.entries()) {
    const value = values[index];
    if (value !== undefined) {
      if (key === "") last = item.kind === "scalar" && item.text === value;
      else
        last = value === "" ? fieldOf(item, key) !== undefined : item.kind === "mapping" && hasValue(item, key, value);
    }
    if (!last) return false;
  }
  return true;
}

/** Appends the target's items to the patch's, each in the place of the one it was merged with (`appendListNode`). */
function appendItems(merged: readonly Node[], rest: readonly Node[], keys: Values): readonly Node[] {
  let result = merged;
  for (const item of rest) {
    if (keys[0] === "") {
      result = setItem(result, item, [""], [textOf(item)]);
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      const value = fieldOf(item, key);
      if (value === undefined) result = [...result, item];
      else values.push(textOf(value));
    }
    if (keys.length > 1) result = setItem(result, undefined, keys, values);
    result = setItem(result, item, keys, values);
  }
  return result;
}
