import { join } from "node:path";
import type { Disk, DiskEntry } from "./disk.ts";
import { errorCode } from "./disk-error.ts";
import type { OutputPlace } from "./locate-output.ts";
import type { OutputPlan } from "./plan-output.ts";
import type { CurrentOutput } from "./read-output.ts";
import { NEXT } from "./swap-trees.ts";

/** Builds the complete next tree in the staging folder: what is kept by hard link, what is written new. It is flushed when this resolves. */
export async function stageTree(
  place: OutputPlace,
  plan: OutputPlan,
  current: CurrentOutput,
  disk: Disk,
): Promise<void> {
  const next = join(place.staging, NEXT);
  const fresh: string[] = [];
  for (const folder of plan.folders) disk.makeFolder(join(next, folder));
  for (const path of plan.keep) {
    const copied = keepFile(join(place.target, path), join(next, path), current.entries.get(path)!, disk);
    if (copied) fresh.push(join(next, path));
  }
  for (const [path, content] of plan.write) {
    disk.write(join(next, path), content);
    fresh.push(join(next, path));
  }
  await disk.flush([...fresh, ...plan.folders.map((folder) => join(next, folder))]);
  // Last and from the inside out: nobody may write into a folder once it is as protected as the one it replaces.
  for (const folder of [...plan.folders].reverse()) {
    const replaced = current.entries.get(folder);
    if (replaced !== undefined) protectLike(replaced, join(next, folder), disk);
  }
}

/** File systems without hard links, and those of other users' files. A mount point inside the folder is none of them. */
const NO_HARD_LINK = ["EPERM", "EACCES", "EMLINK", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"];

/** Puts a file or link into the new tree as it is; whether it had to be copied into a new file. */
function keepFile(from: string, to: string, entry: DiskEntry, disk: Disk): boolean {
  if (entry.kind === "symlink") {
    disk.copySymlink(from, to);
    return false;
  }
  try {
    disk.link(from, to);
    return false;
  } catch (error) {
    if (entry.kind !== "file" || !NO_HARD_LINK.includes(errorCode(error))) throw error;
    disk.copy(from, to);
    return true;
  }
}

function protectLike(replaced: DiskEntry, folder: string, disk: Disk): void {
  const made = disk.look(folder);
  if (made === undefined) return;
  if (made.uid !== replaced.uid || made.gid !== replaced.gid) giveBack(replaced, folder, disk);
  if (made.mode !== replaced.mode) disk.setMode(folder, replaced.mode);
}

/** Only root may give a folder away, and only root has to: a run in a container must not lock its user out. */
function giveBack(replaced: DiskEntry, folder: string, disk: Disk): void {
  try {
    disk.setOwner(folder, replaced.uid, replaced.gid);
  } catch (error) {
    if (errorCode(error) !== "EPERM") throw error;
  }
}
