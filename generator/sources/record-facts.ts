import { join } from "node:path";
import { describeObjects } from "../facts/describe-objects.ts";
import { releasePaths } from "../facts/release-paths.ts";
import type { ObjectFacts, ReleaseFacts } from "../model/facts.ts";
import type { Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import { buildUnreadable } from "../problems/source-problems.ts";
import { readValues } from "../yaml/read-values.ts";
import { buildKustomization } from "./build-kustomization.ts";
import { mapAtMost } from "./map-at-most.ts";

/** A build is one busy process; more at once only fight for the memory. */
const BUILDS_AT_ONCE = 2;

/**
 * Builds every path of a release, all variants, from a checkout of its source, and describes what they render. `built` hears of each path as
 * it is done. Problems: whatever does not build, all of it.
 */
export async function recordFacts(
  release: Release,
  checkout: string,
  built: (path: string) => void,
): Promise<Result<ReleaseFacts>> {
  const results = await mapAtMost(BUILDS_AT_ONCE, releasePaths(release), async (path) => {
    const objects = await describePath(checkout, path);
    built(path);
    return { path, objects };
  });
  const problems = results.flatMap(({ objects }) => (objects.ok ? [] : objects.problems));
  if (problems.length > 0) return { ok: false, problems };
  const paths = Object.fromEntries(results.map(({ path, objects }) => [path, objects.ok ? objects.value : []]));
  return { ok: true, value: { release: release.name, commit: release.source.commit, paths } };
}

async function describePath(checkout: string, path: string): Promise<Result<readonly ObjectFacts[]>> {
  const rendered = await buildKustomization(join(checkout, path), path);
  if (!rendered.ok) return rendered;
  const read = readValues(rendered.value);
  if ("fault" in read) return { ok: false, problems: [buildUnreadable(path, read.fault.message)] };
  return { ok: true, value: describeObjects(read.values) };
}
