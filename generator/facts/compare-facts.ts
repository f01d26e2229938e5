import type { ObjectFacts, ReleaseFacts } from "../model/facts.ts";
import { objectKey } from "./object-key.ts";

/**
 * What differs between recorded facts and those of the source, one line each, in path order: `+` is only in the source, `-` only recorded,
 * `~` in both with other contents. Empty where they are equal.
 */
export function compareFacts(recorded: ReleaseFacts, actual: ReleaseFacts): readonly string[] {
  const head = (["release", "commit"] as const)
    .filter((field) => recorded[field] !== actual[field])
    .map((field) => `~ ${field}: ${recorded[field]} is recorded, not ${actual[field]}`);
  const paths = [...new Set([...Object.keys(recorded.paths), ...Object.keys(actual.paths)])].sort();
  return [...head, ...paths.flatMap((path) => comparePath(path, recorded.paths[path], actual.paths[path]))];
}

type Objects = readonly ObjectFacts[] | undefined;

function comparePath(path: string, recorded: Objects, actual: Objects): readonly string[] {
  if (actual === undefined) return [`- ${path}`];
  if (recorded === undefined) return [`+ ${path}`];
  const before = byKey(recorded);
  const after = byKey(actual);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    if (before.get(key) === after.get(key)) return [];
    const sign = before.has(key) ? (after.has(key) ? "~" : "-") : "+";
    return [`${sign} ${path} ${key}`];
  });
}

function byKey(objects: readonly ObjectFacts[]): ReadonlyMap<string, string> {
  return new Map(objects.map((object) => [objectKey(object), JSON.stringify(object)]));
}
