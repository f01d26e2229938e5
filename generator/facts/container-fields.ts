import { isMap, type Value, type ValueMap } from "../model/value.ts";
import { holdsContainers } from "./container-images.ts";
import { childField, itemField } from "./field-path.ts";

/** Where an object has containers and init containers with an image, at any depth, of custom resources too: as in Kustomize's `fieldPaths`. */
export function containerFields(object: ValueMap): readonly string[] {
  return inValue(object, "");
}

function inValue(value: Value, field: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if (!isMap(value)) {
    const list = value as readonly Value[];
    return list.flatMap((item, index) => inValue(item, itemField(field, list, index)));
  }
  return Object.entries(value).flatMap(([key, inside]) => {
    const own = childField(field, key);
    const containers = holdsContainers(key) && Array.isArray(inside) ? (inside as readonly Value[]) : [];
    const withImage = containers.flatMap((item, index) => (hasImage(item) ? [itemField(own, containers, index)] : []));
    return [...withImage, ...inValue(inside, own)];
  });
}

function hasImage(container: Value): boolean {
  return isMap(container) && typeof container.image === "string";
}
