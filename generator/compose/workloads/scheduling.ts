import { podTemplate } from "../../facts/pod-template.ts";
import { listAt, mapAt } from "../../facts/value-at.ts";
import type { Platform, PlatformComponent } from "../../model/platform.ts";
import type { Value, ValueMap } from "../../model/value.ts";
import type { SchedulingValues, WorkloadValues } from "../../model/values.gen.ts";
import { joinAffinity } from "./affinity.ts";
import type { Labels } from "./pod-selector.ts";

/** What the values say of all workloads of a component: the component's say about a key goes before the platform's. */
export function componentScheduling({ values }: Platform, { settings }: PlatformComponent): SchedulingValues {
  return { ...values.scheduling, ...settings.scheduling };
}

/** The same without the keys of which a workload's own manifest, of this `group/Kind`, says something. */
export function unsaidScheduling(scheduling: SchedulingValues, key: string, manifest: ValueMap): SchedulingValues {
  const said = mapAt(podTemplate(key, manifest), ["spec"]) ?? {};
  return Object.fromEntries(Object.entries(scheduling).filter(([field]) => !Object.hasOwn(said, field)));
}

/** What they say of one workload. A DaemonSet belongs on every node: only what is said of it by name moves it. */
export function workloadScheduling(
  ofComponent: SchedulingValues,
  kind: string,
  { resources: _resources, autoscaling: _autoscaling, ...own }: WorkloadValues,
): SchedulingValues {
  return kind === "DaemonSet" ? own : { ...ofComponent, ...own };
}

/** The fields of a pod's spec that say where it runs. What upstream says is in them where a patch would replace it. */
export function podPlacement(spec: ValueMap, scheduling: SchedulingValues): ValueMap {
  const { nodeSelector = {}, tolerations = [], affinity = {}, priorityClassName } = scheduling;
  return {
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(tolerations.length > 0 && {
      tolerations: withoutRepetition([...listAt(spec, ["tolerations"]), ...tolerations]),
    }),
    ...(Object.keys(affinity).length > 0 && {
      affinity: joinAffinity(mapAt(spec, ["affinity"]), affinity as ValueMap),
    }),
    ...(priorityClassName !== undefined && { priorityClassName }),
  } as ValueMap;
}

/** The spread of the pods with these labels; none where nothing tells them from others. */
export function podSpread(
  matchLabels: Labels | undefined,
  { topologySpreadConstraints = [] }: SchedulingValues,
): readonly ValueMap[] {
  if (matchLabels === undefined) return [];
  return topologySpreadConstraints.map(({ topologyKey, maxSkew = 1, whenUnsatisfiable = "ScheduleAnyway" }) => ({
    topologyKey,
    maxSkew,
    whenUnsatisfiable,
    labelSelector: { matchLabels },
  }));
}

function withoutRepetition(values: readonly unknown[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value as Value])).values()];
}
