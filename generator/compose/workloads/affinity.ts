import { listAt, mapAt } from "../../facts/value-at.ts";
import { isMap, type Value, type ValueMap } from "../../model/value.ts";

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

/** The affinity of a pod that has to satisfy both: a patch would replace upstream's lists by ours. */
export function joinAffinity(theirs: ValueMap | undefined, ours: ValueMap): ValueMap {
  if (theirs === undefined) return ours;
  const kinds = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return Object.fromEntries(kinds.map((kind) => [kind, joinRules(mapAt(theirs, [kind]), mapAt(ours, [kind]))]));
}

function joinRules(theirs: ValueMap = {}, ours: ValueMap = {}): ValueMap {
  const preferred = [...listAt(theirs, [PREFERRED]), ...listAt(ours, [PREFERRED])];
  const required = joinRequired(theirs[REQUIRED] ?? null, ours[REQUIRED] ?? null);
  return {
    ...(required !== null && { [REQUIRED]: required }),
    ...(preferred.length > 0 && { [PREFERRED]: preferred }),
  };
}

/** Terms for pods must all hold. Of the terms for nodes one must: each of ours with each of theirs. */
function joinRequired(theirs: Value, ours: Value): Value {
  if (theirs === null || ours === null) return theirs ?? ours;
  if (!isMap(theirs) || !isMap(ours)) return [...listAt(theirs, []), ...listAt(ours, [])];
  const terms = listAt(theirs, ["nodeSelectorTerms"]).flatMap((their) =>
    listAt(ours, ["nodeSelectorTerms"]).map((our) => joinTerm(their, our)),
  );
  return { nodeSelectorTerms: terms };
}

function joinTerm(theirs: Value, ours: Value): ValueMap {
  const lists = ["matchExpressions", "matchFields"].map((field): [string, readonly Value[]] => [
    field,
    [...listAt(theirs, [field]), ...listAt(ours, [field])],
  ]);
  return Object.fromEntries(lists.filter(([, list]) => list.length > 0));
}
