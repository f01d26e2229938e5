import { tmpdir } from "node:os";
import { gitProblem } from "../git/git-problem.ts";
import { isCommit } from "../git/is-commit.ts";
import { runGit } from "../git/run-git.ts";
import type { RepositorySpec } from "../kustomize/parse-repository-url.ts";
import type { Result } from "../model/problem.ts";
import { sourceRefNotFound } from "../problems/remote-problems.ts";
import { withoutCredentials } from "../problems/without-credentials.ts";

/** A server that lists its refs does so at once; one that does not answer is down. */
export const ANSWER_MILLISECONDS = 15_000;

/** The commit that a branch or tag of a repository is now, asked from its server; a commit is itself. */
export async function resolveRef(spec: RepositorySpec): Promise<Result<string>> {
  if (isCommit(spec.ref)) return { ok: true, value: spec.ref };
  const name = spec.ref === "" ? "HEAD" : spec.ref;
  const timeout = Math.min(spec.timeoutMilliseconds, ANSWER_MILLISECONDS);
  // An annotated tag is an object of its own; `^{}` is the commit that it is put on.
  const listed = await runGit(tmpdir(), timeout, ["ls-remote", "--", spec.url, name, `${name}^{}`]);
  if (!listed.ok) {
    return { ok: false, problems: [gitProblem({ ...spec, timeoutMilliseconds: timeout }, listed)] };
  }
  const commits = new Map(
    listed.output.split("\n").map((line): [string, string] => {
      const [commit = "", ref = ""] = line.split("\t");
      return [ref, commit];
    }),
  );
  // The order in which git itself resolves a short name (gitrevisions).
  const refs = [`refs/tags/${name}^{}`, `refs/tags/${name}`, `refs/heads/${name}`, `${name}^{}`, name];
  const found = refs.map((ref) => commits.get(ref)).find((commit) => commit !== undefined);
  if (found === undefined) {
    return { ok: false, problems: [sourceRefNotFound(withoutCredentials(spec.url), name)] };
  }
  return { ok: true, value: found };
}
