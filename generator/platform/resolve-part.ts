import type { Component, Part } from "../model/component.ts";
import type { ReleaseFacts } from "../model/facts.ts";
import type { MergedValues } from "../model/merged-values.ts";
import type { PlatformPart } from "../model/platform.ts";
import type { Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import type { Path, Value } from "../model/value.ts";
import type { Values } from "../model/values.gen.ts";
import { factsMissing, partNotInRelease, variantNotInRelease } from "../problems/platform-problems.ts";

export interface PartContext {
  readonly component: Component;
  readonly merged: MergedValues<Values>;
  readonly release: Release;
  readonly facts: ReleaseFacts;
  /** Names of the releases that have a variant of a part of the component, oldest first. */
  readonly releasesWith: (part: string, variant: string) => readonly string[];
}

/** Where the release keeps a part, in the variant that the values pick; undefined where that variant has no such part. */
export function resolvePart(part: Part, context: PartContext): Result<PlatformPart | undefined> {
  const { component, merged, release, facts } = context;
  const variants = release.components.get(component.name)?.parts.get(part.name);
  if (variants === undefined)
    return { ok: false, problems: [partNotInRelease(component.name, part.name, release.name, component.place)] };
  const variant = part.variant.map((path) => String(valueAt(merged.value, path))).join("-");
  if (!variants.has(variant)) {
    const place = merged.place(part.variant[0] ?? []);
    const known = { variants: [...variants.keys()], releases: context.releasesWith(part.name, variant) };
    return { ok: false, problems: [variantNotInRelease(component.name, variant, known, release.name, place)] };
  }
  const source = variants.get(variant);
  if (source === undefined) return { ok: true, value: undefined };
  const objects = facts.paths[source.path];
  if (objects === undefined) return { ok: false, problems: [factsMissing(source.path, release.name, component.place)] };
  const { url, commit } = release.source;
  const namespace = part.namespace && valueAt(merged.value, part.namespace);
  return {
    ok: true,
    value: {
      name: part.name,
      path: source.path,
      // A full commit: what is applied is what was recorded, whatever becomes of the branch.
      reference: `${url}//${source.path}?ref=${commit}`,
      namespace: typeof namespace === "string" ? namespace : undefined,
      patches: source.patches,
      objects,
    },
  };
}

function valueAt(values: Values, path: Path): Value | undefined {
  let value: unknown = values;
  for (const key of path)
    value = typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
  return value as Value | undefined;
}
