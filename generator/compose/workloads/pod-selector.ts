import { matchSelector } from "../../facts/match-selector.ts";
import type { ObjectFacts, PodFacts } from "../../model/facts.ts";

export type Labels = Readonly<Record<string, string>>;

/** The label of pods that upstream's labels do not tell from those of another workload; its value is the workload's name. */
export const WORKLOAD = "kubeflow-gitops/workload";

/**
 * The labels by which a workload's pods are found, and none of the others among these objects; undefined where they have no labels, since a
 * selector of none selects every pod of the namespace. With `WORKLOAD` among them the pods have yet to get it: a Deployment's own selector cannot
 * change, but the labels of its pods can.
 */
export function podSelector(
  workload: ObjectFacts,
  pods: PodFacts,
  objects: readonly ObjectFacts[],
): Labels | undefined {
  const labels = podLabels(pods);
  if (labels === undefined) return undefined;
  const { kind, namespace, name } = workload;
  const isShared = objects.some(
    (other) =>
      other.pods !== undefined &&
      other.namespace === namespace &&
      (other.kind !== kind || other.name !== name) &&
      matchSelector({ matchLabels: labels }, other.pods.labels),
  );
  return isShared ? { ...labels, [WORKLOAD]: name } : labels;
}

/** By a workload's own selector, or where it selects by expressions, by all labels that its pods have. */
function podLabels({ selector, labels }: PodFacts): Labels | undefined {
  return [selector, labels].find((each) => each !== undefined && Object.keys(each).length > 0);
}
