import type { Problem } from "../model/problem.ts";
import { cacheFull } from "../problems/disk-problems.ts";
import { hostOf } from "../problems/host-of.ts";
import {
  gitMissing,
  sourceDenied,
  sourceFailed,
  sourceFolderDenied,
  sourceRefNotFound,
  sourceTimeout,
  sourceUnreachable,
} from "../problems/remote-problems.ts";
import { withoutCredentials } from "../problems/without-credentials.ts";
import type { GitOutcome } from "./run-git.ts";

const refMissing = /couldn't find remote ref|not our ref|unadvertised object|no such remote ref/i;
const full = /no space left on device|disk quota exceeded/i;
const denied =
  /not found|does not appear to be a git repository|does not exist|authentication failed|could not read (?:username|password)|permission denied|access denied|returned error: 40[134]/i;
const unreachable =
  /could not resolve|failed to connect|couldn't connect|connection (?:refused|timed out|reset|closed)|network is unreachable|operation timed out|no route to host|unable to access/i;

/** What git was asked for. */
interface Asked {
  readonly url: string;
  readonly ref: string;
  readonly timeoutMilliseconds: number;
}

/** Tells a failed git command in the user's terms: which host or ref, and what to do. */
export function gitProblem(spec: Asked, failure: GitOutcome & { readonly ok: false }): Problem {
  const url = withoutCredentials(spec.url);
  const host = hostOf(spec.url);
  const folder = /^file:\/\/(.*)/is.exec(spec.url)?.[1];
  const reason = gitReason(failure.text);
  if (failure.stopped) return sourceTimeout(url, host, spec.timeoutMilliseconds / 1_000);
  if (/spawn git ENOENT/.test(failure.text)) return gitMissing(url);
  if (full.test(failure.text)) return cacheFull(url);
  if (refMissing.test(failure.text)) return sourceRefNotFound(url, spec.ref || "HEAD");
  if (denied.test(failure.text))
    return folder === undefined ? sourceDenied(url, host, reason) : sourceFolderDenied(folder, reason);
  if (unreachable.test(failure.text)) return sourceUnreachable(url, reason);
  return sourceFailed(url, reason);
}

/** The line in which git says why; what follows it is general advice, what precedes it is progress. */
function gitReason(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const reason = lines.find((line) => /^(?:fatal|error|ssh):/.test(line)) ?? lines[0] ?? "git failed";
  return withoutCredentials(reason.replace(/^(?:fatal|error): /, ""));
}
