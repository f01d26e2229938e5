import type { ObjectFacts } from "../../model/facts.ts";
import { fullName, type ImageSources, rewriteImage, splitImage } from "../../model/image-rewriting.ts";
import type { Platform } from "../../model/platform.ts";
import type { Problem } from "../../model/problem.ts";
import type { ImageOverride } from "../../model/values.gen.ts";
import { imageHitsNothing } from "../../problems/compose-problems.ts";
import { nearest } from "../../problems/did-you-mean.ts";

/** Kustomize's `images` entries for the containers of these objects: a new version where an override says one, a new name where that or a mirror does. */
export function imageEntries(sources: ImageSources, objects: readonly ObjectFacts[]): readonly ImageOverride[] {
  if (sources.mirrors.length === 0 && sources.overrides.length === 0) return [];
  const names = new Set(objects.flatMap(({ images = [] }) => images.map((image) => splitImage(image).name)));
  const entries = [...names].sort().flatMap((name): ImageOverride[] => {
    const override = sources.overrides.find((each) => fullName(each.name) === fullName(name));
    const { name: newName } = splitImage(rewriteImage(name, sources));
    if (override === undefined && newName === name) return [];
    const { newTag, digest } = override ?? {};
    return [{ name, ...(newName !== name && { newName }), ...(newTag && { newTag }), ...(digest && { digest }) }];
  });
  // Kustomize applies one entry after the other: what has got its new name must not be taken for an image that goes by that name upstream.
  const isLater = ({ newName }: ImageOverride) => newName !== undefined && names.has(newName);
  return [...entries.filter((entry) => !isLater(entry)), ...entries.filter(isLater)];
}

/** A problem for each override of an image that nothing on the platform names. `known`: every image of the platform, as upstream names it. */
export function unusedImageOverrides(platform: Platform, known: readonly string[]): readonly Problem[] {
  const { overrides } = platform.values.images;
  if (overrides.length === 0) return [];
  const names = new Set(known.map((image) => splitImage(image).name));
  const used = new Set([...names].map(fullName));
  return overrides.flatMap(({ name }, index) => {
    if (used.has(fullName(name))) return [];
    return [imageHitsNothing(name, nearest(name, names), platform.locate(["images", "overrides", index, "name"]))];
  });
}
