import type { ObjectFacts } from "../model/facts.ts";
import { isMap, type Value } from "../model/value.ts";
import { describeObject } from "./describe-object.ts";
import { objectKey } from "./object-key.ts";

/** What one path renders, in an order that a new version of Kustomize does not change: by key, then by version. */
export function describeObjects(objects: readonly Value[]): readonly ObjectFacts[] {
  const keyed = objects.filter(isMap).map((object) => {
    const facts = describeObject(object);
    return { facts, key: `${objectKey(facts)} ${facts.apiVersion}` };
  });
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ facts }) => facts);
}
