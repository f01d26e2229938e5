import deepmerge from "deepmerge";
import type { Value, ValueMap } from "../model/value.ts";
import { isKeyedList, nameOf } from "./keyed-list.ts";
import { itemAt, mergeKeyAt, propertyAt, type SchemaAt } from "./schema-at.ts";

/**
 * Values while layers are still to come: removals are kept as `null`, and a map that was written after a removal says that
 * what is below it is gone. So it does not matter which neighbours are merged first.
 */
export type Draft = Value | Standalone | readonly Draft[] | { readonly [key: string]: Draft };

/** A map or a keyed list under which nothing of the layers before it shows. */
class Standalone {
  readonly value: Draft;
  constructor(value: Draft) {
    this.value = value;
  }
}

/**
 * `later` over `earlier`: maps merge, lists with an `x-merge-key` merge by that field (new items at the end), everything
 * else is replaced. `null` removes, see `settle`. Neither argument is changed.
 */
export function mergeValues(earlier: Draft, later: Draft, at: SchemaAt): Draft {
  if (later instanceof Standalone) return later;
  if (earlier instanceof Standalone) {
    return isOpen(later, at) ? new Standalone(mergeValues(earlier.value, later, at)) : later;
  }
  if (isMap(later)) return isMap(earlier) ? mergeMaps(earlier, later, at) : new Standalone(later);
  const key = mergeKeyAt(at);
  if (!isKeyedList(later, key)) return later;
  return isKeyedList(earlier, key) ? mergeKeyedLists(earlier, later, key as string, itemAt(at)) : new Standalone(later);
}

/** What is left when there are no more layers: no removed key, no mark. Lists that are not merged are kept as they were written. */
export function settle(draft: Draft, at: SchemaAt): Value {
  if (draft instanceof Standalone) return settle(draft.value, at);
  if (isKeyedList(draft, mergeKeyAt(at))) return draft.map((item) => settle(item, itemAt(at)));
  if (!isMap(draft)) return draft as Value;
  const kept = Object.entries(draft).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, settle(value, propertyAt(at, key))]));
}

function mergeMaps(earlier: DraftMap, later: DraftMap, at: SchemaAt): Draft {
  return deepmerge(earlier, later, {
    // Nothing is ever changed in place, so nothing has to be copied.
    clone: false,
    isMergeableObject: (value) => typeof value === "object" && value !== null,
    customMerge: (key) => (before: Draft, after: Draft) => mergeValues(before, after, propertyAt(at, key)),
  }) as Draft;
}

function mergeKeyedLists(earlier: readonly ValueMap[], later: readonly ValueMap[], key: string, at: SchemaAt): Draft {
  const merged = new Map<string | undefined, Draft>(earlier.map((item) => [nameOf(item, key), item]));
  for (const item of later) {
    const name = nameOf(item, key);
    const before = merged.get(name);
    merged.set(name, before === undefined ? item : mergeValues(before, item, at));
  }
  return [...merged.values()];
}

type DraftMap = { readonly [key: string]: Draft };

/** Whether what is below `draft` shows through it. */
function isOpen(draft: Draft, at: SchemaAt): boolean {
  return isMap(draft) || isKeyedList(draft, mergeKeyAt(at));
}

function isMap(draft: Draft): draft is DraftMap {
  return typeof draft === "object" && draft !== null && !Array.isArray(draft) && !(draft instanceof Standalone);
}
