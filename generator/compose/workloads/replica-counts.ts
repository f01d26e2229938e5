import type { ObjectFacts } from "../../model/facts.ts";
import type { Platform, PlatformComponent } from "../../model/platform.ts";
import type { Problem, Result } from "../../model/problem.ts";
import { replicasHitNothing } from "../../problems/compose-problems.ts";
import type { Inventory } from "../inventory.ts";
import { namesOf } from "../templates/upstream-view.ts";

/** By the name of the workload. */
export type ReplicaCounts = Readonly<Record<string, number>>;

/**
 * The replica counts of the values under the names that the release's workloads have. A workload may be named as another release does; one
 * that this release is known not to have, or that the values take out, is passed over. Problems: names of workloads that are not there.
 */
export function replicaCounts(
  platform: Platform,
  { component, settings }: PlatformComponent,
  { objects, removed }: Inventory,
): Result<ReplicaCounts> {
  const workloads = objects.filter(isScaled).map(({ name }) => name);
  const names = namesOf(platform, component.name);
  const counts: Record<string, number> = {};
  const problems: Problem[] = [];
  for (const [written, count] of Object.entries(settings.replicas ?? {})) {
    const name = workloads.includes(written) ? written : (names[written] ?? written);
    const isKnownAbsent = names[written] === null || removed.some(({ object }) => object.name === name);
    if (workloads.includes(name)) counts[name] = count;
    else if (!isKnownAbsent) {
      const place = platform.locate(["components", component.name, "replicas", written]);
      problems.push(replicasHitNothing(written, component.name, workloads, place));
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: counts };
}

/** The inventory once the values have said how many pods there are. */
export function withReplicas(inventory: Inventory, counts: ReplicaCounts): Inventory {
  const objects = inventory.objects.map((object) => {
    const replicas = isScaled(object) ? counts[object.name] : undefined;
    return replicas === undefined || object.pods === undefined
      ? object
      : { ...object, pods: { ...object.pods, replicas } };
  });
  return { ...inventory, objects };
}

/** The counts that hold at the end: Kustomize writes them over whatever a patch says. */
export function unchangedCounts(counts: ReplicaCounts, { objects }: Inventory): ReplicaCounts {
  const holds = ([name, count]: [string, number]) =>
    objects.some((object) => isScaled(object) && object.name === name && object.pods?.replicas === count);
  return Object.fromEntries(Object.entries(counts).filter(holds));
}

function isScaled({ kind }: ObjectFacts): boolean {
  return kind === "Deployment" || kind === "StatefulSet";
}
