import { join } from "node:path";
import type { Disk } from "./disk.ts";
import { errorCode } from "./disk-error.ts";

/**
 * Removes a file or a folder with everything in it; symbolic links are not followed. What is gone already is no error: two runs may
 * clean up after the same dead one.
 */
export function removeTree(path: string, disk: Disk): void {
  const entry = disk.look(path);
  if (entry === undefined) return;
  try {
    if (entry.kind === "folder") removeFolder(path, entry.mode, disk);
    else disk.removeFile(path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}

function removeFolder(folder: string, mode: number, disk: Disk): void {
  // A folder that somebody protected has to be opened before it can be emptied.
  if ((mode & 0o700) !== 0o700) disk.setMode(folder, mode | 0o700);
  for (const name of disk.list(folder)) removeTree(join(folder, name), disk);
  disk.removeFolder(folder);
}
