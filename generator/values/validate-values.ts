import type { MergedValues } from "../model/merged-values.ts";
import type { Place, Problem } from "../model/problem.ts";
import { isMap, type Path, type ValueMap } from "../model/value.ts";
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
  const written = merged.value["components"];
  const names = isMap(written) ? Object.keys(written).filter((name) => !components.has(name)) : [];
  return [
    ...names.flatMap((name) =>
      placesOf(merged, ["components", name], "key").map((place) => unknownComponent(name, components, place)),
    ),
    ...check(
      isMap(written) ? { ...merged.value, components: without(written, names) } : merged.value,
      (path, part) => placesOf(merged, path, part),
      (path) => merged.origins(path).at(-1)?.value === null,
    ),
  ];
}

/** The schema would call an unknown component an unknown key. */
function without(components: ValueMap, names: readonly string[]): ValueMap {
  return Object.fromEntries(Object.entries(components).filter(([name]) => !names.includes(name)));
}

/** For a key, its places in all layers that wrote it; for a value, or a key that is gone or never was, the one place to look at. */
function placesOf({ origins, place }: MergedValues, path: Path, part: "key" | "value"): readonly Place[] {
  const all = part === "key" ? origins(path) : [];
  const written = all.at(-1)?.value === null ? [] : all.filter(({ value }) => value !== null);
  return written.length > 0 ? written.map((origin) => origin.place) : [place(path, part)];
}
