import { basename, dirname, join } from "node:path";
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
  return recover(folder.path, () => leftoversIn(folder, disk), disk);
}

/** The same for one output alone, of all that lies beside it: `vendor` is at the top of the user's repository. */
export function recoverOutput(output: OutputFolder, disk: Disk = nodeDisk): Result<readonly string[]> {
  return recover(output.path, () => ({ ok: true, value: leftoversOf(output, disk) }), disk);
}

function recover(name: string, find: () => Result<readonly Leftover[]>, disk: Disk): Result<readonly string[]> {
  const leftovers = tryDisk(find, (error) => outputNotRead(name, error));
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

function leftoversIn(folder: OutputFolder, disk: Disk): Result<readonly Leftover[]> {
  // A root that is not there is for others to report, and before the first run there are no outputs.
  if (disk.look(folder.root) === undefined) return { ok: true, value: [] };
  const located = locateOutput(folder, disk);
  if (!located.ok) return located;
  const { target, name } = located.value;
  const names = disk.look(target) === undefined ? [] : disk.list(target);
  return {
    ok: true,
    value: names.flatMap((leftover) => parseLeftover(leftover, target, (output) => `${name}/${output}`)),
  };
}

/** What the output itself is does not matter: where it is no folder, no run has left anything. */
function leftoversOf({ root, path }: OutputFolder, disk: Disk): readonly Leftover[] {
  const parent = dirname(join(root, path));
  if (disk.look(parent) === undefined) return [];
  const folder = disk.realPath(parent);
  const target = join(folder, basename(path));
  return disk
    .list(folder)
    .flatMap((leftover) => parseLeftover(leftover, folder, () => path))
    .filter(({ place }) => place.target === target);
}

function parseLeftover(leftover: string, folder: string, nameOf: (output: string) => string): readonly Leftover[] {
  const [, output, owner] = /^\.(.+)\.kubeflow-gitops(?:\.(owner,.*))?$/.exec(leftover) ?? [];
  return output === undefined ? [] : [{ place: placeOf(join(folder, output), nameOf(output)), owner }];
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
