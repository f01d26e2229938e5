import type { SourcesLock } from "../model/sources-lock.ts";

/** How one source is locked differently than before; one line for people. */
export interface LockChange {
  readonly change: "added" | "moved" | "changed" | "removed";
  readonly text: string;
}

/** What a new lock changes of the old one, in the order of the lock. */
export function compareLocks(old: SourcesLock | undefined, lock: SourcesLock): readonly LockChange[] {
  const before = entriesOf(old);
  const after = entriesOf(lock);
  const names = [...new Set([...after.keys(), ...before.keys()])];
  return names.flatMap((name): LockChange[] => {
    const [was, is] = [before.get(name), after.get(name)];
    if (is === undefined) return [{ change: "removed", text: name }];
    if (was === undefined) return [{ change: "added", text: `${name} ${is.version}` }];
    if (was.version !== is.version) return [{ change: "moved", text: `${name} ${was.version} -> ${is.version}` }];
    return was.digest === is.digest ? [] : [{ change: "changed", text: `${name} ${was.digest} -> ${is.digest}` }];
  });
}

interface Entry {
  readonly version: string;
  readonly digest: string;
}

function entriesOf(lock: SourcesLock | undefined): ReadonlyMap<string, Entry> {
  const { repositories = [], files = [], releases = [] } = lock ?? {};
  return new Map([
    ...repositories.map(({ url, ref, commit, sha256 }): [string, Entry] => [
      `${ref || "HEAD"} of ${url}`,
      { version: commit, digest: sha256 },
    ]),
    ...files.map(({ url, sha256 }): [string, Entry] => [url, { version: sha256, digest: sha256 }]),
    ...releases.map(({ name, commit, vendored }): [string, Entry] => [
      `Kubeflow ${name}`,
      { version: commit, digest: vendored },
    ]),
  ]);
}
