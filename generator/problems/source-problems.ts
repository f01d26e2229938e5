import type { Problem } from "../model/problem.ts";
import { sourceUnreachable } from "./remote-problems.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** The repository that a release pins, or the pinned version of it, cannot be fetched; `reason` is in git's words. */
export function releaseUnreachable(source: { readonly url: string; readonly ref: string }, reason: string): Problem {
  const hint = "Name a clone or a mirror that has it with --source FOLDER-or-URL@REF.";
  return sourceUnreachable(`${source.ref} of ${withoutCredentials(source.url)}`, withoutCredentials(reason), hint);
}

/** A path of a release does not build, because of `problem`. */
export function buildFailed(path: string, problem: Problem): Problem {
  return {
    hint: "Is the path of the release file there in the pinned commit, and can its remote bases be reached?",
    ...problem,
    code: "BUILD_FAILED",
    message: `Kustomize cannot build ${path}: ${problem.message}`,
  };
}

export function releaseFileMissing(file: string): Problem {
  return {
    code: "RELEASE_FILE_MISSING",
    message: `There is no ${file} in this root with components whose facts could be recorded.`,
    hint: "The facts of a built-in release come with it; record those of components of your own, listed in a file of that name.",
  };
}

export function factsUnreadable(file: string, reason: string): Problem {
  return {
    code: "FACTS_UNREADABLE",
    message: `The recorded facts cannot be read: ${reason}`,
    hint: "Record them again: npm run facts -- --release NAME",
    place: { file, line: 1, column: 1 },
  };
}

/** `differences` are lines of `compareFacts`. */
export function factsDiffer(file: string, release: string, differences: readonly string[]): Problem {
  return {
    code: "FACTS_DIFFER",
    message: `The recorded facts are not what the source renders:\n${differences.join("\n")}`,
    hint: `Record them again: npm run facts -- --release ${release}`,
    place: { file, line: 1, column: 1 },
  };
}
