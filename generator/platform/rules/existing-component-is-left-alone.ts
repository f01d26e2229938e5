import { saidBeyondDefaults } from "../../model/merged-values.ts";
import { existingSettingUnread } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

const OF_DELIVERED = ["replicas", "scheduling", "workloads", "extra"] as const;

/**
 * Nothing is delivered of a component that the cluster already has but what Kubeflow adds to it, so that nothing can be said of its workloads. What an
 * earlier layer said of a component that a later one declares to be there is not held against it.
 */
export const existingComponentIsLeftAlone: Rule = ({ components }, merged) => {
  const delivered = new Set(components.map(({ component }) => component.name));
  return Object.entries(merged.value.components).flatMap(([name, settings]) => {
    if (settings?.existing !== true) return [];
    const declared = saidBeyondDefaults(merged, ["components", name, "existing"])?.order ?? -1;
    return OF_DELIVERED.filter((key) => key !== "extra" || !delivered.has(name)).flatMap((key) => {
      const said = saidBeyondDefaults(merged, ["components", name, key]);
      const isTaken = said === undefined || said.value === null || said.order < declared;
      return isTaken ? [] : [existingSettingUnread(name, key, merged.place(["components", name, key], "key"))];
    });
  });
};
