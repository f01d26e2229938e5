/** What every source was when `lock` looked: `sources.lock.yaml`. */
export interface SourcesLock {
  /** By URL, then ref. */
  readonly repositories: readonly LockedRepository[];
  /** By URL. */
  readonly files: readonly LockedFile[];
  /** By release: what `vendor` copies for it. */
  readonly releases: readonly LockedRelease[];
}

/** A git repository at one version. */
export interface LockedRepository {
  /** As the kustomizations name it, without credentials. */
  readonly url: string;
  /** The branch, tag or commit that they ask for; `""` for the default branch. */
  readonly ref: string;
  /** The commit that it was: all 40 hexadecimal digits. */
  readonly commit: string;
  /** Of its tree, see `hashTree`: 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A file that a kustomization names by URL. */
export interface LockedFile {
  readonly url: string;
  /** Of its content. */
  readonly sha256: string;
}

export interface LockedRelease {
  readonly name: string;
  /** The commit that the release file pinned. */
  readonly commit: string;
  /** Of the files that `vendor` writes for it, by path below `vendor/`; see `hashTree`. */
  readonly vendored: string;
}

/** Where the lock is in the user's root. */
export const LOCK_FILE = "sources.lock.yaml";

/** Where vendored sources are in the user's root. */
export const VENDOR = "vendor";

/** The folder below `vendor/` of a repository at a commit: `community-distribution@0d1a00306501`. */
export function vendorFolder(url: string, commit: string): string {
  const name = url
    .replace(/(?<!\/)\/+$/, "")
    .replace(/\.git$/, "")
    .split(/[/:]/)
    .at(-1);
  return `${(name ?? "").replace(/[^A-Za-z0-9._-]/g, "-")}@${commit.slice(0, 12)}`;
}
