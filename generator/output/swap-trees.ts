import { join } from "node:path";
import type { Disk } from "./disk.ts";
import { holdSignals } from "./hold-signals.ts";
import type { OutputPlace } from "./locate-output.ts";

/** The new tree, in the staging folder until it is complete. */
export const NEXT = "next";
/** The old tree, in the staging folder from the swap until it is removed. */
export const PREVIOUS = "previous";

/**
 * Puts the next tree in the target's place, and the target away as the previous tree. Between the two renames there is no target:
 * `restoreTarget` knows that moment, also when the second one fails, and docs/decisions/swap-by-two-renames.md says why it is there.
 */
export async function swapTrees(place: OutputPlace, disk: Disk): Promise<void> {
  await holdSignals(() => {
    if (disk.look(place.target) !== undefined) disk.rename(place.target, join(place.staging, PREVIOUS));
    disk.rename(join(place.staging, NEXT), place.target);
  });
}

/** Undoes `swapTrees`. */
export async function swapBack(place: OutputPlace, disk: Disk): Promise<void> {
  await holdSignals(() => {
    disk.rename(place.target, join(place.staging, NEXT));
    restoreTarget(place, disk);
  });
}

/**
 * Brings back a target that a run put away and then, killed or failed, did not replace; whether there was one. Both trees are in
 * the staging folder at that moment only: when the next one is not, it has been in place, and whoever removed the target since did
 * so on purpose.
 */
export function restoreTarget(place: OutputPlace, disk: Disk): boolean {
  const previous = join(place.staging, PREVIOUS);
  const isThere = (path: string) => disk.look(path) !== undefined;
  if (isThere(place.target) || !isThere(previous) || !isThere(join(place.staging, NEXT))) return false;
  disk.rename(previous, place.target);
  return true;
}
