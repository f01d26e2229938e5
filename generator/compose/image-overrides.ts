import type { ObjectFacts } from "../model/facts.ts";
import type { ComposedComponent, Platform } from "../model/platform.ts";
import type { Problem } from "../model/problem.ts";
import type { ImageOverride } from "../model/values.gen.ts";
import { imageHitsNothing, imageNamedElsewhere } from "../problems/compose-problems.ts";
import { nearest } from "../problems/did-you-mean.ts";

/** The overrides that change a container of these objects: Kustomize's `images` entries of one component. */
export function imageOverrides(
  overrides: readonly ImageOverride[],
  objects: readonly ObjectFacts[],
): readonly ImageOverride[] {
  if (overrides.length === 0) return [];
  const names = containerImageNames(objects);
  return overrides.filter(({ name }) => names.has(name));
}

/** A problem for each override that changes no container, with where its image is named instead. */
export function unusedImageOverrides(platform: Platform, composed: readonly ComposedComponent[]): readonly Problem[] {
  const { overrides } = platform.values.images;
  if (overrides.length === 0) return [];
  const used = containerImageNames(composed.flatMap(({ objects }) => objects));
  return overrides.flatMap(({ name }, index) => {
    if (used.has(name)) return [];
    const place = platform.locate(["images", "overrides", index, "name"]);
    const elsewhere = composed.flatMap((component) => objectsNaming(name, component));
    return elsewhere.length > 0
      ? imageNamedElsewhere(name, elsewhere, place)
      : imageHitsNothing(name, nearest(name, used), place);
  });
}

/** `ConfigMap kubeflow/katib-config of katib` */
function objectsNaming(image: string, { component, objects }: ComposedComponent): readonly string[] {
  return objects
    .filter(({ otherImages = [] }) => otherImages.map(withoutVersion).includes(image))
    .map(
      ({ kind, namespace, name }) =>
        `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name} of ${component.name}`,
    );
}

function containerImageNames(objects: readonly ObjectFacts[]): ReadonlySet<string> {
  return new Set(objects.flatMap(({ images = [] }) => images.map(withoutVersion)));
}

/** Without tag and digest: the name ends at the first `:` or `@` behind the first `/` (kustomize/api/internal/image/image.go). */

function withoutVersion(image: string): string {
  const registryEnd = image.indexOf("/") + 1;
  return image.slice(0, registryEnd) + image.slice(registryEnd).replace(/[:@].*$/, "");
}
