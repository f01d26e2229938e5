import { join } from "node:path";
import { OWNERSHIP_FILE } from "../model/file-tree.ts";
import type { Result } from "../model/problem.ts";
import { outputNotRead, ownershipUnreadable } from "../problems/output-problems.ts";
import type { Disk, DiskEntry } from "./disk.ts";
import { tryDisk } from "./disk-error.ts";
import type { OutputPlace } from "./locate-output.ts";
import { type Ownership, parseOwnership } from "./ownership.ts";

/** What is in an output folder. */
export interface CurrentOutput {
  /** Everything below the folder by relative path, parents first; the folder itself as `""`. Empty: there is no folder. */
  readonly entries: ReadonlyMap<string, DiskEntry>;
  /** Contents of those files that were generated or are about to be; nobody else's file is ever opened. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Nothing: the folder is not ours yet. */
  readonly ownership: Ownership | undefined;
}

/** Reads what is in the place; `generated` says which paths are about to be written. A damaged ownership file is a problem. */
export function readOutput(place: OutputPlace, generated: ReadonlySet<string>, disk: Disk): Result<CurrentOutput> {
  return tryDisk(
    () => readFiles(place, generated, disk),
    (error) => outputNotRead(place.name, error),
  );
}

function readFiles(place: OutputPlace, generated: ReadonlySet<string>, disk: Disk): Result<CurrentOutput> {
  const entries = readEntries(place.target, disk);
  const contents = new Map<string, Uint8Array>();
  const read = (path: string) => {
    const content = disk.read(join(place.target, path));
    contents.set(path, content);
    return content;
  };
  const listed = entries.get(OWNERSHIP_FILE);
  if (listed !== undefined && listed.kind !== "file") return unreadable(place);
  const ownership = listed && parseOwnership(Buffer.from(read(OWNERSHIP_FILE)).toString());
  if (listed !== undefined && ownership === undefined) return unreadable(place);
  for (const [path, { kind }] of entries) {
    if (kind !== "file" || path === OWNERSHIP_FILE) continue;
    if (generated.has(path) || ownership?.files.has(path) === true) read(path);
  }
  return { ok: true, value: { entries, contents, ownership } };
}

/** Everything below a folder by relative path, parents first, itself as `""`; symbolic links are not followed. */
export function readEntries(folder: string, disk: Disk): ReadonlyMap<string, DiskEntry> {
  const entries = new Map<string, DiskEntry>();
  const visit = (path: string) => {
    const entry = disk.look(join(folder, path));
    if (entry === undefined) return;
    entries.set(path, entry);
    if (entry.kind !== "folder") return;
    for (const name of disk.list(join(folder, path))) visit(path === "" ? name : `${path}/${name}`);
  };
  visit("");
  return entries;
}

function unreadable(place: OutputPlace): Result<never> {
  return { ok: false, problems: [ownershipUnreadable(`${place.name}/${OWNERSHIP_FILE}`)] };
}
