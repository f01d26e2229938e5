import { dirname, join } from "node:path";
import type { Problem } from "../model/problem.ts";
import {
  type OutputState,
  outputChangedMeanwhile,
  outputNotWritten,
  outputTakenOver,
} from "../problems/output-problems.ts";
import type { Claim } from "./claim-output.ts";
import type { Disk, DiskEntry } from "./disk.ts";
import { isDiskError } from "./disk-error.ts";
import type { Examined } from "./examine-output.ts";
import type { OutputPlace } from "./locate-output.ts";
import { readEntries } from "./read-output.ts";
import { stageTree } from "./stage-tree.ts";
import { PREVIOUS, restoreTarget, swapBack, swapTrees } from "./swap-trees.ts";

/**
 * Carries out a plan: the complete next tree is staged and flushed, then takes the target's place. A failed file operation becomes
 * a problem that says what is in place now; nothing of the plan is left half done.
 */
export async function replaceOutput(
  place: OutputPlace,
  { plan, current }: Examined,
  claim: Claim,
  disk: Disk,
): Promise<readonly Problem[]> {
  let state: OutputState = "unchanged";
  try {
    await stageTree(place, plan, current, disk);
    if (!claim.isHeld()) return [outputTakenOver(place.name)];
    await swapTrees(place, disk);
    state = "replaced";
    await disk.flush([place.staging, dirname(place.target)]);
    const late = lateChange(current.entries, readEntries(join(place.staging, PREVIOUS), disk));
    if (late === undefined) return [];
    await swapBack(place, disk);
    return [outputChangedMeanwhile(place.name, join(place.name, late))];
  } catch (error) {
    if (!isDiskError(error)) throw error;
    return [outputNotWritten(place.name, error, settle(place, state, disk))];
  }
}

/** Brings the old target back after half a swap; which files are in place then. */
function settle(place: OutputPlace, state: OutputState, disk: Disk): OutputState {
  try {
    return restoreTarget(place, disk) ? "unchanged" : state;
  } catch (error) {
    if (!isDiskError(error)) throw error;
    return "absent";
  }
}

/** The first path at which somebody made, replaced, edited or removed a file after it was read: the next tree does not have that. */
function lateChange(
  read: ReadonlyMap<string, DiskEntry>,
  previous: ReadonlyMap<string, DiskEntry>,
): string | undefined {
  for (const [path, entry] of previous) {
    const before = read.get(path);
    if (before?.kind !== entry.kind) return path;
    if (entry.kind !== "folder" && before.stamp !== entry.stamp) return path;
  }
  return [...read.keys()].find((path) => !previous.has(path));
}
