import { describeObject } from "../facts/describe-object.ts";
import { textsIn } from "../facts/texts-in.ts";
import type { ObjectFacts } from "../model/facts.ts";
import { splitImage } from "../model/image-rewriting.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { followPods } from "./follow-pods.ts";
import { imagesOfMerge, type PatchImages } from "./images/patch-images.ts";
import type { ObjectPattern } from "./object-pattern.ts";

export function isDeletion(patch: ValueMap): boolean {
  return patch.$patch === "delete";
}

/** The objects after a strategic-merge patch of those that match: without them where it deletes, else with what it writes of images, sizes, credentials and pods. */
export function followPatch(
  objects: readonly ObjectFacts[],
  { matches }: ObjectPattern,
  patch: ValueMap,
): readonly ObjectFacts[] {
  if (isDeletion(patch)) return objects.filter((object) => !matches(object));
  const images = imagesOfMerge(patch);
  return objects.map((object) => {
    if (!matches(object)) return object;
    const { apiVersion, kind } = object;
    const written = describeObject(patch.kind === kind ? patch : { ...patch, apiVersion, kind });
    return withoutReplaced(withImages(withWritten(followPods(object, patch), written), images), patch);
  });
}

/** The objects after operations on those that match: with what these write of pods. */
export function followOperations(
  objects: readonly ObjectFacts[],
  { matches }: ObjectPattern,
  operations: readonly Value[],
): readonly ObjectFacts[] {
  return objects.map((object) => (matches(object) ? followPods(object, operations) : object));
}

/** A credential in plain text is gone where a patch says something else of the setting that holds it. */
function withoutReplaced({ plainCredentials, ...object }: ObjectFacts, patch: ValueMap): ObjectFacts {
  if (plainCredentials === undefined) return object;
  const texts = textsIn(patch);
  const left = plainCredentials.filter((name) => !texts.some((text) => text.includes(name)));
  return left.length > 0 ? { ...object, plainCredentials: left } : object;
}

/** The objects once a patch or a generator has changed the images of those that match: only those that are no containers'. */
export function followImages(
  objects: readonly ObjectFacts[],
  { matches }: ObjectPattern,
  images: PatchImages,
): readonly ObjectFacts[] {
  return objects.map((object) => (matches(object) ? withImages(object, images) : object));
}

function withImages(object: ObjectFacts, { mentions, overwrites }: PatchImages): ObjectFacts {
  const { otherImages = [], ...rest } = object;
  const kept = otherImages.filter(({ at }) => !at.some(({ field }) => overwrites(field)));
  if (mentions.length === 0 && kept.length === otherImages.length) return object;
  const all = [...kept, ...mentions];
  return all.length === 0 ? rest : { ...rest, otherImages: all };
}

function withWritten(object: ObjectFacts, { images = [], claims = [] }: ObjectFacts): ObjectFacts {
  const sizes = new Map(claims.filter(({ size }) => size !== "").map(({ name, size }) => [name, size]));
  return {
    ...object,
    ...(images.length > 0 && { images: both(object.images, images) }),
    ...(object.claims && {
      claims: object.claims.map((claim) => ({ ...claim, size: sizes.get(claim.name) ?? claim.size })),
    }),
  };
}

/** Which container an image belongs to is not recorded: one of the same name is what the patch replaces, others stay in the list. */
function both(images: readonly string[] = [], written: readonly string[]): readonly string[] {
  const names = new Set(written.map((image) => splitImage(image).name));
  const kept = images.filter((image) => !names.has(splitImage(image).name));
  return [...new Set([...kept, ...written])].sort();
}
