import type { ValueMap } from "../model/value.ts";

/** Kind, namespace and name of an object, or of what a target selects, as part of a file name: `rolebinding-team-a-editors`. */
export function identityWords({ kind, namespace, name }: ValueMap): string {
  const words = [kind, namespace, name].filter((word) => typeof word === "string" && word !== "");
  return words
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-");
}
