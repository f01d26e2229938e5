import type { ComposedComponent, Platform } from "../model/platform.ts";
import type { Problem } from "../model/problem.ts";
import { profileNamespaceTaken } from "../problems/platform-problems.ts";

/** Every cluster has these. */
const OF_THE_CLUSTER = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** A problem for each profile whose namespace, which has the profile's name, is one of the platform's, of its controller's or of the cluster's own. */
export function profileNamespaceProblems(
  { profiles, values, locate }: Platform,
  composed: readonly ComposedComponent[],
): readonly Problem[] {
  const { controller } = values.delivery;
  const delivered = composed.flatMap(({ objects }) =>
    objects.filter(({ kind, apiVersion }) => kind === "Namespace" && apiVersion === "v1").map(({ name }) => name),
  );
  const taken = new Set([...OF_THE_CLUSTER, values.delivery[controller].namespace, ...delivered]);
  return profiles.flatMap(({ name }, index) =>
    taken.has(name) ? [profileNamespaceTaken(name, locate(["profiles", index, "name"]))] : [],
  );
}
