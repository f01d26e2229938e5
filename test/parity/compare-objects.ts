import { describeObject } from "../../generator/facts/describe-object.ts";
import { objectKey } from "../../generator/facts/object-key.ts";
import type { ObjectFacts } from "../../generator/model/facts.ts";
import type { Value, ValueMap } from "../../generator/model/value.ts";

/** A field that is not the same in two forms of one object; undefined where it is not there. */
export interface Difference {
  readonly object: string;
  /** `metadata.annotations["a/b"]`: keys with dots in brackets. */
  readonly field: string;
  readonly expected: Value | undefined;
  readonly actual: Value | undefined;
}

const known = new WeakMap<ValueMap, ObjectFacts>();

/** The facts of a built object, worked out once: environments share objects. */
export function identify(object: ValueMap): ObjectFacts {
  const facts = known.get(object) ?? describeObject(object);
  known.set(object, facts);
  return facts;
}

/** Objects by key, generated names without their hash; the same key twice throws. */
export function byKey(objects: readonly ValueMap[]): ReadonlyMap<string, ValueMap> {
  const found = new Map<string, ValueMap>();
  for (const object of objects) {
    const key = objectKey(identify(object));
    if (found.has(key)) throw new Error(`${key} is there twice`);
    found.set(key, object);
  }
  return found;
}

/** Every field in which objects that are in both differ. The order of keys does not matter, that of list items does. */
export function compareObjects(
  expected: ReadonlyMap<string, ValueMap>,
  actual: ReadonlyMap<string, ValueMap>,
): readonly Difference[] {
  return [...expected].flatMap(([object, value]) =>
    compareValues(value, actual.get(object), "").map((difference) => ({ object, ...difference })),
  );
}

function compareValues(
  expected: Value | undefined,
  actual: Value | undefined,
  field: string,
): readonly Omit<Difference, "object">[] {
  if (isTree(expected) && isTree(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => compareValues(at(expected, key), at(actual, key), join(field, key)));
  }
  return Object.is(expected, actual) ? [] : [{ field, expected, actual }];
}

type Tree = ValueMap | readonly Value[];

function isTree(value: Value | undefined): value is Tree {
  return typeof value === "object" && value !== null;
}

function at(tree: Tree, key: string): Value | undefined {
  return (tree as ValueMap)[key];
}

function join(field: string, key: string): string {
  if (key.includes(".") || key.includes("/")) return `${field}["${key}"]`;
  return field === "" ? key : `${field}.${key}`;
}
