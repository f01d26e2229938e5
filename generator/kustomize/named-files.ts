import type { Kustomization } from "./kustomization.ts";

/** Every entry that names a file, except those of `namedBases`; some may hold the text itself instead. As written: `key=path` of a generator too. */
export function namedFiles(kustomization: Kustomization): readonly string[] {
  const { patches, patchesJson6902, patchesStrategicMerge, replacements, configurations, crds, openapi } =
    kustomization;
  const generators = [...kustomization.configMapGenerator, ...kustomization.secretGenerator];
  return [
    ...[...patches, ...patchesJson6902, ...replacements].map(({ path = "" }) => path),
    ...patchesStrategicMerge,
    ...configurations,
    ...crds,
    openapi.path ?? "",
    ...generators.flatMap(({ envs = [], files = [] }) => [...envs, ...files]),
  ].filter((entry) => entry !== "");
}

/** Every entry that names a folder with a kustomization, a repository, or a file of objects; those of plugins may hold the objects instead. */
export function namedBases(kustomization: Kustomization): readonly string[] {
  const { resources, components, generators, transformers, validators } = kustomization;
  return [...resources, ...components, ...generators, ...transformers, ...validators];
}

/** The file in an entry of a generator's `files`: what comes after `key=`. A URL with a query has no key. */
export function fileOfEntry(entry: string): string {
  return /^https?:\/\//.test(entry) ? entry : entry.replace(/^[^=]*=/, "");
}
