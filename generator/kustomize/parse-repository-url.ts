/** A git repository, the ref to fetch and the folder to build in it, as one URL of a kustomization names them. */
export interface RepositorySpec {
  /** The URL as written; Kustomize compares it to find repositories that refer to themselves. */
  readonly raw: string;
  /** What git is asked to fetch, which may hold credentials: never print it as it is. */
  readonly url: string;
  /** The folder below the repository's root, empty for the root itself. */
  readonly path: string;
  /** Branch, tag or commit; empty for the repository's default branch. */
  readonly ref: string;
  /** How long one git command may take. */
  readonly timeoutMilliseconds: number;
  readonly submodules: boolean;
}

/**
 * Reads a URL of `resources` or `components` by the rules of `api/internal/git/repospec.go:NewRepoSpecFromURL`. Undefined when the
 * text is no repository URL, which is how Kustomize tells a repository from a local folder.
 */
export function parseRepositoryUrl(text: string): RepositorySpec | undefined {
  if (text.startsWith("/")) return undefined;
  const [location, query] = cut(text, "?");
  const host = splitHost(location);
  if (host === undefined) return undefined;
  const split = splitPath(host.rest, host.host === "file://");
  if (split === undefined || split.repository === "" || leavesRepository(split.path)) return undefined;
  return {
    raw: text,
    url: host.host + split.repository,
    path: split.path.replace(/^\//, ""),
    ...readQuery(query),
  };
}

interface Host {
  /** Scheme, user and host, up to and including the separator before the path. */
  readonly host: string;
  readonly rest: string;
}

function splitHost(location: string): Host | undefined {
  const unforced = location.replace(/^git::/i, "");
  const scheme = /^(?:ssh|https?|file):\/\//i.exec(unforced)?.[0] ?? "";
  const afterScheme = unforced.slice(scheme.length);
  if (scheme.toLowerCase() === "file://") return { host: "file://", rest: afterScheme };
  const user = /^[a-zA-Z][a-zA-Z0-9-]*@/.exec(afterScheme)?.[0] ?? "";
  const address = afterScheme.slice(user.length);
  const github = /^github\.com[/:]/i.test(address);
  const scpStyle = scheme === "" && (user !== "" || github);
  if (scheme === "" && !scpStyle) return undefined;
  const separator = pathSeparator(address, scpStyle);
  const rest = address.slice(separator + 1);
  if (github) return { host: githubHost(scheme.toLowerCase(), user), rest };
  // Without a separator Kustomize takes everything for the host, and then misses the path.
  const host = separator < 0 ? address : address.slice(0, separator + 1);
  if (host === "") return undefined;
  return { host: scheme.toLowerCase() + user + host, rest: separator < 0 ? "" : rest };
}

function pathSeparator(address: string, scpStyle: boolean): number {
  const slash = address.indexOf("/");
  if (!scpStyle) return slash;
  const colon = address.indexOf(":");
  return slash === -1 || (colon > 0 && colon < slash) ? colon : slash;
}

function githubHost(scheme: string, user: string): string {
  return scheme === "ssh://" || user !== "" ? `${user}github.com:` : "https://github.com/";
}

interface PathSplit {
  readonly repository: string;
  readonly path: string;
}

/** An explicit mark decides where the repository ends: `_git/` and one segment, then `//`, then `.git`; else two segments. */
function splitPath(path: string, takeAll: boolean): PathSplit | undefined {
  const azure = path.indexOf("_git/");
  if (azure >= 0) {
    const [repository, rest] = cut(path.slice(azure + 5), "/");
    return { repository: path.slice(0, azure + 5) + repository, path: rest };
  }
  const double = path.indexOf("//");
  if (double >= 0) return { repository: path.slice(0, double), path: path.slice(double + 2) };
  const suffix = path.indexOf(".git");
  if (suffix >= 0) return { repository: path.slice(0, suffix + 4), path: path.slice(suffix + 4) };
  if (takeAll) return { repository: path, path: "" };
  const segments = path.split("/");
  if (segments.length < 2) return undefined;
  return { repository: segments.slice(0, 2).join("/"), path: segments.slice(2).join("/") };
}

function leavesRepository(path: string): boolean {
  let depth = 0;
  for (const segment of path.split("/")) {
    if (segment === "..") depth -= 1;
    else if (segment !== "" && segment !== ".") depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

const defaultTimeoutMilliseconds = 27_000;

function readQuery(query: string): Pick<RepositorySpec, "ref" | "timeoutMilliseconds" | "submodules"> {
  const values = parseQuery(query);
  return {
    ref: values?.get("ref") || values?.get("version") || "",
    timeoutMilliseconds: readDuration(values?.get("timeout") ?? "") ?? defaultTimeoutMilliseconds,
    submodules: !["0", "f", "F", "false", "FALSE", "False"].includes(values?.get("submodules") ?? ""),
  };
}

/** Go's `url.ParseQuery`: a semicolon or a bad escape makes the whole query count as absent; the first of equal keys wins. */
function parseQuery(query: string): URLSearchParams | undefined {
  return query.includes(";") || /%(?![0-9a-fA-F]{2})/.test(query) ? undefined : new URLSearchParams(query);
}

const unitMilliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** A number of seconds such as `90`, or a Go duration such as `1m30s`; in milliseconds. */
function readDuration(text: string): number | undefined {
  if (/^\+?\d+$/.test(text)) return Number(text) * 1_000 || undefined;
  if (!/^\+?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount = "", unit = ""] of text.matchAll(/([\d.]+)([a-zµ]+)/g)) {
    total += Number(amount) * (unitMilliseconds[unit] ?? 0);
  }
  return total || undefined;
}

function cut(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + separator.length)];
}
