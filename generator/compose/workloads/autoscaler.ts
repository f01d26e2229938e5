import { kindKey } from "../../facts/object-key.ts";
import { withoutCpuRequest } from "../../facts/pod-spec.ts";
import type { ObjectFacts } from "../../model/facts.ts";
import type { Platform } from "../../model/platform.ts";
import type { Problem } from "../../model/problem.ts";
import type { ValueMap } from "../../model/value.ts";
import type { AutoscalingValues } from "../../model/values.gen.ts";
import { autoscalingRefused, replicasOverruled } from "../../problems/workload-problems.ts";
import type { DraftComponent } from "../draft-component.ts";
import type { Rendered } from "../rendered-addition.ts";
import type { NamedWorkload } from "./named-workloads.ts";

/** The HorizontalPodAutoscaler that scales a workload, if a component has one. */
export function autoscalerOf(objects: readonly ObjectFacts[], workload: ObjectFacts): ObjectFacts | undefined {
  const target = `${kindKey(workload)}/${workload.namespace ?? ""}/${workload.name}`;
  return objects.find(({ scales }) => scales === target);
}

/** What `autoscaling` comes to: a change of the workload's HorizontalPodAutoscaler, or one of its own; nothing where it is not said. */
export function autoscalerAddition({ inventory }: DraftComponent, { object, settings }: NamedWorkload): Rendered[] {
  const { autoscaling } = settings;
  if (autoscaling === undefined) return [];
  const existing = autoscalerOf(inventory.objects, object);
  const from = { name: `autoscaler-${object.name}`, place: undefined };
  if (existing === undefined) return [{ ...from, kind: "resource", object: autoscaler(object, autoscaling) }];
  const { apiVersion, kind, namespace, name } = existing;
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  return [{ ...from, kind: "merge", object: { apiVersion, kind, metadata, spec: changes(autoscaling) } }];
}

function autoscaler({ apiVersion, kind, namespace, name }: ObjectFacts, autoscaling: AutoscalingValues): ValueMap {
  const { min = 1, max = min, cpu = 80 } = autoscaling;
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec: { scaleTargetRef: { apiVersion, kind, name }, minReplicas: min, maxReplicas: max, metrics: [onCpu(cpu)] },
  };
}

function changes({ min, max, cpu }: AutoscalingValues): ValueMap {
  return {
    ...(min !== undefined && { minReplicas: min }),
    ...(max !== undefined && { maxReplicas: max }),
    ...(cpu !== undefined && { metrics: [onCpu(cpu)] }),
  };
}

function onCpu(percentage: number): ValueMap {
  return {
    type: "Resource",
    resource: { name: "cpu", target: { type: "Utilization", averageUtilization: percentage } },
  };
}

/** What keeps a workload from being scaled as the values say. */
export function autoscalingProblems(platform: Platform, draft: DraftComponent, workload: NamedWorkload): Problem[] {
  const { object, settings, written } = workload;
  const { autoscaling } = settings;
  if (autoscaling === undefined) return overruledReplicas(platform, draft, object);
  const { name } = draft.component.component;
  const place = platform.locate(["components", name, "workloads", written, "autoscaling"]);
  return faults(draft, workload, autoscaling).map((fault) => autoscalingRefused(object.name, fault, place));
}

/** A number of pods that an autoscaler would change as soon as it looks: Kustomize writes it, and the controllers leave it to the autoscaler. */
function overruledReplicas(
  { locate }: Platform,
  { component: { component, settings }, inventory, replicas }: DraftComponent,
  object: ObjectFacts,
): Problem[] {
  const autoscaler = autoscalerOf(inventory.objects, object);
  const count = replicas[object.name];
  if (autoscaler === undefined || count === undefined) return [];
  const written = object.name in (settings.replicas ?? {}) ? [object.name] : [];
  const place = locate(["components", component.name, "replicas", ...written]);
  return [replicasOverruled(object.name, count, component.name, autoscaler.name, place)];
}

function faults(
  { inventory, replicas }: DraftComponent,
  { object, pods, settings }: NamedWorkload,
  autoscaling: AutoscalingValues,
): readonly string[] {
  const existing = autoscalerOf(inventory.objects, object)?.scaling;
  const { min = existing?.min ?? 1, max = existing?.max } = autoscaling;
  const hasCpu = (container: string) => {
    const { requests, limits } = settings.resources?.[container] ?? {};
    return requests?.cpu !== undefined || limits?.cpu !== undefined;
  };
  const lacking = withoutCpuRequest(pods.spec).filter((container) => !hasCpu(container));
  return [
    ...(SCALABLE.has(kindKey(object)) ? [] : [`it is a ${object.kind}`]),
    ...(replicas[object.name] === undefined ? [] : ["replicas already says how many pods it has"]),
    ...(max === undefined ? ["it has no autoscaler yet, and max is not said"] : []),
    ...(max !== undefined && min > max ? [`it cannot have at least ${min} pods and at most ${max}`] : []),
    ...(lacking.length > 0 ? [`no CPU is requested for ${lacking.join(", ")}; say so under resources`] : []),
  ];
}

const SCALABLE: ReadonlySet<string> = new Set(["apps/Deployment", "apps/StatefulSet"]);
