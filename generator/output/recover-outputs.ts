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
  const outer = locateOutput(folder, disk);
  if (!outer.ok) return outer;
  const { target, name } = outer.value;
  const listed = tryDisk(
    () => ({ ok: true, value: disk.look(target) === undefined ? [] : disk.list(target) }),
    (error) => outputNotRead(name, error),
  );
  if (!listed.ok) return listed;
  const recovered = new Set<string>();
  const problems: Problem[] = [];
  for (const leftover of listed.value.flatMap(parseLeftover)) {
    const place = placeOf(join(target, leftover.output), `${name}/${leftover.output}`);
    const outcome = tryDisk(
      () => ({ ok: true, value: recoverLeftover(place, leftover.owner, disk) }),
      (error) => outputLeftover(place.name, place.staging, error),
    );
    if (!outcome.ok) problems.push(...outcome.problems);
    else if (outcome.value) recovered.add(place.name);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: [...recovered].sort() };
}

interface Leftover {
  readonly output: string;
  /** The name of the run in the name of a folder of its own; nothing: the staging folder. */
  readonly owner: string | undefined;
}

function parseLeftover(name: string): readonly Leftover[] {
  const [, output, owner] = /^\.(.+)\.kubeflow-gitops(?:\.(owner,.*))?$/.exec(name) ?? [];
  return output === undefined ? [] : [{ output, owner }];
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
