import type { Value, ValueMap } from "../model/value.ts";
import { holdsContainers } from "./container-images.ts";
import { isImageReference, referencesInText } from "./image-reference.ts";
import { isMap } from "./value-at.ts";

/**
 * Every container image that an object names elsewhere than as the image of one of its containers, sorted: what its program starts later
 * and knows from an argument, an environment variable, a custom resource's field or a text in a ConfigMap.
 *
 * There is no list of such places, so this goes by looks. Where a name says image (`image:`, `VOLUME_VIEWER_IMAGE`, `--executor-image`), the
 * value is one if it can be one. Anywhere else only a full reference counts: registry host, path, and a tag or digest.
 */
export function otherImages(object: ValueMap): readonly string[] {
  const images = new Set(imagesInMap(object));
  return [...images].sort();
}

function imagesIn(value: Value): readonly string[] {
  if (typeof value === "string") return referencesInText(value);
  if (typeof value !== "object" || value === null) return [];
  return isMap(value) ? imagesInMap(value) : imagesInList(value as readonly Value[]);
}

/** Where Knative and KServe document a ConfigMap inside it; nothing reads it. */
const EXAMPLE_KEY = "_example";

function imagesInMap(map: ValueMap): readonly string[] {
  const named = Object.entries(map).flatMap(([key, value]) => {
    if (key === EXAMPLE_KEY) return [];
    return imagesInNamed(key, holdsContainers(key) ? withoutImages(value) : value);
  });
  return typeof map.name === "string" ? [...named, ...imagesInNamed(map.name, map.value ?? null)] : named;
}

/** Containers without what `containerImages` finds. */
function withoutImages(containers: Value): Value {
  if (!Array.isArray(containers)) return containers;
  return (containers as readonly Value[]).map((container) => {
    if (!isMap(container)) return container;
    const { image, ...rest } = container;
    return rest;
  });
}

/** An argument may stand beside its flag: `["--executor-image", "quay.io/argoproj/argoexec:v3.7.3"]`. */
function imagesInList(list: readonly Value[]): readonly string[] {
  return list.flatMap((item, index) => {
    const flag = list[index - 1];
    return typeof flag === "string" && flag.startsWith("-") ? imagesInNamed(flag, item) : imagesIn(item);
  });
}

function imagesInNamed(name: string, value: Value): readonly string[] {
  return saysImage(name) && typeof value === "string" && isImageReference(value) ? [value] : imagesIn(value);
}

function saysImage(name: string): boolean {
  return /image$/i.test(name);
}
