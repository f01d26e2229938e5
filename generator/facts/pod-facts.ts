import type { ClaimFacts, PodFacts } from "../model/facts.ts";
import type { Path, Value, ValueMap } from "../model/value.ts";
import { listAt, mapAt, textAt, textMapAt, textsAt, valueAt } from "./value-at.ts";
import { withoutAbsent } from "./without-absent.ts";

/** Where each workload has its pods' metadata. */
const POD_METADATA: ReadonlyMap<string, Path> = new Map([
  ["/Pod", ["metadata"]],
  ["/ReplicationController", ["spec", "template", "metadata"]],
  ["apps/DaemonSet", ["spec", "template", "metadata"]],
  ["apps/Deployment", ["spec", "template", "metadata"]],
  ["apps/ReplicaSet", ["spec", "template", "metadata"]],
  ["apps/StatefulSet", ["spec", "template", "metadata"]],
  ["batch/CronJob", ["spec", "jobTemplate", "spec", "template", "metadata"]],
  ["batch/Job", ["spec", "template", "metadata"]],
]);

/**
 * The pods that a workload makes as soon as it is applied; undefined for other kinds. Their labels decide which admission webhooks see them:
 * the annotation `sidecar.istio.io/inject` is read inside Istio's webhook, which therefore has to answer all the same.
 */
export function podFacts(key: string, object: ValueMap): PodFacts | undefined {
  const path = POD_METADATA.get(key);
  if (path === undefined) return undefined;
  const replicas = valueAt(object, ["spec", "replicas"]);
  const selector = mapAt(object, ["spec", "selector", "matchLabels"]);
  return withoutAbsent<PodFacts>({
    labels: textMapAt(object, [...path, "labels"]),
    selector: selector === undefined ? undefined : textMapAt(selector, []),
    replicas: typeof replicas === "number" ? replicas : undefined,
  });
}

/** A PersistentVolumeClaim, or the claims that a StatefulSet makes per pod; empty for other kinds. */
export function claimFacts(key: string, object: ValueMap): readonly ClaimFacts[] {
  if (key === "/PersistentVolumeClaim") return [oneClaim(object)];
  if (key === "apps/StatefulSet") return listAt(object, ["spec", "volumeClaimTemplates"]).map(oneClaim);
  return [];
}

function oneClaim(claim: Value): ClaimFacts {
  const size = mapAt(claim, ["spec", "resources", "requests"])?.storage;
  return {
    name: textAt(claim, ["metadata", "name"]) ?? "",
    size: typeof size === "number" ? String(size) : (textAt(size, []) ?? ""),
    accessModes: textsAt(claim, ["spec", "accessModes"]),
  };
}
