import { apiGroup, clusterScopedKinds, kindKey } from "../facts/object-key.ts";
import type { ObjectFacts } from "../model/facts.ts";

/** A kind as an AppProject lists it. */
export type GroupKind = { readonly group: string; readonly kind: string };

export interface PermittedKinds {
  readonly cluster: readonly GroupKind[];
  readonly namespaced: readonly GroupKind[];
}

/**
 * The kinds of the given objects, sorted, each once: those outside namespaces, and those inside together with what Kubernetes makes of
 * them. The CustomResourceDefinitions in `known` say which kinds are which, whatever namespace a manifest wrote.
 */
export function permittedKinds(objects: readonly ObjectFacts[], known: readonly ObjectFacts[]): PermittedKinds {
  const isNamespaced = namespacedIn(known);
  const inside = objects.filter(isNamespaced).map(groupKind);
  const outside = objects.filter((object) => !isNamespaced(object)).map(groupKind);
  return {
    cluster: distinct(outside),
    namespaced: distinct([...inside, ...inside.flatMap(({ group, kind }) => MADE_FROM[`${group}/${kind}`] ?? [])]),
  };
}

/**
 * Whether an object lives in a namespace. Of a kind that is neither built in nor defined in `known` (its CRD came with what the cluster
 * already has), the manifest decides.
 */
export function namespacedIn(known: readonly ObjectFacts[]): (object: ObjectFacts) => boolean {
  const clusterScoped = clusterScopedKinds(known);
  const defined = new Set(known.flatMap(({ customResource: crd }) => (crd ? [`${crd.group}/${crd.kind}`] : [])));
  return (object) =>
    !clusterScoped.has(kindKey(object)) &&
    (object.namespace !== undefined ||
      defined.has(kindKey(object)) ||
      BUILT_IN_GROUPS.has(apiGroup(object.apiVersion)));
}

/** Groups of the Kubernetes API with kinds that live in namespaces. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  "",
  "apps",
  "autoscaling",
  "batch",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "networking.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "storage.k8s.io",
]);

const POD: GroupKind = { group: "", kind: "Pod" };
const REVISION: GroupKind = { group: "apps", kind: "ControllerRevision" };

/**
 * What Kubernetes itself makes of an object. An AppProject hides what it does not permit, and a Deployment without its pods has no logs
 * to look at (argo-cd controller/appcontroller.go, getResourceTree).
 */
const MADE_FROM: Readonly<Record<string, readonly GroupKind[]>> = {
  "/Service": [
    { group: "", kind: "Endpoints" },
    { group: "discovery.k8s.io", kind: "EndpointSlice" },
  ],
  "apps/DaemonSet": [POD, REVISION],
  "apps/Deployment": [POD, { group: "apps", kind: "ReplicaSet" }],
  "apps/StatefulSet": [POD, REVISION, { group: "", kind: "PersistentVolumeClaim" }],
  "batch/CronJob": [POD, { group: "batch", kind: "Job" }],
  "batch/Job": [POD],
};

function groupKind({ apiVersion, kind }: ObjectFacts): GroupKind {
  return { group: apiGroup(apiVersion), kind };
}

function distinct(kinds: readonly GroupKind[]): readonly GroupKind[] {
  const byKey = new Map(kinds.map((each) => [`${each.group}/${each.kind}`, each]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => ({ ...each }));
}
