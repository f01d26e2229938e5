import { kindKey } from "../facts/object-key.ts";
import { BUILT_IN_CLUSTER_SCOPED_KINDS } from "../model/cluster-scoped-kinds.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { PlatformPart } from "../model/platform.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { followOperations, followPatch } from "./follow-patch.ts";
import { patternOfObject, patternOfTarget } from "./object-pattern.ts";

/** What a part renders once the release file's mends are applied and its namespace is set. */
export function partObjects({ objects, patches, namespace }: PlatformPart): readonly ObjectFacts[] {
  const mended = patches.reduce<readonly ObjectFacts[]>(followMend, objects);
  return namespace === undefined ? mended : mended.map((object) => moveToNamespace(object, namespace));
}

/** A mend is a strategic merge, or `{target, patch}` with operations or with a strategic merge for all that the target selects. */
function followMend(objects: readonly ObjectFacts[], mend: Value): readonly ObjectFacts[] {
  const { target, patch } = mend as ValueMap;
  if (target === undefined) return followPatch(objects, patternOfObject(mend as ValueMap), mend as ValueMap);
  const pattern = patternOfTarget(target as ValueMap);
  return Array.isArray(patch)
    ? followOperations(objects, pattern, patch)
    : followPatch(objects, pattern, patch as ValueMap);
}

/** The `namespace:` field writes into everything that it does not know to be cluster-scoped. */
function moveToNamespace(object: ObjectFacts, namespace: string): ObjectFacts {
  return BUILT_IN_CLUSTER_SCOPED_KINDS.has(kindKey(object)) ? object : { ...object, namespace };
}
