import { objectKey } from "../facts/object-key.ts";
import type { ComposedComponent, Platform } from "../model/platform.ts";
import type { Problem, Result } from "../model/problem.ts";
import { duplicateObject } from "../problems/compose-problems.ts";
import { composeComponent } from "./compose-component.ts";
import { unusedImageOverrides } from "./image-entries.ts";
import { upstreamObjects } from "./upstream-view.ts";

/**
 * A folder per component. Problems: a template that fails, a patch, an image override or a replica count that hits nothing,
 * an object that comes from two components. A component without any object is left out.
 */
export function composePlatform(platform: Platform): Result<readonly ComposedComponent[]> {
  const find = upstreamObjects(platform);
  const results = platform.components.map((component) => composeComponent(platform, component, find));
  const problems = results.flatMap((result) => (result.ok ? [] : result.problems));
  const composed = results
    .flatMap((result) => (result.ok ? [result.value] : []))
    .filter(({ component, objects }) => objects.length > 0 || component.chart !== undefined);
  problems.push(...duplicateObjects(composed));
  // A component that could not be composed may be the very one that has the image.
  if (problems.length === 0) problems.push(...unusedImageOverrides(platform, composed.flatMap(imagesOf)));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: composed };
}

function imagesOf({ component, objects }: ComposedComponent): readonly string[] {
  const named = objects.flatMap(({ images = [], otherImages = [] }) => [
    ...images,
    ...otherImages.map(({ image }) => image),
  ]);
  return [...named, ...component.images, ...(component.chart?.images.values() ?? [])];
}

function duplicateObjects(composed: readonly ComposedComponent[]): Problem[] {
  const owners = new Map<string, string[]>();
  for (const { component, objects } of composed) {
    for (const object of objects)
      owners.set(objectKey(object), [...(owners.get(objectKey(object)) ?? []), component.name]);
  }
  return [...owners]
    .filter(([, names]) => names.length > 1)
    .map(([key, names]) => duplicateObject(key, names, undefined));
}
