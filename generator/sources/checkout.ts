import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runGit } from "../git/run-git.ts";
import type { Result } from "../model/problem.ts";
import { releaseUnreachable } from "../problems/source-problems.ts";
import { ANSWER_MILLISECONDS } from "./resolve-ref.ts";

/** One version of a repository: a URL or a folder, and a commit, tag or branch. */
export interface RepositoryVersion {
  readonly url: string;
  readonly ref: string;
}

/** The largest of all; a slow line needs its time. */
const FETCH_MILLISECONDS = 120_000;

/**
 * Puts one version of a repository into a temporary folder, without its history, hands it to `work`, and removes it whatever happens. A URL
 * that is a folder is read from there, relative to the current one. Problem: a source that cannot be reached or has no such version.
 */
export async function withCheckout<T>(
  source: RepositoryVersion,
  work: (folder: string) => Promise<Result<T>>,
  timeoutMilliseconds: number = FETCH_MILLISECONDS,
): Promise<Result<T>> {
  const folder = await mkdtemp(join(tmpdir(), "kubeflow-gitops-source-"));
  try {
    const reason = await fetchInto(folder, source, timeoutMilliseconds);
    if (reason !== undefined) return { ok: false, problems: [releaseUnreachable(source, reason)] };
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Fetches by commit where the server allows it, as the large ones do. Returns git's words where it fails. */
async function fetchInto(
  folder: string,
  { url, ref }: RepositoryVersion,
  timeoutMilliseconds: number,
): Promise<string | undefined> {
  const from = existsSync(url) ? resolve(url) : url;
  // A server that is down is found out at once; one that is up has the whole time.
  const answer = Math.min(timeoutMilliseconds, ANSWER_MILLISECONDS);
  const asked = await runGit(folder, answer, ["ls-remote", "--quiet", "--", from, "HEAD"]);
  if (!asked.ok) return asked.text;
  for (const command of [
    ["init", "--quiet"],
    ["fetch", "--quiet", "--depth=1", "--no-tags", "--", from, ref],
    ["checkout", "--quiet", "--detach", "FETCH_HEAD"],
  ]) {
    const outcome = await runGit(folder, timeoutMilliseconds, command);
    if (!outcome.ok) return outcome.text;
  }
  return undefined;
}
