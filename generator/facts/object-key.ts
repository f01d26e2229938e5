import { BUILT_IN_CLUSTER_SCOPED_KINDS } from "../model/cluster-scoped-kinds.ts";
import type { ObjectFacts } from "../model/facts.ts";

/** What names an object in one API server; its version does not: `apps/v1` and `apps/v1beta1` show the same Deployment. */
type Identity = Pick<ObjectFacts, "apiVersion" | "kind" | "namespace" | "name">;

/**
 * The key under which an API server stores an object: `group/Kind/namespace/name`, with nothing between the slashes for the core group and
 * for a cluster-scoped kind. Two objects with one key are one object, even where a manifest writes a namespace into a cluster-scoped kind,
 * which the API server drops: pass the `clusterScopedKinds` of everything that is installed together.
 */
export function objectKey(
  object: Identity,
  clusterScoped: ReadonlySet<string> = BUILT_IN_CLUSTER_SCOPED_KINDS,
): string {
  const kind = kindKey(object);
  const namespace = clusterScoped.has(kind) ? "" : (object.namespace ?? "");
  return `${kind}/${namespace}/${object.name}`;
}

/** `group/Kind`, the form in which kinds are looked up here: `apps/Deployment`, `/Pod`. */
export function kindKey(object: Pick<ObjectFacts, "apiVersion" | "kind">): string {
  return `${apiGroup(object.apiVersion)}/${object.kind}`;
}

/** The group of an apiVersion: `apps` of `apps/v1`, nothing of `v1`. */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.lastIndexOf("/");
  return slash < 0 ? "" : apiVersion.slice(0, slash);
}

/** The kinds without namespace, as `group/Kind`: those of Kubernetes itself and those that the given CustomResourceDefinitions add. */
export function clusterScopedKinds(objects: Iterable<ObjectFacts>): ReadonlySet<string> {
  const kinds = new Set(BUILT_IN_CLUSTER_SCOPED_KINDS);
  for (const { customResource } of objects) {
    if (customResource?.scope === "Cluster") kinds.add(`${customResource.group}/${customResource.kind}`);
  }
  return kinds;
}
