import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A new folder for a benchmark; all of them are removed at the end. ext4 does not give out again what was freed in the last minutes, where it has no
 * journal, and looking for inodes that it may give would take half of what is measured next.
 */
export function workFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `bench-${name}-`));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let moved = 0;

/** Empties a place without removing anything, for the same reason. */
export function moveAway(folder: string): void {
  if (existsSync(folder)) renameSync(folder, `${folder}-${++moved}.old`);
}
