import type { Environment } from "../model/environment.ts";
import type { MergedValues, Origin } from "../model/merged-values.ts";
import type { Place } from "../model/problem.ts";
import type { Path } from "../model/value.ts";
import type { Values } from "../model/values.gen.ts";

/**
 * Where a person changes the value at a path: where a layer wrote it last; where none did, the nearest section around it that the environment
 * or an overlay has, else the environment.yaml. Never the defaults of a component, which are not for editing.
 */
export function locateSetting(environment: Environment, merged: MergedValues<Values>, path: Path): Place {
  const isWritten = merged.origins(path).some(({ kind }) => kind !== "component");
  if (isWritten) return merged.place(path);
  for (let length = path.length - 1; length >= 0; length--) {
    const around = merged.origins(path.slice(0, length)).findLast(isSpecific);
    if (around !== undefined) return around.place;
  }
  return environment.place;
}

/** The base is every environment's: what one of them lacks is not missing there. */
function isSpecific({ kind }: Origin): boolean {
  return kind === "overlay" || kind === "environment";
}
