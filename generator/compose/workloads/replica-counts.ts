import type { Platform, PlatformComponent } from "../../model/platform.ts";
import type { Problem, Result } from "../../model/problem.ts";
import { replicasHitNothing } from "../../problems/compose-problems.ts";
import type { Inventory } from "../inventory.ts";
import { namesOf } from "../templates/upstream-view.ts";

/**
 * The replica counts of the values under the names that the release's workloads have. A workload may be named as another release does; one
 * that this release is known not to have, or that the values take out, is passed over. Problems: names of workloads that are not there.
 */
export function replicaCounts(
  platform: Platform,
  { component, settings }: PlatformComponent,
  { objects, removed }: Inventory,
): Result<Readonly<Record<string, number>>> {
  const workloads = objects
    .filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet")
    .map(({ name }) => name);
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
