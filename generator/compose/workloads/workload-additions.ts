import { kindKey } from "../../facts/object-key.ts";
import { CONTAINER_LISTS, containerNames, mountedClaims } from "../../facts/pod-spec.ts";
import { inPodTemplate } from "../../facts/pod-template.ts";
import type { ObjectFacts } from "../../model/facts.ts";
import type { Platform } from "../../model/platform.ts";
import type { Problem, Result } from "../../model/problem.ts";
import type { ValueMap } from "../../model/value.ts";
import { schedulingHitsNothing, severalPodsRefused, volumeNotShared } from "../../problems/workload-problems.ts";
import type { DraftComponent } from "../draft-component.ts";
import { mergeForTarget, patchTarget } from "../patch-target.ts";
import type { Rendered } from "../rendered-addition.ts";
import { autoscalerAddition, autoscalingProblems } from "./autoscaler.ts";
import { type ConfigurationChanges, configurationChecksum } from "./configuration-changes.ts";
import { disruptionBudgetAddition } from "./disruption-budget.ts";
import { type NamedWorkload, namedWorkloads } from "./named-workloads.ts";
import { WORKLOAD } from "./pod-selector.ts";
import {
  type PodNeighbours,
  REPLICATED,
  type ScheduledWorkload,
  scheduledWorkloads,
  wantsBudget,
} from "./scheduled-workload.ts";
import { podPlacement, podSpread } from "./scheduling.ts";

/** The annotation on pods that changes with the configuration that they read. */
export const CHECKSUM = "kubeflow-gitops/configuration-checksum";

/**
 * What the values say of a component's workloads, as additions: patches of their pods, HorizontalPodAutoscalers, PodDisruptionBudgets. Problems:
 * names of workloads and containers that are not there, workloads that cannot be scaled, settings that reach no pod.
 */
export function workloadAdditions(
  platform: Platform,
  draft: DraftComponent,
  changes: ConfigurationChanges,
  neighbours: PodNeighbours,
): Result<readonly Rendered[]> {
  const named = namedWorkloads(platform, draft);
  if (!named.ok) return named;
  const workloads = scheduledWorkloads(platform, draft, named.value, neighbours);
  const problems = [
    ...unreadScheduling(platform, draft),
    ...workloads.flatMap((workload) => autoscalingProblems(platform, draft, workload)),
    ...workloads.flatMap((workload) => volumeProblems(platform, draft, workload)),
    ...workloads.flatMap((workload) => severalPodsProblems(platform, draft, workload)),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: [
      ...sharedPatches("scheduling", workloads, ({ pods, scheduling }) => specOf(podPlacement(pods.spec, scheduling))),
      ...sharedPatches("configuration-checksum", workloads, (workload) => checksumAnnotation(draft, workload, changes)),
      ...workloads.flatMap(workloadPatch),
      ...workloads.flatMap((workload) => autoscalerAddition(draft, workload)),
      ...workloads.flatMap(budgetAddition),
    ],
  };
}

/** Those whose pods are replaced when the template changes; a Job's never can be. */
const ROLLED_OUT: ReadonlySet<string> = new Set([...REPLICATED, "apps/DaemonSet"]);

/** Patches of pod templates, one for all workloads that get the same: most of them do. `fragment`: what a workload's template gets, nothing where empty. */
function sharedPatches(
  name: string,
  workloads: readonly ScheduledWorkload[],
  fragment: (workload: ScheduledWorkload) => ValueMap,
): Rendered[] {
  const groups = new Map<string, { readonly template: ValueMap; readonly objects: [ObjectFacts, ...ObjectFacts[]] }>();
  for (const workload of workloads) {
    const { object } = workload;
    const template = fragment(workload);
    if (Object.keys(template).length === 0) continue;
    const key = JSON.stringify([object.apiVersion, object.kind, object.namespace, template]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { template, objects: [object] });
    else group.objects.push(object);
  }
  return [...groups.values()].map(({ template, objects }) => sharedPatch(name, template, objects));
}

function sharedPatch(name: string, template: ValueMap, objects: readonly [ObjectFacts, ...ObjectFacts[]]): Rendered {
  const [first, ...others] = objects;
  const { apiVersion, kind } = first;
  return {
    kind: "operations",
    name: others.length === 0 ? `${name}-${first.name}` : name,
    place: undefined,
    target: patchTarget(objects),
    patch: mergeForTarget({ apiVersion, kind, ...inPodTemplate(kindKey(first), template) }),
  };
}

/** The annotation of those whose pods are replaced when their template changes. */
function checksumAnnotation(
  { component }: DraftComponent,
  { object, pods }: NamedWorkload,
  changes: ConfigurationChanges,
): ValueMap {
  if (!ROLLED_OUT.has(kindKey(object))) return {};
  const reads = [...(pods.reads ?? []), ...(component.component.readsAtStart[object.name] ?? [])];
  const checksum = configurationChecksum(changes, object.namespace, reads);
  return checksum === undefined ? {} : { metadata: { annotations: { [CHECKSUM]: checksum } } };
}

/** What only this workload gets. */
function workloadPatch(workload: ScheduledWorkload): Rendered[] {
  const { object, pods, settings, scheduling, hasSeveral, selector } = workload;
  const spread = hasSeveral || settings.topologySpreadConstraints ? podSpread(selector, scheduling) : [];
  const isFound = spread.length > 0 || wantsBudget(workload);
  const template = {
    ...(isFound && selector?.[WORKLOAD] !== undefined && { metadata: { labels: { [WORKLOAD]: selector[WORKLOAD] } } }),
    ...specOf({
      ...containerResources(workload),
      ...(spread.length > 0 && { topologySpreadConstraints: spread }),
    }),
  };
  // The autoscaler has the say about the number of pods.
  const isUnset = settings.autoscaling !== undefined && pods.replicas !== undefined;
  if (Object.keys(template).length === 0 && !isUnset) return [];
  const { apiVersion, kind, namespace, name } = object;
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  const fields = Object.keys(template).length === 0 ? {} : inPodTemplate(kindKey(object), template);
  const spec = { ...(isUnset && { replicas: null }), ...(fields.spec as ValueMap | undefined) };
  const patch = { apiVersion, kind, metadata, spec };
  return [{ kind: "merge", name: `workload-${name}`, place: undefined, object: patch }];
}

function specOf(fields: ValueMap): ValueMap {
  return Object.keys(fields).length === 0 ? {} : { spec: fields };
}

function containerResources({ pods, settings }: NamedWorkload): ValueMap {
  const lists = CONTAINER_LISTS.map((list): [string, readonly ValueMap[]] => [
    list,
    containerNames(pods.spec, list).flatMap((name) => {
      const resources = settings.resources?.[name];
      return resources === undefined ? [] : [{ name, resources: resources as unknown as ValueMap }];
    }),
  ]);
  return Object.fromEntries(lists.filter(([, containers]) => containers.length > 0));
}

function budgetAddition(workload: ScheduledWorkload): Rendered[] {
  const { budget, scheduling, settings } = workload;
  if (scheduling.disruptionBudget === undefined || !wantsBudget(workload)) return [];
  const isOwn = budget === undefined || budget.of === "component";
  const isMeant = budget?.of === "layer" && settings.disruptionBudget !== undefined;
  return isOwn || isMeant ? disruptionBudgetAddition(workload, scheduling.disruptionBudget) : [];
}

/** Where a component has no pods of its own, its chart or its objects may have a place for the settings: then a template reads them. */
function unreadScheduling(platform: Platform, { component, inventory }: DraftComponent): Problem[] {
  const { component: described, settings, additions } = component;
  const isRead = additions.some(({ file, text }) => file.endsWith(".ejs") && namesInTag(text, /\bscheduling\b/));
  if (settings.scheduling === undefined || isRead || inventory.objects.some(({ pods }) => pods)) return [];
  return [schedulingHitsNothing(described.name, platform.locate(["components", described.name, "scheduling"]))];
}

/** Whether what a template runs or prints names something; its comments and its text do not count. */
function namesInTag(template: string, name: RegExp): boolean {
  const [, ...tags] = template.split("<%");
  return tags.some((tag) => !tag.startsWith("#") && name.test(tag.split("%>", 1)[0] ?? ""));
}

/** A second pod on another node would wait for a volume of one node for ever, or write into it beside the first. */
function volumeProblems(
  platform: Platform,
  { component, inventory }: DraftComponent,
  workload: ScheduledWorkload,
): Problem[] {
  const { object, pods, settings, written, hasSeveral } = workload;
  if (object.kind !== "Deployment" || !hasSeveral) return [];
  const shared = new Set(["ReadWriteMany", "ReadOnlyMany"]);
  const claim = mountedClaims(pods.spec).find((name) =>
    inventory.objects.some(
      ({ kind, namespace, name: found, claims = [] }) =>
        kind === "PersistentVolumeClaim" &&
        found === name &&
        namespace === object.namespace &&
        !claims.some(({ accessModes }) => accessModes.some((mode) => shared.has(mode))),
    ),
  );
  if (claim === undefined) return [];
  const path = settings.autoscaling ? ["workloads", written, "autoscaling"] : ["replicas", written];
  const place = platform.locate(["components", component.component.name, ...path]);
  return [volumeNotShared(object.name, claim, place)];
}

/** A spread or a budget said by name of pods that are not replicas of each other, or that no label tells from others: it would hold for none, or for all. */
function severalPodsProblems(
  platform: Platform,
  { component }: DraftComponent,
  workload: ScheduledWorkload,
): Problem[] {
  const { object, settings, written } = workload;
  const { disruptionBudget, topologySpreadConstraints = [] } = settings;
  const fault = podsFault(workload);
  const said: [string, string | undefined][] = [
    ["disruptionBudget", disruptionBudget && (fault ?? budgetFault(workload))],
    ["topologySpreadConstraints", topologySpreadConstraints.length > 0 ? fault : undefined],
  ];
  const path = ["components", component.component.name, "workloads", written];
  return said.flatMap(([setting, reason]) =>
    reason === undefined ? [] : [severalPodsRefused(object.name, setting, reason, platform.locate([...path, setting]))],
  );
}

function podsFault({ object, selector }: ScheduledWorkload): string | undefined {
  if (!REPLICATED.has(kindKey(object))) return `it is a ${object.kind}`;
  return selector === undefined ? "its pods have no labels to find them by" : undefined;
}

/** Pods with two budgets cannot be evicted at all, and a component changes no objects but its own. */
function budgetFault({ budget }: ScheduledWorkload): string | undefined {
  if (budget?.of !== "another component") return undefined;
  return `the PodDisruptionBudget ${budget.object.name} of another component speaks of its pods`;
}
