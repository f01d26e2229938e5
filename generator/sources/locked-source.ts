import { basename } from "node:path";
import type { RepositorySpec } from "../kustomize/parse-repository-url.ts";
import type { RemoteSource } from "../kustomize/sources/remote-source.ts";
import { mirrored } from "../model/mirrors.ts";
import type { Result } from "../model/problem.ts";
import { LOCK_FILE, type LockedRepository, type SourcesLock } from "../model/sources-lock.ts";
import type { MirrorValues } from "../model/values.gen.ts";
import { refused } from "../problems/gather.ts";
import { lockEntryMissing, sourceDiffers, sourceMoved } from "../problems/lock-problems.ts";
import { withoutCredentials } from "../problems/without-credentials.ts";
import { hashFolder, sha256 } from "./hash-tree.ts";

/** A source that asks the mirrors in place of the publishers. Whoever asks goes on to name the published URLs. */
export function mirroredSource(source: RemoteSource, mirrors: readonly MirrorValues[]): RemoteSource {
  return {
    repository: (spec) => source.repository({ ...spec, url: mirrored(spec.url, mirrors) }),
    file: (url) => source.file(mirrored(url, mirrors)),
  };
}

/**
 * A source that gives only what is locked: repositories at the locked commit, whatever their ref is by now, and files with the locked
 * content. Problems: what is not locked, and what differs.
 */
export function lockedSource(source: RemoteSource, lock: SourcesLock): RemoteSource {
  const verified = new Map<LockedRepository, string>();
  return {
    async repository(spec) {
      const locked = findLocked(lock, spec);
      if (locked === undefined) return notLocked(`${spec.ref || "HEAD"} of ${withoutCredentials(spec.url)}`);
      const fetched = await fetchCommit(source, spec, locked);
      if (!fetched.ok) return fetched;
      const found = verified.get(locked) ?? hashFolder(fetched.value);
      verified.set(locked, found);
      if (found === locked.sha256) return fetched;
      return refused(sourceDiffers(`${locked.commit} of ${locked.url}`, locked.sha256, found));
    },
    async file(url) {
      const locked = lock.files.find((file) => file.url === withoutCredentials(url));
      if (locked === undefined) return notLocked(withoutCredentials(url));
      const fetched = await source.file(url);
      if (!fetched.ok) return fetched;
      const found = sha256(fetched.value);
      return found === locked.sha256 ? fetched : refused(sourceDiffers(locked.url, locked.sha256, found));
    },
  };
}

function findLocked({ repositories }: SourcesLock, { url, ref }: RepositorySpec): LockedRepository | undefined {
  return repositories.find((locked) => locked.url === withoutCredentials(url) && locked.ref === ref);
}

/** By commit, which needs no network once it is cached; by ref from servers that give out nothing else. */
async function fetchCommit(
  source: RemoteSource,
  spec: RepositorySpec,
  { url, ref, commit }: LockedRepository,
): Promise<Result<string>> {
  const byCommit = await source.repository({ ...spec, ref: commit });
  if (byCommit.ok || ref === commit || byCommit.problems[0]?.code !== "SOURCE_REF_NOT_FOUND") return byCommit;
  const byRef = await source.repository(spec);
  if (!byRef.ok || commitOf(byRef.value) === commit) return byRef;
  return refused(sourceMoved(url, ref, commit, commitOf(byRef.value)));
}

/** The cache keeps each commit in a folder of its name. */
export function commitOf(folder: string): string {
  return basename(folder);
}

function notLocked(source: string): Result<never> {
  return refused(lockEntryMissing(LOCK_FILE, source));
}
