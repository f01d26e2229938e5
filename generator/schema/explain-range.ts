import type { Value } from "../model/value.ts";

/** What a keyword that bounds a size or a number wants, to follow the value's path; `undefined` for any other keyword. */
export function explainRange(
  keyword: string,
  bound: Value,
  found: Value,
): { readonly rule: string; readonly hint: string | undefined } | undefined {
  const rule = ranges[keyword]?.(Number(bound), found);
  if (rule === undefined) return undefined;
  const hint =
    keyword === "maxProperties" ? "A layer takes out what an earlier one put in by setting it to null." : undefined;
  return { rule, hint };
}

const ranges: Readonly<Record<string, (bound: number, found: Value) => string>> = {
  minLength: (bound) => (bound === 1 ? "must not be empty" : `must have at least ${count(bound, "character")}`),
  maxLength: (bound, found) => `must have at most ${count(bound, "character")}, but has ${[...String(found)].length}`,
  minItems: (bound, found) => `must have at least ${count(bound, "item")}, but has ${sizeOf(found)}`,
  maxItems: (bound, found) => `must have at most ${count(bound, "item")}, but has ${sizeOf(found)}`,
  minProperties: (bound, found) => `must have at least ${count(bound, "key")}, but has ${sizeOf(found)}`,
  maxProperties: (bound, found) =>
    `must have at most ${count(bound, "key")}, but has ${Object.keys(found ?? {}).join(", ")}`,
  minimum: (bound, found) => `must be at least ${bound}, but is ${found}`,
  maximum: (bound, found) => `must be at most ${bound}, but is ${found}`,
  exclusiveMinimum: (bound, found) => `must be more than ${bound}, but is ${found}`,
  exclusiveMaximum: (bound, found) => `must be less than ${bound}, but is ${found}`,
  multipleOf: (bound, found) => `must be a multiple of ${bound}, but is ${found}`,
};

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function sizeOf(value: Value): string {
  const size = Object.keys(value ?? {}).length;
  return size === 0 ? "none" : String(size);
}
