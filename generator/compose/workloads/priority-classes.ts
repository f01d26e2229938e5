import type { Expectation } from "../../model/expectation.ts";
import type { Platform } from "../../model/platform.ts";
import type { DraftComponent } from "../draft-component.ts";
import { componentScheduling } from "./scheduling.ts";

/**
 * The drafts with the PriorityClasses that the values name and nobody delivers among what they expect, each in the first component that uses it.
 * Pods of a class that is not there are refused.
 */
export function withPriorityClasses(platform: Platform, drafts: readonly DraftComponent[]): readonly DraftComponent[] {
  const objects = drafts.flatMap(({ inventory }) => inventory.objects);
  const known = new Set(objects.filter(({ kind }) => kind === "PriorityClass").map(({ name }) => name));
  return drafts.map((draft) => {
    const missing = [...new Set(namedClasses(platform, draft))].filter((name) => !known.has(name));
    for (const name of missing) known.add(name);
    return missing.length === 0 ? draft : { ...draft, expected: [...draft.expected, ...missing.map(expectation)] };
  });
}

function namedClasses(platform: Platform, { component, inventory }: DraftComponent): readonly string[] {
  const { workloads = {} } = component.settings;
  const hasPods = component.component.chart !== undefined || inventory.objects.some(({ pods }) => pods);
  const all = [...(hasPods ? [componentScheduling(platform, component)] : []), ...Object.values(workloads)];
  return all.flatMap(({ priorityClassName }) => (priorityClassName === undefined ? [] : [priorityClassName]));
}

const REASON = "The values name it as the priority of pods, which are refused without it.";

function expectation(name: string): Expectation {
  const none = { keys: [], settings: {}, versions: [], equals: {}, optional: false };
  return { kind: "PriorityClass", namespace: undefined, name, ...none, reason: REASON };
}
