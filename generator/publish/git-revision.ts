import { runGit } from "../git/run-git.ts";
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

/** Looking at every file of a large repository takes its time. */
const LOOK_MILLISECONDS = 120_000;

/**
 * What git knows of some folders (relative to the root); undefined where the root is in no repository. Where git does not answer nobody can say
 * that they are committed, which is a problem.
 */
export async function gitRevision(root: string, folders: readonly string[]): Promise<Result<GitRevision | undefined>> {
  const answers: string[] = [];
  for (const question of [
    ["log", "-1", "--format=%H%n%cI"],
    ["branch", "--show-current"],
    // What is ignored is in no commit, and would be published all the same.
    ["status", "--porcelain", "--untracked-files=all", "--ignored", "--", ...folders],
  ]) {
    const answer = await runGit(root, LOOK_MILLISECONDS, question);
    // setup.c of git; where a repository is damaged it goes on in another way.
    if (!answer.ok && /not a git repository \(or any /.test(answer.text)) return { ok: true, value: undefined };
    if (!answer.ok) return { ok: false, problems: [publishGitFailed(folders.join(" and "), answer.text)] };
    answers.push(answer.output.trimEnd());
  }
  const [[commit = "", committed = ""] = [], [branch = ""] = [], changes = []] = answers.map((text) =>
    text.split("\n"),
  );
  return {
    ok: true,
    value: {
      revision: branch === "" ? `sha1:${commit}` : `${branch}@sha1:${commit}`,
      committed: new Date(committed).toISOString(),
      uncommitted: changes.filter((line) => line !== "").length,
    },
  };
}
