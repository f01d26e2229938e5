import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { describeObjects } from "../facts/describe-objects.ts";
import { releasePaths } from "../facts/release-paths.ts";
import { type BuildOptions, buildKustomization } from "../kustomize/build.ts";
import { diskFileSystem } from "../kustomize/file-system.ts";
import type { RemoteSource } from "../kustomize/sources/remote-source.ts";
import type { ObjectFacts, ReleaseFacts } from "../model/facts.ts";
import type { Problem, Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import { buildFailed } from "../problems/source-problems.ts";
import { createManifestReader } from "../yaml/manifest-reader.ts";
import { toValue } from "../yaml/node-value.ts";
import { sortKeys } from "../yaml/sort-keys.ts";

/**
 * Builds every path of a release, all variants, from a checkout of its source, and describes what they render; what kustomizations name by URL
 * comes from `remote`. `built` hears of each path as it is done. Problems: whatever does not build, all of it.
 */
export async function recordFacts(
  release: Release,
  checkout: string,
  remote: RemoteSource,
  built: (path: string) => void,
): Promise<Result<ReleaseFacts>> {
  const source = realpathSync(checkout);
  // Most files are part of several paths: one reader parses each of them once.
  const engine: BuildOptions = {
    fileSystem: diskFileSystem(),
    remote,
    loadRestrictions: "rootOnly",
    reader: createManifestReader(),
  };
  const problems: Problem[] = [];
  const paths: Record<string, readonly ObjectFacts[]> = {};
  for (const path of releasePaths(release)) {
    const objects = await buildKustomization(join(source, path), engine);
    // Facts quote labels and lists of names: in the order of the output, whatever the source's.
    if (objects.ok) paths[path] = describeObjects(objects.value.map(({ body }) => sortKeys(toValue(body.node))));
    else problems.push(...objects.problems.map((problem) => buildFailed(path, withoutFolder(problem, source))));
    built(path);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { release: release.name, commit: release.source.commit, paths } };
}

/** The problem with paths as they are in the repository, not in the folder where it is for the moment. */
function withoutFolder({ place, ...problem }: Problem, folder: string): Problem {
  const shorten = (text: string): string => text.replaceAll(folder + sep, "");
  const message = shorten(problem.message);
  return place === undefined
    ? { ...problem, message }
    : { ...problem, message, place: { ...place, file: shorten(place.file) } };
}
