import type { MergedValues } from "../model/merged-values.ts";
import type { Place, Problem } from "../model/problem.ts";
import type { Path, ValueMap } from "../model/value.ts";
import { unknownComponent } from "../problems/layer-problems.ts";
import type { Check } from "../schema/compile-schema.ts";

/**
 * Every way in which merged values do not fit their schema, each where it was written: an unknown key in every file that has
 * it, anything else in the layer that had the last word.
 */
export function validateValues(
  merged: MergedValues,
  components: ReadonlySet<string>,
  check: Check,
): readonly Problem[] {
  const written = componentsOf(merged.value);
  const unknown = Object.keys(written).filter((name) => !components.has(name));
  const known = Object.fromEntries(Object.entries(written).filter(([name]) => components.has(name)));
  return [
    ...unknown.flatMap((name) =>
      placesOf(merged, ["components", name], "key").map((place) => unknownComponent(name, components, place)),
    ),
    ...check({ ...merged.value, ...("components" in merged.value && { components: known }) }, (path, part) =>
      placesOf(merged, path, part),
    ),
  ];
}

function componentsOf({ components }: ValueMap): ValueMap {
  const isMap = typeof components === "object" && components !== null && !Array.isArray(components);
  return isMap ? (components as ValueMap) : {};
}

/** The keys of a path in every layer that has it; the place of its value, or of its nearest parent, in the last one. */
function placesOf({ origins, place }: MergedValues, path: Path, part: "key" | "value"): readonly Place[] {
  const keys = part === "key" ? origins(path).map((origin) => origin.place) : [];
  return keys.length > 0 ? keys : [place(path, part)];
}
