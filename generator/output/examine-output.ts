import type { Result } from "../model/problem.ts";
import type { Disk } from "./disk.ts";
import type { OutputPlace } from "./locate-output.ts";
import { type OutputPlan, planOutput } from "./plan-output.ts";
import { type CurrentOutput, readOutput } from "./read-output.ts";
import type { SealedTree } from "./seal-tree.ts";

/** An output folder at one moment, and what it takes to bring it up to date. */
export interface Examined {
  readonly current: CurrentOutput;
  readonly plan: OutputPlan;
}

/** Looks at an output folder without touching it. */
export function examineOutput(place: OutputPlace, sealed: SealedTree, disk: Disk): Result<Examined> {
  const current = readOutput(place, new Set(sealed.keys()), disk);
  if (!current.ok) return current;
  const plan = planOutput(place.name, current.value, sealed);
  return plan.ok ? { ok: true, value: { current: current.value, plan: plan.value } } : plan;
}
