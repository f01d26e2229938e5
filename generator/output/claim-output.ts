import { join } from "node:path";
import type { Disk } from "./disk.ts";
import { errorCode } from "./disk-error.ts";
import type { OutputPlace } from "./locate-output.ts";
import { removeTree } from "./remove-tree.ts";
import { identifyRun, isAlive, parseIdentity, printIdentity, type RunIdentity } from "./run-identity.ts";
import { NEXT, PREVIOUS, restoreTarget } from "./swap-trees.ts";

/** The right to write an output folder, which one run has at a time. */
export interface Claim {
  /** Still ours? A run that was asleep for long may have been taken for dead. */
  readonly isHeld: () => boolean;
  /** Gives the right back and removes the staging folder; a target that a failed swap left in there is brought back first. */
  readonly release: () => void;
}

/** The run that has the right; `undefined`: the staging folder does not say which. */
export interface ClaimedByOther {
  readonly owner: RunIdentity | undefined;
}

/**
 * Claims an output folder, or says which run has it; what a dead run left is put right on the way. The claim is the staging folder
 * itself, and each change of its owner is one rename, so that there is no moment without an owner and never two of them: it is made
 * under a name of its own and renamed to the common one, which fails where that is taken; it is taken over from a dead run by
 * renaming the owner's file in it, which works for one only; it is given back by renaming it away.
 */
export function claimOutput(place: OutputPlace, disk: Disk): Claim | ClaimedByOther {
  const here = identifyRun();
  // A further round means that another run has just made, taken over or removed the folder.
  for (;;) {
    const found = findOwner(place.staging, disk);
    if (found === undefined) {
      if (createStaging(place, here, disk)) break;
    } else if (found.owner === undefined || isAlive(found.owner, here)) {
      return found;
    } else if (takeOver(place, found.owner, here, disk)) {
      break;
    }
  }
  const isHeld = () => disk.look(join(place.staging, printIdentity(here))) !== undefined;
  return {
    isHeld,
    release: () => {
      if (!isHeld()) return;
      restoreTarget(place, disk);
      disk.rename(place.staging, ownFolder(place, here));
      removeStaging(ownFolder(place, here), disk);
    },
  };
}

/** Whether a run is at work at a place, or left something there. */
export function isClaimed(place: OutputPlace, disk: Disk): boolean {
  return disk.look(place.staging) !== undefined;
}

/** Removes a folder that a run had under a name of its own, before or after its claim, unless the run is at work. */
export function removeOwnFolder(place: OutputPlace, owner: RunIdentity, disk: Disk): boolean {
  if (isAlive(owner, identifyRun())) return false;
  removeStaging(ownFolder(place, owner), disk);
  return true;
}

function findOwner(staging: string, disk: Disk): ClaimedByOther | undefined {
  try {
    const owners = disk.list(staging).map(parseIdentity);
    return { owner: owners.find((owner) => owner !== undefined) };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether the folder is ours now: it is complete, owner's file and all, before it gets the common name. */
function createStaging(place: OutputPlace, here: RunIdentity, disk: Disk): boolean {
  const own = ownFolder(place, here);
  disk.makeFolder(own);
  try {
    // Whatever happens to this run, git is not to see any of it.
    disk.write(join(own, ".gitignore"), Buffer.from("*\n"));
    disk.write(join(own, printIdentity(here)), new Uint8Array());
    disk.rename(own, place.staging);
    return true;
  } catch (error) {
    removeTree(own, disk);
    if (["ENOTEMPTY", "EEXIST"].includes(errorCode(error))) return false;
    throw error;
  }
}

/** Whether we are the one that took the folder over; the output is then as the dead run found it or as it left it. */
function takeOver(place: OutputPlace, from: RunIdentity, here: RunIdentity, disk: Disk): boolean {
  try {
    disk.rename(join(place.staging, printIdentity(from)), join(place.staging, printIdentity(here)));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
  restoreTarget(place, disk);
  for (const tree of [NEXT, PREVIOUS]) removeTree(join(place.staging, tree), disk);
  return true;
}

/** The trees first: as long as any of them is there, so is the file that hides them from git. */
function removeStaging(folder: string, disk: Disk): void {
  for (const tree of [NEXT, PREVIOUS]) removeTree(join(folder, tree), disk);
  removeTree(folder, disk);
}

function ownFolder(place: OutputPlace, run: RunIdentity): string {
  return `${place.staging}.${printIdentity(run)}`;
}
