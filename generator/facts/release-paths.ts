import type { Release } from "../model/release.ts";

/** The folders of the release's repository that its components are made of, in every variant; each once, sorted. */
export function releasePaths(release: Release): readonly string[] {
  const parts = [...release.components.values()].flatMap((component) => [...component.parts.values()]);
  const sources = parts.flatMap((variants) => [...variants.values()]);
  return [...new Set(sources.flatMap((source) => (source === undefined ? [] : [source.path])))].sort();
}
