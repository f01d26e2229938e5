import type { SourcesLock } from "../model/sources-lock.ts";
import { printValue } from "../yaml/print-value.ts";

const COMMENT =
  "# What upstream's manifests must be, to the byte. Written by `npm run lock`: commit it, do not edit it.\n";

/** The text of the lock, its lists sorted. */
export function printLock({ repositories, files, releases }: SourcesLock): string {
  return (
    COMMENT +
    printValue({
      version: 1,
      repositories: sorted(repositories, ({ url, ref }) => `${url} ${ref}`).map(({ url, ref, commit, sha256 }) => ({
        url,
        ref,
        commit,
        sha256,
      })),
      files: sorted(files, ({ url }) => url).map(({ url, sha256 }) => ({ url, sha256 })),
      releases: sorted(releases, ({ name }) => name).map(({ name, commit, vendored }) => ({ name, commit, vendored })),
    })
  );
}

function sorted<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
