import { isMap, type Value, type ValueMap } from "../model/value.ts";
import { isImageReference } from "./image-reference.ts";

/**
 * The images of an object's containers, sorted: the `image` of every item of a list named `containers` or `initContainers`, at any depth,
 * of custom resources too. These and no others are what Kustomize's `images` changes (kustomize/api/filters/imagetag/legacy.go).
 */
export function containerImages(object: ValueMap): readonly string[] {
  return [...new Set(imagesIn(object))].sort();
}

/** Whether the items of a list under this key are containers. */
export function holdsContainers(key: string): boolean {
  return key === "containers" || key === "initContainers";
}

function imagesIn(value: Value): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if (!isMap(value)) return (value as readonly Value[]).flatMap(imagesIn);
  return Object.entries(value).flatMap(([key, inside]) => {
    const own = holdsContainers(key) && Array.isArray(inside) ? (inside as readonly Value[]).flatMap(imageOf) : [];
    return [...own, ...imagesIn(inside)];
  });
}

function imageOf(container: Value): readonly string[] {
  const image = isMap(container) ? container.image : undefined;
  return typeof image === "string" && isImageReference(image) ? [image] : [];
}
