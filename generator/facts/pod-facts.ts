import type { ClaimFacts, PodFacts } from "../model/facts.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { podReads } from "./pod-reads.ts";
import { knownPodSpec } from "./pod-spec.ts";
import { podTemplate } from "./pod-template.ts";
import { presentList } from "./present-list.ts";
import { listAt, mapAt, textAt, textMapAt, textsAt, valueAt } from "./value-at.ts";
import { withoutAbsent } from "./without-absent.ts";

/**
 * The pods that a workload makes as soon as it is applied; undefined for other kinds. Their labels decide which admission webhooks see them:
 * the annotation `sidecar.istio.io/inject` is read inside Istio's webhook, which therefore has to answer all the same.
 */
export function podFacts(key: string, object: ValueMap): PodFacts | undefined {
  const template = podTemplate(key, object);
  if (template === undefined) return undefined;
  const replicas = valueAt(object, ["spec", "replicas"]);
  const selector = mapAt(object, ["spec", "selector", "matchLabels"]);
  return withoutAbsent<PodFacts>({
    labels: textMapAt(template, ["metadata", "labels"]),
    selector: selector === undefined ? undefined : textMapAt(selector, []),
    replicas: typeof replicas === "number" ? replicas : undefined,
    spec: knownPodSpec(mapAt(template, ["spec"]) ?? {}),
    reads: presentList(podReads(template)),
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
