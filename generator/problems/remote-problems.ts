import type { Problem } from "../model/problem.ts";

/**
 * What is needed does not come from where it is: no network, a proxy, a firewall, a clone without that version. `source` is a
 * URL without credentials, or a version of one; `hint` says where else it could come from.
 */
export function sourceUnreachable(source: string, reason: string, hint: string = elsewhere): Problem {
  return { code: "SOURCE_UNREACHABLE", message: `${source} cannot be fetched: ${reason}`, hint };
}

const elsewhere =
  "Check the network and the proxy settings. Without a network, use a copy of it: a local path, or a mirror named by git's `url.<mirror>.insteadOf`.";

/** The time for one command or download ran out. */
export function sourceTimeout(url: string, host: string, seconds: number): Problem {
  return {
    code: "SOURCE_TIMEOUT",
    message: `${host} did not deliver ${url} within ${seconds} s`,
    hint: "Try again, or give a repository more time with `timeout=<seconds>` in the query of its URL.",
  };
}

/** The server has no such repository or file, or does not show it to this user. */
export function sourceDenied(url: string, host: string, reason: string): Problem {
  return {
    code: "SOURCE_DENIED",
    message: `${host} does not give us ${url}: ${reason}`,
    hint: "Check the spelling. For a private source, set up credentials that work without a prompt (a git credential helper, an SSH agent).",
  };
}

/** A folder of this machine that git does not take for a repository, or may not read. */
export function sourceFolderDenied(folder: string, reason: string): Problem {
  return {
    code: "SOURCE_DENIED",
    message: `The folder ${folder} does not give us a repository: ${reason}`,
    hint: "Check the spelling, that it is the folder of a git repository, and that this user may read it.",
  };
}

/** The repository is there, but has no such branch, tag or commit. */
export function sourceRefNotFound(url: string, ref: string): Problem {
  return {
    code: "SOURCE_REF_NOT_FOUND",
    message: `${url} has no branch, tag or commit \`${ref}\``,
    hint: "Use a branch, a tag, or a full commit id: servers do not resolve shortened ones.",
  };
}

/** A ref that git would take for an option. */
export function sourceRefInvalid(url: string, ref: string): Problem {
  return {
    code: "SOURCE_REF_INVALID",
    message: `\`${ref}\` is not a valid ref for ${url}`,
    hint: "Use a branch, a tag, or a full commit id.",
  };
}

/** The download answered with a status that is not a success. */
export function sourceStatus(url: string, status: number, text: string): Problem {
  return {
    code: "SOURCE_STATUS",
    message: `GET ${url} answered ${status}${text === "" ? "" : ` (${text})`}`,
    hint: statusHint(status),
  };
}

function statusHint(status: number): string {
  if (status >= 500 || status === 429)
    return "Try again later: the server was asked three times. Or keep a copy of the file.";
  if (status === 401 || status === 403) return "Check that the URL can be read without signing in.";
  return "Check the spelling of the URL.";
}

/** The file is larger than a manifest can reasonably be. */
export function sourceTooLarge(url: string, limitMegabytes: number): Problem {
  return {
    code: "SOURCE_TOO_LARGE",
    message: `${url} is larger than ${limitMegabytes} MB`,
    hint: "Keep the file in the repository, or in a git repository that the kustomization names.",
  };
}

/** There is no git program on this machine. */
export function gitMissing(url: string): Problem {
  return {
    code: "SOURCE_GIT_MISSING",
    message: `git is needed to fetch ${url}, and there is none on the PATH`,
    hint: "Install git.",
  };
}

/** Anything else that git says. */
export function sourceFailed(url: string, reason: string): Problem {
  return { code: "SOURCE_FAILED", message: `cannot fetch ${url}: ${reason}` };
}
