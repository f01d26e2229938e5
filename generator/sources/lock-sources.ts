import { releasePaths } from "../facts/release-paths.ts";
import type { RemoteSource } from "../kustomize/sources/remote-source.ts";
import { mirrored } from "../model/mirrors.ts";
import type { Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import type { LockedRepository, SourcesLock } from "../model/sources-lock.ts";
import type { MirrorValues } from "../model/values.gen.ts";
import { hashFolder } from "./hash-tree.ts";
import { mirroredSource } from "./locked-source.ts";
import { releaseRepository } from "./release-repository.ts";
import { resolveRef } from "./resolve-ref.ts";
import { hashVendored } from "./vendored-tree.ts";
import { type Closure, walkRepository } from "./walk-sources.ts";

/**
 * What the sources of some releases are now: every repository and file that a path of theirs leads to, whatever any environment has
 * switched on. Asks each server where its branches and tags are; what is cached by commit is not fetched again.
 */
export async function lockSources(
  releases: readonly Release[],
  source: RemoteSource,
  mirrors: readonly MirrorValues[],
): Promise<Result<SourcesLock>> {
  const current = currentSource(source, mirrors);
  const closures: { release: Release; closure: Closure }[] = [];
  for (const release of releases) {
    const closure = await walkRepository(releaseRepository(release), releasePaths(release), current);
    if (!closure.ok) return closure;
    closures.push({ release, closure: closure.value });
  }
  return { ok: true, value: toLock(closures) };
}

/** Takes a branch or tag for the commit that it is on the server now, which the cache would not ask for a tag. */
function currentSource(source: RemoteSource, mirrors: readonly MirrorValues[]): RemoteSource {
  const fetched = mirroredSource(source, mirrors);
  return {
    async repository(spec) {
      const commit = await resolveRef({ ...spec, url: mirrored(spec.url, mirrors) });
      if (!commit.ok) return commit;
      const byCommit = await fetched.repository({ ...spec, ref: commit.value });
      // Some servers give out only what a branch or a tag is.
      return !byCommit.ok && byCommit.problems[0]?.code === "SOURCE_REF_NOT_FOUND"
        ? fetched.repository(spec)
        : byCommit;
    },
    file: (url) => fetched.file(url),
  };
}

function toLock(closures: readonly { release: Release; closure: Closure }[]): SourcesLock {
  const repositories = new Map<string, LockedRepository>();
  const hashes = new Map<string, string>();
  for (const { url, ref, commit, folder } of closures.flatMap(({ closure }) => closure.repositories)) {
    const sha256 = hashes.get(folder) ?? hashFolder(folder);
    hashes.set(folder, sha256);
    repositories.set(`${url} ${ref}`, { url, ref, commit, sha256 });
  }
  return {
    repositories: [...repositories.values()],
    files: [...new Map(closures.flatMap(({ closure }) => closure.files.map((file) => [file.url, file]))).values()],
    releases: closures.map(({ release, closure }) => ({
      name: release.name,
      commit: release.source.commit,
      vendored: hashVendored(closure.tree),
    })),
  };
}
