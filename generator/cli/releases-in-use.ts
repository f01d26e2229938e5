import type { Catalog } from "../model/catalog.ts";
import type { Environment } from "../model/environment.ts";
import type { Layer } from "../model/layer.ts";
import type { Problem, Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import { isMap, type Value, type ValueMap } from "../model/value.ts";
import type { DeliveryValues, MirrorValues } from "../model/values.gen.ts";
import { gather } from "../problems/gather.ts";
import { unknownRelease } from "../problems/platform-problems.ts";
import { resolveValues } from "../values/resolve-values.ts";
import type { Selection } from "./environments.ts";

/** The releases that some environments use, by name, and the mirrors that any of them names. */
export interface ReleasesInUse {
  readonly releases: readonly Release[];
  readonly mirrors: readonly MirrorValues[];
  /** Those of environments that refer to the vendored copy. */
  readonly vendored: readonly Release[];
  /** Those of environments that have upstream's manifests in their output. */
  readonly rendered: readonly Release[];
}

/** What the environments use. Problems: what is wrong with the values that say so; with all others one may still be busy. */
export function releasesInUse({ environments, catalog }: Selection): Result<ReleasesInUse> {
  const read = gather(environments.map((environment) => sourcesOf(environment, catalog)));
  if (!read.ok) return read;
  const releasesOf = (wanted: (delivery: DeliveryValues) => boolean) =>
    byName(read.value.filter(({ delivery }) => wanted(delivery)).map(({ release }) => release));
  return {
    ok: true,
    value: {
      releases: releasesOf(() => true),
      mirrors: read.value.flatMap(({ delivery }) => delivery.mirrors ?? []),
      vendored: releasesOf(({ manifests }) => manifests === "vendored"),
      rendered: releasesOf(({ manifests }) => manifests === "rendered"),
    },
  };
}

/** The sections and keys that say which sources an environment has. */
const OF_SOURCES: Readonly<Record<string, readonly string[]>> = {
  platform: ["release"],
  delivery: ["manifests", "mirrors"],
};

interface EnvironmentSources {
  readonly release: Release;
  readonly delivery: DeliveryValues;
}

function sourcesOf({ layers }: Environment, catalog: Catalog): Result<EnvironmentSources> {
  const merged = resolveValues(catalog, layers.map(ofSources));
  if (!merged.ok) return merged;
  const { platform, delivery } = merged.value.value;
  const release = catalog.releases.get(platform.release);
  if (release !== undefined) return { ok: true, value: { release, delivery } };
  const known = [...catalog.releases.keys()];
  const problem: Problem = unknownRelease(platform.release, known, merged.value.place(["platform", "release"]));
  return { ok: false, problems: [problem] };
}

/** What a layer of the user's says of sources; the program's own base has the defaults of all. */
function ofSources(layer: Layer): Layer {
  const { kind, values } = layer;
  if (kind === "default" || !isMap(values?.value)) return layer;
  const written = values.value;
  const kept = Object.entries(OF_SOURCES).flatMap(([section, keys]): [string, Value][] => {
    const inside = written[section];
    if (inside === undefined) return [];
    return [[section, isMap(inside) ? pick(inside, keys) : inside]];
  });
  return { ...layer, values: { ...values, value: Object.fromEntries(kept) } };
}

function pick(map: ValueMap, keys: readonly string[]): ValueMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => keys.includes(key)));
}

function byName(releases: readonly Release[]): readonly Release[] {
  const unique = [...new Map(releases.map((release) => [release.name, release])).values()];
  return unique.sort((a, b) => (a.name < b.name ? -1 : 1));
}
