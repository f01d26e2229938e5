import { existingSettingUnread } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

const OF_DELIVERED = ["replicas", "scheduling", "workloads", "extra"] as const;

/**
 * Nothing is delivered of a component that the cluster already has but what Kubeflow adds to it, so that nothing can be said of its workloads. What an
 * earlier layer said of a component that a later one declares to be there is not held against it.
 */
export const existingComponentIsLeftAlone: Rule = ({ components }, merged) => {
  const order = merged.origins([]).map(({ layer }) => layer);
  const delivered = new Set(components.map(({ component }) => component.name));
  return Object.entries(merged.value.components).flatMap(([name, settings]) => {
    if (settings?.existing !== true) return [];
    const declared = merged.origins(["components", name, "existing"]).at(-1)?.layer ?? "";
    return OF_DELIVERED.filter((key) => key !== "extra" || !delivered.has(name)).flatMap((key) => {
      const said = merged.origins(["components", name, key]).at(-1);
      const isTaken = said === undefined || said.value === null || order.indexOf(said.layer) < order.indexOf(declared);
      return isTaken ? [] : [existingSettingUnread(name, key, merged.place(["components", name, key], "key"))];
    });
  });
};
