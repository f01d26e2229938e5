import { join } from "node:path";
import type { Problem, Result } from "../model/problem.ts";
import { outputLeftover, outputNotRead } from "../problems/output-problems.ts";
import { claimOutput, removeOwnFolder } from "./claim-output.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { tryDisk } from "./disk-error.ts";
import { locateOutput, type OutputFolder, type OutputPlace, placeOf } from "./locate-output.ts";
import { parseIdentity } from "./run-identity.ts";

/**
 * Puts right what killed runs left in the folder that holds the outputs (`clusters`): each output is as before the run or as after
 * it, and nothing else of the run remains. Gives the names of those outputs, sorted. Runs that are at work are left alone.
 */
export function recoverOutputs(folder: OutputFolder, disk: Disk = nodeDisk): Result<readonly string[]> {
  const leftovers = tryDisk(
    () => findLeftovers(folder, disk),
    (error) => outputNotRead(folder.path, error),
  );
  if (!leftovers.ok) return leftovers;
  const recovered = new Set<string>();
  const problems: Problem[] = [];
  for (const { place, owner } of leftovers.value) {
    const outcome = tryDisk(
      () => ({ ok: true, value: recoverLeftover(place, owner, disk) }),
      (error) => outputLeftover(place.name, place.staging, error),
    );
    if (!outcome.ok) problems.push(...outcome.problems);
    else if (outcome.value) recovered.add(place.name);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: [...recovered].sort() };
}

interface Leftover {
  readonly place: OutputPlace;
  /** The name of the run in the name of a folder of its own; nothing: the staging folder. */
  readonly owner: string | undefined;
}

function findLeftovers(folder: OutputFolder, disk: Disk): Result<readonly Leftover[]> {
  // A root that is not there is for others to report, and before the first run there are no outputs.
  if (disk.look(folder.root) === undefined) return { ok: true, value: [] };
  const located = locateOutput(folder, disk);
  if (!located.ok) return located;
  const { target, name } = located.value;
  const names = disk.look(target) === undefined ? [] : disk.list(target);
  return { ok: true, value: names.flatMap((leftover) => parseLeftover(leftover, target, name)) };
}

function parseLeftover(leftover: string, folder: string, folderName: string): readonly Leftover[] {
  const [, output, owner] = /^\.(.+)\.kubeflow-gitops(?:\.(owner,.*))?$/.exec(leftover) ?? [];
  if (output === undefined) return [];
  return [{ place: placeOf(join(folder, output), `${folderName}/${output}`), owner }];
}

/** Whether there was something to put right. */
function recoverLeftover(place: OutputPlace, owner: string | undefined, disk: Disk): boolean {
  if (owner === undefined) {
    const claim = claimOutput(place, disk);
    if ("owner" in claim) return false;
    claim.release();
    return true;
  }
  const run = parseIdentity(owner);
  return run !== undefined && removeOwnFolder(place, run, disk);
}
