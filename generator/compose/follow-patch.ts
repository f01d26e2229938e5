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

function withWritten(object: ObjectFacts, { images = [], otherImages = [], claims = [] }: ObjectFacts): ObjectFacts {
  const sizes = new Map(claims.filter(({ size }) => size !== "").map(({ name, size }) => [name, size]));
  return {
    ...object,
    ...(images.length > 0 && { images: both(object.images, images) }),
    ...(otherImages.length > 0 && { otherImages: both(object.otherImages, otherImages) }),
    ...(object.claims && {
      claims: object.claims.map((claim) => ({ ...claim, size: sizes.get(claim.name) ?? claim.size })),
    }),
  };
}

/** Which container an image belongs to is not recorded, so that those that the patch replaces stay in the list. */
function both(images: readonly string[] = [], written: readonly string[]): readonly string[] {
  return [...new Set([...images, ...written])].sort();
}
