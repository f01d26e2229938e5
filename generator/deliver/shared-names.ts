import type { Platform } from "../model/platform.ts";
import type { Place, Problem } from "../model/problem.ts";
import { platformNameShared } from "../problems/deliver-problems.ts";
import { OWN_CLUSTER } from "./app-projects.ts";

/** As what a controller knows an environment's platform, and to which cluster it takes it. */
export interface Delivery {
  readonly environment: string;
  /** Controller, its namespace, and the platform's name there. */
  readonly known: readonly [string, string, string];
  /** Not the controller's own; undefined where it is that. */
  readonly cluster: string | undefined;
  readonly place: Place | undefined;
}

export function deliveryOf({ environment, values, locate }: Platform): Delivery {
  const { controller, argocd, flux } = values.delivery;
  const known = [controller, values.delivery[controller].namespace, values.platform.name] as const;
  if (controller === "flux")
    return {
      environment,
      known,
      cluster: flux.kubeConfigSecret,
      place: locate(["delivery", "flux", "kubeConfigSecret"]),
    };
  const { server, name } = argocd.destination;
  const cluster = server === OWN_CLUSTER || name === IN_CLUSTER ? undefined : (server ?? name);
  return { environment, known, cluster, place: locate(["delivery", "argocd", "destination"]) };
}

/** What Argo CD calls its own cluster (util/db/cluster.go). */
const IN_CLUSTER = "in-cluster";

/**
 * A problem for each platform that would overwrite another's objects in the controller that serves both. Values do not name the controller: two in
 * clusters of their own may have one name, and so may two environments of one cluster, of which one is delivered. Those that are taken to different
 * clusters from elsewhere are side by side in one.
 */
export function sharedNames(deliveries: readonly Delivery[]): readonly Problem[] {
  const first = new Map<string, Delivery>();
  return deliveries.flatMap((delivery) => {
    const { environment, known, cluster, place } = delivery;
    if (cluster === undefined) return [];
    const key = known.join(" ");
    const other = first.get(key) ?? delivery;
    first.set(key, other);
    if (other.cluster === cluster) return [];
    return [platformNameShared(known[2], [other.environment, environment], place)];
  });
}
