import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { releasePaths } from "../facts/release-paths.ts";
import type { RemoteSource } from "../kustomize/sources/remote-source.ts";
import { type ByteTree, OWNERSHIP_FILE } from "../model/file-tree.ts";
import { mirrored } from "../model/mirrors.ts";
import type { Problem, Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import { LOCK_FILE, type SourcesLock, VENDOR, vendorFolder } from "../model/sources-lock.ts";
import type { MirrorValues } from "../model/values.gen.ts";
import {
  lockEntryMissing,
  sourceMoved,
  vendorDiffers,
  vendorMissing,
  vendorUnexpected,
} from "../problems/lock-problems.ts";
import { hashTree } from "./hash-tree.ts";
import { lockedSource, mirroredSource } from "./locked-source.ts";
import { releaseRepository } from "./release-repository.ts";
import { resolveRef } from "./resolve-ref.ts";
import { type Closure, type FetchedRepository, walkRepository, walkVendored } from "./walk-sources.ts";

/** The hash of vendored files that the lock has. */
export function hashVendored(tree: ByteTree): string {
  return hashTree([...tree].map(([path, content]) => ({ path, mode: "100644", content })));
}

/**
 * What `vendor/` holds for some releases, from the locked sources. Problems: what is not locked, cannot be fetched, has moved since it was
 * locked, or comes to something else than what was locked.
 */
export async function vendoredTree(
  releases: readonly Release[],
  lock: SourcesLock,
  source: RemoteSource,
  mirrors: readonly MirrorValues[],
): Promise<Result<ByteTree>> {
  const locked = lockedSource(mirroredSource(source, mirrors), lock);
  const tree = new Map<string, string | Uint8Array>();
  const problems: Problem[] = [];
  for (const release of releases) {
    const closure = await walkRepository(releaseRepository(release), releasePaths(release), locked);
    if (!closure.ok) return closure;
    problems.push(
      ...(await movedSince(closure.value.repositories, mirrors)),
      ...differs(release, closure.value.tree, lock),
    );
    for (const [path, text] of closure.value.tree) tree.set(path, text);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: tree };
}

/**
 * Hashes what lies in `vendor/` of a root and compares it with the lock, without a network. Problems: files that are missing, differ, or
 * are read by none of the releases; a kustomization that still names something by URL.
 */
export async function verifyVendored(
  root: string,
  releases: readonly Release[],
  lock: SourcesLock,
): Promise<readonly Problem[]> {
  const walked = await Promise.all(releases.map((release) => walkRelease(root, release)));
  const problems = walked.flatMap((closure, index) => judge(releases[index] as Release, closure, lock));
  if (problems.length > 0) return problems;
  const read = new Set(walked.flatMap((closure) => (closure.ok ? [...closure.value.tree.keys()] : [])));
  const unexpected = listFiles(join(root, VENDOR)).filter((path) => !read.has(path) && path !== OWNERSHIP_FILE);
  return unexpected.length === 0 ? [] : [vendorUnexpected(unexpected.map((path) => `${VENDOR}/${path}`))];
}

/** The same for one release, whatever else is vendored. */
export async function verifyRelease(root: string, release: Release, lock: SourcesLock): Promise<readonly Problem[]> {
  return judge(release, await walkRelease(root, release), lock);
}

async function walkRelease(root: string, release: Release): Promise<Result<Closure>> {
  const source = vendorFolder(release.source.url, release.source.commit);
  if (!existsSync(join(root, VENDOR, source))) {
    return { ok: false, problems: [vendorMissing(`${VENDOR}/${source}`, release.name)] };
  }
  return walkVendored(
    join(root, VENDOR),
    releasePaths(release).map((path) => `${source}/${path}`),
  );
}

function judge(release: Release, closure: Result<Closure>, lock: SourcesLock): readonly Problem[] {
  return closure.ok ? differs(release, closure.value.tree, lock) : closure.problems;
}

function differs(release: Release, tree: ByteTree, lock: SourcesLock): readonly Problem[] {
  const locked = lock.releases.find(({ name }) => name === release.name);
  if (locked === undefined) return [lockEntryMissing(LOCK_FILE, `Kubeflow ${release.name}`)];
  const found = hashVendored(tree);
  return found === locked.vendored ? [] : [vendorDiffers(release.name, locked.vendored, found)];
}

/** Whether a tag is elsewhere than it was. Where the server cannot be asked it does not matter: what is locked is at hand, and proven by its hash. */
async function movedSince(
  repositories: readonly FetchedRepository[],
  mirrors: readonly MirrorValues[],
): Promise<readonly Problem[]> {
  const asked = repositories.map(async ({ url, ref, commit }) => {
    const spec = {
      raw: url,
      url: mirrored(url, mirrors),
      path: "",
      ref,
      timeoutMilliseconds: 15_000,
      submodules: true,
    };
    const now = await resolveRef(spec);
    return now.ok && now.value !== commit ? [sourceMoved(url, ref, commit, now.value)] : [];
  });
  return (await Promise.all(asked)).flat();
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
