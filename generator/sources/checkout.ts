import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GitError, simpleGit } from "simple-git";
import type { Result } from "../model/problem.ts";
import { releaseUnreachable } from "../problems/source-problems.ts";

/** One version of a repository: a URL or a folder, and a commit, tag or branch. */
export interface RepositoryVersion {
  readonly url: string;
  readonly ref: string;
}

/**
 * Puts one version of a repository into a temporary folder, without its history, hands it to `work`, and removes it whatever happens. A URL
 * that is a folder is read from there, relative to the current one. Problem: a source that cannot be reached or has no such version.
 */
export async function withCheckout<T>(
  source: RepositoryVersion,
  work: (folder: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const folder = await mkdtemp(join(tmpdir(), "kubeflow-gitops-source-"));
  try {
    const reason = await fetchInto(folder, source);
    if (reason !== undefined) return { ok: false, problems: [releaseUnreachable(source, reason)] };
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Fetches by commit where the server allows it, as the large ones do. Returns git's words where it fails. */
async function fetchInto(folder: string, { url, ref }: RepositoryVersion): Promise<string | undefined> {
  const git = simpleGit({ baseDir: folder, allowEnvironment: Object.keys(process.env).filter(isForConnecting) });
  const from = existsSync(url) ? resolve(url) : url;
  try {
    await git.init();
    await git.raw("fetch", "--quiet", "--depth=1", "--no-tags", "--", from, ref);
    await git.raw("checkout", "--quiet", "--detach", "FETCH_HEAD");
    return undefined;
  } catch (error) {
    if (error instanceof GitError) return error.message.trim();
    throw error;
  }
}

/**
 * What a user sets for git to reach a server: proxies, credentials, redirects. What points git at another repository (GIT_DIR in a hook) is
 * kept from it.
 */
function isForConnecting(variable: string): boolean {
  return /^(GIT_(ASKPASS|CONFIG|HTTP|PROXY|SSH|SSL|TERMINAL_PROMPT)|SSH_ASKPASS)/.test(variable);
}
