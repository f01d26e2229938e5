import type { ObjectFacts } from "../model/facts.ts";
import type { ImageOverride } from "../model/values.gen.ts";

/** The overrides that change an image of these objects: Kustomize's `images` entries of one component. */
export function imageOverrides(
  overrides: readonly ImageOverride[],
  objects: readonly ObjectFacts[],
): readonly ImageOverride[] {
  if (overrides.length === 0) return [];
  const names = imageNames(objects);
  return overrides.filter(({ name }) => names.has(name));
}

/** Every image of the objects, without tag and digest (the name ends at the first `:` or `@` behind the first `/`: `api/internal/image`). */
export function imageNames(objects: readonly ObjectFacts[]): ReadonlySet<string> {
  return new Set(objects.flatMap(({ images }) => (images ?? []).map(withoutVersion)));
}

function withoutVersion(image: string): string {
  const registryEnd = image.indexOf("/") + 1;
  return image.slice(0, registryEnd) + image.slice(registryEnd).replace(/[:@].*$/, "");
}
