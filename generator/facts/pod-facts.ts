import type { ClaimFacts, PodFacts } from "../model/facts.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { podReads } from "./pod-reads.ts";
import { podSecurity } from "./pod-security.ts";
import { podTemplate, podVolumes } from "./pod-template.ts";
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
  const containers = listAt(template, ["spec", "containers"]);
  return withoutAbsent<PodFacts>({
    labels: textMapAt(template, ["metadata", "labels"]),
    selector: selector === undefined ? undefined : textMapAt(selector, []),
    replicas: typeof replicas === "number" ? replicas : undefined,
    containers: presentList(containers.map(nameOf)),
    initContainers: presentList(listAt(template, ["spec", "initContainers"]).map(nameOf)),
    withoutCpuRequest: presentList(containers.filter((container) => !asksForCpu(container)).map(nameOf)),
    tolerations: presentList(listAt(template, ["spec", "tolerations"])),
    affinity: mapAt(template, ["spec", "affinity"]),
    reads: presentList(podReads(template)),
    mounts: presentList(podVolumes(template).flatMap(mountedClaim)),
    security: containers.length > 0 ? podSecurity(template) : undefined,
  });
}

function nameOf(container: Value): string {
  return textAt(container, ["name"]) ?? "";
}

/** A limit without a request is the request. */
function asksForCpu(container: Value): boolean {
  return ["requests", "limits"].some((field) => valueAt(container, ["resources", field, "cpu"]) !== undefined);
}

function mountedClaim(volume: Value): readonly string[] {
  const name = textAt(volume, ["persistentVolumeClaim", "claimName"]);
  return name === undefined ? [] : [name];
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
