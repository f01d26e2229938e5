import type { ValueMap } from "../model/value.ts";
import { mapAt } from "./value-at.ts";

/**
 * Keys of a Secret that has values in the manifest, sorted; empty for one without and for other kinds. An empty value counts beside others
 * that are not: a database whose password is the empty text has a password that everybody knows.
 */
export function credentialKeys(key: string, object: ValueMap): readonly string[] {
  if (key !== "/Secret" || isFilledByController(key, object)) return [];
  return Object.keys(secretData(object)).sort();
}

/** Whether an object is a Secret without values: somebody fills it in the cluster, and a sync must not empty it again. */
export function isFilledByController(key: string, object: ValueMap): boolean {
  return key === "/Secret" && Object.values(secretData(object)).every((value) => value === null || value === "");
}

function secretData(object: ValueMap): ValueMap {
  return { ...mapAt(object, ["data"]), ...mapAt(object, ["stringData"]) };
}
