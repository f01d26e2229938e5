import { compareKeys } from "./key-order.ts";
import type { PlainMapping, PlainValue } from "./node-value.ts";

/** The same value with the keys of every mapping in the order in which Kustomize prints them; lists stay as they are. */
export function sortKeys(value: PlainValue): PlainValue {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(sortKeys);
  const sorted = Object.entries(value).sort(([left], [right]) => compareKeys(left, right));
  return Object.fromEntries(sorted.map(([key, inner]): [string, PlainValue] => [key, sortKeys(inner)]));
}

function isList(value: PlainMapping | readonly PlainValue[]): value is readonly PlainValue[] {
  return Array.isArray(value);
}
