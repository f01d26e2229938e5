import { kindKey, objectKey } from "../../facts/object-key.ts";
import type { ObjectFacts } from "../../model/facts.ts";
import type { Platform } from "../../model/platform.ts";
import type { SchedulingValues } from "../../model/values.gen.ts";
import type { DraftComponent } from "../draft-component.ts";
import { autoscalerOf } from "./autoscaler.ts";
import { type ExistingBudget, existingBudget } from "./disruption-budget.ts";
import { layerObjects } from "./layer-objects.ts";
import type { NamedWorkload } from "./named-workloads.ts";
import { type Labels, podSelector } from "./pod-selector.ts";
import { componentScheduling, unsaidScheduling, workloadScheduling } from "./scheduling.ts";

/** A workload with what the values say of where its pods run, its own say before that of all. */
export interface ScheduledWorkload extends NamedWorkload {
  readonly scheduling: SchedulingValues;
  /** Whether it may have more than one pod. */
  readonly hasSeveral: boolean;
  /** By which its pods are found. */
  readonly selector: Labels | undefined;
  readonly budget: ExistingBudget | undefined;
}

/** Those whose pods are replicas of each other. */
export const REPLICATED: ReadonlySet<string> = new Set(["apps/Deployment", "apps/StatefulSet"]);

/** What of the whole platform has to do with pods: their labels may be shared, and a budget may be in another component. */
export interface PodNeighbours {
  readonly workloads: readonly ObjectFacts[];
  readonly budgets: readonly ObjectFacts[];
}

/** Those among the objects of the whole platform. */
export function podNeighbours(objects: readonly ObjectFacts[]): PodNeighbours {
  return {
    workloads: objects.filter(({ pods }) => pods !== undefined),
    budgets: objects.filter(({ protects }) => protects !== undefined),
  };
}

/** The workloads of a component so. */
export function scheduledWorkloads(
  platform: Platform,
  draft: DraftComponent,
  named: readonly NamedWorkload[],
  { workloads, budgets }: PodNeighbours,
): readonly ScheduledWorkload[] {
  const { component, inventory, replicas } = draft;
  const ofLayers = layerObjects(draft);
  const ofComponent = componentScheduling(platform, component);
  return named.map((workload) => {
    const { object, pods, settings } = workload;
    const manifest = ofLayers.get(objectKey(object)) ?? {};
    const count = replicas[object.name] ?? pods.replicas ?? 1;
    const isScaled = settings.autoscaling !== undefined || autoscalerOf(inventory.objects, object) !== undefined;
    return {
      ...workload,
      scheduling: workloadScheduling(unsaidScheduling(ofComponent, kindKey(object), manifest), object.kind, settings),
      hasSeveral: REPLICATED.has(kindKey(object)) && (count > 1 || isScaled),
      selector: podSelector(object, pods, workloads),
      budget: existingBudget(workload, budgets, { inventory, ofLayers }),
    };
  });
}

/** Whether the values ask for a budget. What is said of one workload by name holds for one pod too: that it may not be evicted, for example. */
export function wantsBudget({ scheduling, settings, hasSeveral }: ScheduledWorkload): boolean {
  return scheduling.disruptionBudget !== undefined && (hasSeveral || settings.disruptionBudget !== undefined);
}
