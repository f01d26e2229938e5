import type { Plan } from "../../generator/generate.ts";
import { BUILT_IN_CLUSTER_SCOPED_KINDS } from "../../generator/model/cluster-scoped-kinds.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { delivered } from "./sync-order.ts";

/** Kinds as `group/Kind`, sorted. */
interface Limits {
  readonly clusterScoped: readonly string[];
  readonly namespaced: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: objects are read here as Argo CD reads them
type Anything = any;

/** The kinds that the components' AppProject permits. */
export function limitsOf(plan: Plan): Limits {
  const [project] = delivered(plan, "argocd").filter(({ kind }) => kind === "AppProject");
  const kinds = (list: Anything[]) => list.map(({ group, kind }) => `${group}/${kind}`).sort();
  return {
    clusterScoped: kinds(project.spec.clusterResourceWhitelist),
    namespaced: kinds(project.spec.namespaceResourceWhitelist),
  };
}

/** The kinds that there are among built objects; a custom resource's scope is what its definition says. */
export function usesOf(objects: readonly ValueMap[]): Limits {
  const all = objects as readonly Anything[];
  const scopes = new Map(
    all
      .filter(({ kind }) => kind === "CustomResourceDefinition")
      .map(({ spec }) => [`${spec.group}/${spec.names.kind}`, spec.scope as string]),
  );
  const isClusterScoped = (object: Anything) => {
    const scope = scopes.get(kindOf(object));
    return scope === undefined ? BUILT_IN_CLUSTER_SCOPED_KINDS.has(kindOf(object)) : scope === "Cluster";
  };
  const kinds = (list: readonly Anything[]) => [...new Set(list.map(kindOf))].sort();
  return {
    clusterScoped: kinds(all.filter(isClusterScoped)),
    namespaced: kinds(all.filter((object) => !isClusterScoped(object))),
  };
}

function kindOf({ apiVersion, kind }: Anything): string {
  return `${apiVersion.includes("/") ? apiVersion.split("/")[0] : ""}/${kind}`;
}
