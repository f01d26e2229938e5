import type { Place, Problem } from "../model/problem.ts";

export function workloadUnknown(
  workload: string,
  component: string,
  nearest: string | undefined,
  known: readonly string[],
  place: Place | undefined,
): Problem {
  return {
    code: "WORKLOAD_UNKNOWN",
    message: `${component} has no workload ${workload}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
    hint: known.length === 0 ? `${component} has no workload at all.` : `It has ${known.join(", ")}.`,
    ...(place && { place }),
  };
}

export function containerUnknown(
  container: string,
  workload: string,
  known: readonly string[],
  place: Place | undefined,
): Problem {
  return {
    code: "CONTAINER_UNKNOWN",
    message: `${workload} has no container ${container}.`,
    hint: `It has ${known.join(", ")}.`,
    ...(place && { place }),
  };
}

export function schedulingHitsNothing(component: string, place: Place | undefined): Problem {
  return {
    code: "WORKLOAD_UNKNOWN",
    message: `${component} has no pods that could be scheduled.`,
    hint: "Where the pods of all components run is said under scheduling, beside components.",
    ...(place && { place }),
  };
}

/** `fault` completes "<workload> cannot be scaled:". */
export function autoscalingRefused(workload: string, fault: string, place: Place | undefined): Problem {
  return {
    code: "AUTOSCALING_REFUSED",
    message: `${workload} cannot be scaled: ${fault}.`,
    hint: "An autoscaler needs a Deployment or StatefulSet whose containers all request CPU, and a most and a fewest number of pods.",
    ...(place && { place }),
  };
}

export function replicasOverruled(
  workload: string,
  count: number,
  component: string,
  autoscaler: string,
  place: Place | undefined,
): Problem {
  return {
    code: "REPLICAS_OVERRULED",
    message: `${workload} would not stay at ${count} pods: its HorizontalPodAutoscaler ${autoscaler} says how many there are.`,
    hint: `Set components.${component}.workloads.${workload}.autoscaling: { min: ${count} } instead.`,
    ...(place && { place }),
  };
}

/** `fault` completes "<workload> cannot have <setting>:". */
export function severalPodsRefused(
  workload: string,
  setting: string,
  fault: string,
  place: Place | undefined,
): Problem {
  return {
    code: "SEVERAL_PODS_REFUSED",
    message: `${workload} cannot have ${setting}: ${fault}.`,
    hint: "Spreads and disruption budgets are for Deployments and StatefulSets, whose pods are alike and have labels of their own.",
    ...(place && { place }),
  };
}

export function volumeNotShared(workload: string, claim: string, place: Place | undefined): Problem {
  return {
    code: "VOLUME_NOT_SHARED",
    message: `${workload} keeps its data in the claim ${claim}, which one node can mount: it cannot have more than one pod.`,
    hint: "Leave it at one pod, or let the component use a database or store that has several.",
    ...(place && { place }),
  };
}

export function namespaceUnknown(namespace: string, known: readonly string[], place: Place | undefined): Problem {
  return {
    code: "NAMESPACE_UNKNOWN",
    message: `The platform delivers no namespace ${namespace}.`,
    hint: `It delivers ${known.join(", ")}. Those of profiles follow components.profiles.podSecurity.`,
    ...(place && { place }),
  };
}

/** `workloads`: those that do not comply, not empty. */
export function podSecurityRefused(
  namespace: string,
  level: string,
  workloads: readonly string[],
  place: Place | undefined,
): Problem {
  return {
    code: "POD_SECURITY_REFUSED",
    message: `Pods in ${namespace} do not comply with ${level}: ${workloads.join(", ")}.`,
    hint: "Their pods would be refused. Use `warn` and `audit` to be told only, or enforce a lower level.",
    ...(place && { place }),
  };
}
