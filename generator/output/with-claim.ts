import { dirname } from "node:path";
import type { Result } from "../model/problem.ts";
import { outputLeftover, outputLocked, outputNotWritten } from "../problems/output-problems.ts";
import { type Claim, claimOutput } from "./claim-output.ts";
import type { Disk } from "./disk.ts";
import { errorCode, isDiskError, tryDisk } from "./disk-error.ts";
import type { OutputPlace } from "./locate-output.ts";

/**
 * Runs an action as the one run that may write the output, and cleans up after it. Gives what the action gives, or that another run
 * is at work, that there can be no claim here, or that something had to be left behind.
 */
export async function withClaim<T>(
  place: OutputPlace,
  disk: Disk,
  action: (claim: Claim) => Promise<Result<T>>,
): Promise<Result<T>> {
  const made: string[] = [];
  const claim = tryDisk(
    () => claimWithParents(place, made, disk),
    (error) => outputNotWritten(place.name, error, "unchanged"),
  );
  const result = claim.ok ? await runClaimed(claim.value, action, place) : claim;
  if (!result.ok) removeParents(made, disk);
  return result;
}

function claimWithParents(place: OutputPlace, made: string[], disk: Disk): Result<Claim> {
  makeParents(place.target, made, disk);
  const claim = claimOutput(place, disk);
  if (!("owner" in claim)) return { ok: true, value: claim };
  return { ok: false, problems: [outputLocked(place.name, place.staging, claim.owner)] };
}

async function runClaimed<T>(
  claim: Claim,
  action: (claim: Claim) => Promise<Result<T>>,
  place: OutputPlace,
): Promise<Result<T>> {
  const result = await action(claim);
  const released = tryDisk(
    () => ({ ok: true, value: claim.release() }),
    (error) => outputLeftover(place.name, place.staging, error),
  );
  if (result.ok && released.ok) return result;
  return { ok: false, problems: [result, released].flatMap((outcome) => (outcome.ok ? [] : outcome.problems)) };
}

/** Makes the folders above a path that are not there, and adds them to `made`, the outermost first. */
function makeParents(path: string, made: string[], disk: Disk): void {
  const parent = dirname(path);
  if (disk.look(parent) !== undefined) return;
  makeParents(parent, made, disk);
  try {
    disk.makeFolder(parent);
    made.push(parent);
  } catch (error) {
    // The run of another environment was faster.
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/** Leaves no empty folders behind; one that another run uses meanwhile stays. */
function removeParents(made: readonly string[], disk: Disk): void {
  try {
    for (const folder of [...made].reverse()) disk.removeFolder(folder);
  } catch (error) {
    if (!isDiskError(error)) throw error;
  }
}
