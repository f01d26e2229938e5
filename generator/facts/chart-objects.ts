import { BUILT_IN_CLUSTER_SCOPED_KINDS } from "../model/cluster-scoped-kinds.ts";
import type { Chart } from "../model/component.ts";
import type { ObjectFacts } from "../model/facts.ts";

/**
 * Stand-ins for what a chart renders, which nobody can see offline: one object per kind that the component declares, in the release's
 * namespace and under its name, and a CustomResourceDefinition per kind that it defines. Good for what depends on kinds and namespaces alone:
 * the order, the project's limits. None where there is no chart.
 */
export function chartObjects(chart: Chart | undefined): readonly ObjectFacts[] {
  if (chart === undefined) return [];
  return [...chart.kinds.map((kind) => ofKind(kind, chart)), ...[...chart.defines].map(definition)];
}

function ofKind(groupKind: string, { release, namespace, defines }: Chart): ObjectFacts {
  const [group = "", kind = ""] = groupKind.split("/");
  const clusterScoped = BUILT_IN_CLUSTER_SCOPED_KINDS.has(groupKind) || defines.get(groupKind) === "Cluster";
  return {
    apiVersion: group === "" ? "v1" : `${group}/v1`,
    kind,
    ...(!clusterScoped && { namespace }),
    name: release,
    // What a mesh or a policy does to the pods of a whole namespace, it does to these.
    ...(WORKLOADS.has(groupKind) && { pods: { labels: {}, spec: {} } }),
  };
}

const WORKLOADS: ReadonlySet<string> = new Set([
  "apps/DaemonSet",
  "apps/Deployment",
  "apps/StatefulSet",
  "batch/CronJob",
  "batch/Job",
]);

function definition([groupKind, scope]: [string, "Cluster" | "Namespaced"]): ObjectFacts {
  const [group = "", kind = ""] = groupKind.split("/");
  const plural = pluralOf(kind);
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    name: `${plural}.${group}`,
    customResource: { group, kind, plural, scope, versions: [], bytes: 0 },
  };
}

/** As definitions are named by custom (k8s.io/apimachinery pkg/api/meta, UnsafeGuessKindToResource). */
function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular.endsWith("s")) return `${singular}es`;
  return singular.endsWith("y") ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}
