import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gitProblem } from "../../git/git-problem.ts";
import { isCommit } from "../../git/is-commit.ts";
import { runGit } from "../../git/run-git.ts";
import type { Problem, Result } from "../../model/problem.ts";
import { refused } from "../../problems/gather.ts";
import { sourceRefInvalid } from "../../problems/remote-problems.ts";
import { withoutCredentials } from "../../problems/without-credentials.ts";
import type { RepositorySpec } from "../parse-repository-url.ts";
import { digest, placeDirectory, privateDirectory, readJson, temporaryDirectory, writeJson } from "./cache-files.ts";

/** What a ref pointed to when it was fetched last; a branch moves, a tag does not. */
interface KnownRef {
  readonly commit: string;
  readonly moves: boolean;
}

/**
 * Gives the folder with the repository's content at the ref, from `<cache>/git/<repository>/<commit>`. The network is not asked
 * for commits and tags that are there, and for a known branch only whether it has moved.
 */
export async function fetchRepository(spec: RepositorySpec, cacheDirectory: string): Promise<Result<string>> {
  if (/^-|\s/.test(spec.ref)) {
    return refused(sourceRefInvalid(withoutCredentials(spec.url), spec.ref));
  }
  const home = homeOf(spec, cacheDirectory);
  const commit = await cachedCommit(spec, home);
  const content = commit === undefined ? undefined : join(home, commit);
  return content !== undefined && existsSync(content) ? { ok: true, value: content } : download(spec, home);
}

/** Whether a commit is in the cache, so that the network is not asked for it. */
export function isCached(spec: RepositorySpec, cacheDirectory: string): boolean {
  return isCommit(spec.ref) && existsSync(join(homeOf(spec, cacheDirectory), spec.ref));
}

function homeOf({ url, submodules }: RepositorySpec, cacheDirectory: string): string {
  return join(cacheDirectory, "git", digest(`${url}\n${submodules}`));
}

/** The commit that the ref stands for, as far as that is known without fetching it. */
async function cachedCommit(spec: RepositorySpec, home: string): Promise<string | undefined> {
  if (isCommit(spec.ref)) return spec.ref;
  const known = readJson<KnownRef>(refFile(home, spec.ref));
  if (known === undefined) return undefined;
  return known.moves ? remoteCommit(spec, home) : known.commit;
}

function refFile(home: string, ref: string): string {
  return join(home, "refs", `${digest(ref)}.json`);
}

/** Where the server's branch is now. Undefined also when the server cannot be asked: fetching then tells why. */
async function remoteCommit(spec: RepositorySpec, home: string): Promise<string | undefined> {
  const name = spec.ref === "" ? "HEAD" : spec.ref;
  const listed = await runGit(home, spec.timeoutMilliseconds, ["ls-remote", "--", spec.url, name]);
  if (!listed.ok) return undefined;
  const commits = new Map(
    listed.output.split("\n").map((line) => [line.slice(line.indexOf("\t") + 1), line.split("\t")[0]]),
  );
  // The order in which git itself resolves a short name (gitrevisions); a tag that appeared meanwhile needs a fetch.
  if (commits.has(`refs/tags/${name}`)) return undefined;
  return commits.get(name) ?? commits.get(`refs/${name}`) ?? commits.get(`refs/heads/${name}`);
}

/** Fetches into a folder of its own and moves that into place when it is whole: a crash or a second process harms nothing. */
async function download(spec: RepositorySpec, home: string): Promise<Result<string>> {
  privateDirectory(join(home, "refs"));
  const directory = temporaryDirectory(home);
  try {
    const problem = await checkOut(spec, directory);
    if (problem !== undefined) return refused(problem);
    const known = await fetchedRef(spec, directory);
    rmSync(join(directory, ".git"), { recursive: true, force: true });
    const content = placeDirectory(directory, join(home, known.commit));
    if (!isCommit(spec.ref)) writeJson(refFile(home, spec.ref), known);
    return { ok: true, value: content };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The commands of `api/internal/git/cloner.go:ClonerUsingGitExec`; `--` keeps a ref or URL from being read as an option. */
async function checkOut(spec: RepositorySpec, directory: string): Promise<Problem | undefined> {
  const commands = [
    ["init", "--quiet"],
    ["remote", "add", "origin", spec.url],
    ["fetch", "--quiet", "--depth=1", "--", spec.url, spec.ref === "" ? "HEAD" : spec.ref],
    // As committed, on every machine: the content is hashed.
    ["-c", "core.autocrlf=false", "-c", "advice.detachedHead=false", "checkout", "--quiet", "FETCH_HEAD"],
  ];
  for (const command of commands) {
    const outcome = await runGit(directory, spec.timeoutMilliseconds, command);
    if (!outcome.ok) return gitProblem(spec, outcome);
  }
  if (!spec.submodules || !existsSync(join(directory, ".gitmodules"))) return undefined;
  const outcome = await runGit(directory, spec.timeoutMilliseconds, [
    "submodule",
    "--quiet",
    "update",
    "--init",
    "--recursive",
  ]);
  return outcome.ok ? undefined : gitProblem(spec, outcome);
}

/** What was fetched, from the note that git leaves: `<id> TAB not-for-merge? TAB tag 'v1' of <url>`. */
async function fetchedRef(spec: RepositorySpec, directory: string): Promise<KnownRef> {
  const commit = await runGit(directory, spec.timeoutMilliseconds, ["rev-parse", "HEAD"]);
  if (!commit.ok) throw new Error(`git does not tell the commit it checked out: ${commit.text}`);
  const note = readFileSync(join(directory, ".git", "FETCH_HEAD"), "utf8");
  return { commit: commit.output.trim(), moves: !note.includes("\ttag '") };
}
