import { simpleGit } from "simple-git";

/** What a repository has checked out. */
export interface GitRevision {
  /** `main@sha1:<commit>`, as Flux writes a revision; without the branch where none is checked out. */
  readonly revision: string;
  /** When it was committed: a time as RFC 3339 has it, in UTC. */
  readonly committed: string;
  /** Number of files below the folders that are changed or new, and not committed. */
  readonly uncommitted: number;
}

/** What git knows of some folders (relative to the root); undefined where the root is in no repository or there is no commit. */
export async function gitRevision(root: string, folders: readonly string[]): Promise<GitRevision | undefined> {
  const git = simpleGit(root);
  try {
    const [commit = "", committed = ""] = (await git.raw(["log", "-1", "--format=%H%n%cI"])).trim().split("\n");
    const branch = (await git.raw(["branch", "--show-current"])).trim();
    const changes = await git.raw(["status", "--porcelain", "--untracked-files=all", "--", ...folders]);
    return {
      revision: branch === "" ? `sha1:${commit}` : `${branch}@sha1:${commit}`,
      committed: new Date(committed).toISOString(),
      uncommitted: changes.split("\n").filter((line) => line !== "").length,
    };
  } catch {
    return undefined;
  }
}
