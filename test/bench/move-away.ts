import { existsSync, renameSync } from "node:fs";

let moved = 0;

/**
 * Empties a place without removing anything. ext4 does not give out again what was freed in the last seconds, and looking for inodes that it may give
 * would take half a second of what is measured next.
 */
export function moveAway(folder: string): void {
  if (existsSync(folder)) renameSync(folder, `${folder}-${++moved}.old`);
}
