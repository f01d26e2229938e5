import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Result } from "../model/problem.ts";
import { publishGitFailed } from "../problems/publish-problems.ts";

/** What a repository has checked out. */
export interface GitRevision {
  /** `main@sha1:<commit>`, as Flux writes a revision; without the branch where none is checked out. */
  readonly revision: string;
  /** When it was committed: a time as RFC 3339 has it, in UTC. */
  readonly committed: string;
  /** Number of files below the folders that are changed or new, and not committed. */
  readonly uncommitted: number;
}

/**
 * What git knows of some folders (relative to the root); undefined where the root is in no repository. Where git does not answer nobody can say
 * that they are committed, which is a problem.
 */
export async function gitRevision(root: string, folders: readonly string[]): Promise<Result<GitRevision | undefined>> {
  try {
    return { ok: true, value: await revisionOf(root, folders) };
  } catch (error) {
    const { stderr = "", message } = error as Error & { readonly stderr?: string };
    const words = (stderr || message).trim();
    // setup.c of git; where a repository is damaged it goes on in another way.
    if (/not a git repository \(or any /.test(words)) return { ok: true, value: undefined };
    return { ok: false, problems: [publishGitFailed(folders.join(" and "), words)] };
  }
}

async function revisionOf(root: string, folders: readonly string[]): Promise<GitRevision> {
  const [commit = "", committed = ""] = (await git(root, "log", "-1", "--format=%H%n%cI")).trim().split("\n");
  const branch = (await git(root, "branch", "--show-current")).trim();
  // What is ignored is in no commit, and would be published all the same.
  const changes = await git(root, "status", "--porcelain", "--untracked-files=all", "--ignored", "--", ...folders);
  return {
    revision: branch === "" ? `sha1:${commit}` : `${branch}@sha1:${commit}`,
    committed: new Date(committed).toISOString(),
    uncommitted: changes.split("\n").filter((line) => line !== "").length,
  };
}

/** With all that a user may set for git, as `safe.directory` is in pipelines: simple-git would refuse to start it. Its words are read in English. */
async function git(root: string, ...words: readonly string[]): Promise<string> {
  const env = Object.entries(process.env).filter(([name]) => !OF_ANOTHER_REPOSITORY.test(name));
  const { stdout } = await promisify(execFile)("git", words, {
    cwd: root,
    env: { ...Object.fromEntries(env), LC_ALL: "C" },
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  return stdout;
}

/** Git sets these for its hooks. */
const OF_ANOTHER_REPOSITORY = /^GIT_(DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|PREFIX|NAMESPACE)$/;
