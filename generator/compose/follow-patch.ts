import { describeObject } from "../facts/describe-object.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { ValueMap } from "../model/value.ts";
import type { ObjectPattern } from "./object-pattern.ts";

export function isDeletion(patch: ValueMap): boolean {
  return patch.$patch === "delete";
}

/** The objects after a strategic-merge patch of those that match: without them where it deletes, else with the images and sizes that it writes. */
export function followPatch(
  objects: readonly ObjectFacts[],
  { matches }: ObjectPattern,
  patch: ValueMap,
): readonly ObjectFacts[] {
  if (isDeletion(patch)) return objects.filter((object) => !matches(object));
  const written = describeObject(patch);
  return objects.map((object) => (matches(object) ? withWritten(object, written) : object));
}

function withWritten(object: ObjectFacts, { images = [], claims = [] }: ObjectFacts): ObjectFacts {
  // Which container an image belongs to is not recorded, so that those that the patch replaces stay in the list.
  const allImages = [...new Set([...(object.images ?? []), ...images])].sort();
  const sizes = new Map(claims.filter(({ size }) => size !== "").map(({ name, size }) => [name, size]));
  return {
    ...object,
    ...(images.length > 0 && { images: allImages }),
    ...(object.claims && {
      claims: object.claims.map((claim) => ({ ...claim, size: sizes.get(claim.name) ?? claim.size })),
    }),
  };
}
