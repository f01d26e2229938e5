import type { Problem } from "../model/problem.ts";

const REFRESH = "Write it with `npm run lock`, look at what it says moved, and commit it.";

export function lockMissing(file: string): Problem {
  return {
    code: "LOCK_MISSING",
    message: `There is no ${file}, which says what upstream's manifests must be.`,
    hint: REFRESH,
  };
}

export function lockUnreadable(file: string, reason: string): Problem {
  return {
    code: "LOCK_UNREADABLE",
    message: `The lock cannot be read: ${reason}.`,
    hint: "Take the last good version from git, or write it anew with `npm run lock`.",
    place: { file, line: 1, column: 1 },
  };
}

/** `source` is `v0.7.0 of https://…`, or the URL of a file. */
export function lockEntryMissing(file: string, source: string): Problem {
  return {
    code: "LOCK_ENTRY_MISSING",
    message: `The lock has no entry for ${source}.`,
    hint: REFRESH,
    place: { file, line: 1, column: 1 },
  };
}

/** A branch or tag that is another commit than it was when the lock was written. */
export function sourceMoved(url: string, ref: string, locked: string, found: string): Problem {
  return {
    code: "SOURCE_MOVED",
    message: `${ref === "" ? "The default branch" : ref} of ${url} was ${locked} when the sources were locked, and now is ${found}.`,
    hint: "A tag that moves is suspicious: ask who moved it. To take what it is now, run `npm run lock` and review what changes.",
  };
}

/** The content of a commit or of a file is not what was hashed. */
export function sourceDiffers(source: string, locked: string, found: string): Problem {
  return {
    code: "SOURCE_DIFFERS",
    message: `The content of ${source} is not what was locked: its SHA-256 is ${found}, and was ${locked}.`,
    hint: "If the copy in the cache was damaged, remove the cache folder (~/.cache/kubeflow-gitops, or what --cache or KUBEFLOW_GITOPS_CACHE names) and try again. If the publisher replaced the file, find out why before you run `npm run lock`.",
  };
}

/** `path` is relative to the user's root. */
export function vendorMissing(path: string, release: string): Problem {
  return {
    code: "VENDOR_MISSING",
    message: `Kubeflow ${release} is not vendored as it should be: there is no ${path}.`,
    hint: "Copy it with `npm run vendor`, and commit the folder.",
  };
}

export function vendorDiffers(release: string, locked: string, found: string): Problem {
  return {
    code: "VENDOR_DIFFERS",
    message: `The vendored files of Kubeflow ${release} are not what was locked: their SHA-256 is ${found}, and was ${locked}.`,
    hint: "See what was edited with `git diff vendor`, and put it back with `npm run vendor -- --force`. A change belongs into a patch.",
  };
}

/** `paths` are relative to the user's root. */
export function vendorUnexpected(paths: readonly string[]): Problem {
  const [first = "", ...others] = paths;
  return {
    code: "VENDOR_UNEXPECTED",
    message: `${first}${others.length === 0 ? " is" : ` and ${others.length} more are`} below vendor/, and no release in use reads it.`,
    hint: "Remove what is yours; what an earlier release left goes with `npm run vendor`.",
  };
}

/** A kustomization that leads out of what can be copied. */
export function vendorRefused(name: string, reason: string): Problem {
  return { code: "VENDOR_REFUSED", message: `${name} cannot be vendored: ${reason}.` };
}
