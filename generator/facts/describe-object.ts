import type { ObjectFacts } from "../model/facts.ts";
import type { ValueMap } from "../model/value.ts";
import { containerFields } from "./container-fields.ts";
import { containerImages } from "./container-images.ts";
import { customResourceFacts } from "./custom-resource-facts.ts";
import { hasHash, withoutHash } from "./generated-name.ts";
import { labelSelector } from "./label-selector.ts";
import { apiGroup, kindKey } from "./object-key.ts";
import { otherImages } from "./other-images.ts";
import { plainCredentials } from "./plain-credentials.ts";
import { claimFacts, podFacts } from "./pod-facts.ts";
import { presentList } from "./present-list.ts";
import { pullSettings } from "./pull-settings.ts";
import { credentialKeys, isFilledByController } from "./secret-facts.ts";
import { textsIn } from "./texts-in.ts";
import { mapAt, textAt, textMapAt, valueAt } from "./value-at.ts";
import { caFrom, webhookFacts } from "./webhook-facts.ts";
import { withoutAbsent } from "./without-absent.ts";

/**
 * What the generator has to know of a Kubernetes object: one rule for what upstream renders and for what a template or a user adds. Values
 * of Secrets stay out of it. Any mapping goes in; a field of the wrong type counts as absent, and missing texts are empty.
 */
export function describeObject(object: ValueMap): ObjectFacts {
  const known = described.get(object) ?? describe(object);
  described.set(object, known);
  return known;
}

/** The environments of a fleet share most of their objects. */
const described = new WeakMap<ValueMap, ObjectFacts>();

function describe(object: ValueMap): ObjectFacts {
  const apiVersion = textAt(object, ["apiVersion"]) ?? "";
  const kind = textAt(object, ["kind"]) ?? "";
  const key = kindKey({ apiVersion, kind });
  const { name, generated } = nameOf(key, textAt(object, ["metadata", "name"]) ?? "");
  const customResource = customResourceFacts(key, object);
  const pods = podFacts(key, object);
  return withoutAbsent<ObjectFacts>({
    apiVersion,
    kind,
    namespace: textAt(object, ["metadata", "namespace"]),
    name,
    generated,
    labels: key === "/Namespace" ? textMapAt(object, ["metadata", "labels"]) : undefined,
    customResource,
    webhooks: webhookFacts(key, object),
    caFrom: caFrom(key, object),
    aggregated: isAggregated(key, object) || undefined,
    pods,
    // What the schema in a CustomResourceDefinition calls an image is not one.
    images: customResource === undefined ? presentList(containerImages(object)) : undefined,
    otherImages: customResource === undefined && key !== "/Secret" ? presentList(otherImages(object)) : undefined,
    // Of pods their names are known.
    containers: customResource === undefined && pods === undefined ? presentList(containerFields(object)) : undefined,
    pullSettings: customResource === undefined && key !== "/Secret" ? presentList(pullSettings(object)) : undefined,
    claims: presentList(claimFacts(key, object)),
    filledByController: isFilledByController(key, object) || undefined,
    credentials: presentList(credentialKeys(key, object)),
    plainCredentials: presentList(plainCredentials(key, object)),
    substitution: isSubstituted(object) || undefined,
    scales: scaleTarget(key, object),
    scaling: scalingRange(key, object),
    protects: key === "policy/PodDisruptionBudget" ? labelSelector(object, ["spec", "selector"]) : undefined,
  });
}

const GENERATED_KINDS: ReadonlySet<string> = new Set(["/ConfigMap", "/Secret"]);

function nameOf(key: string, name: string): Pick<ObjectFacts, "name" | "generated"> {
  if (!GENERATED_KINDS.has(key) || !hasHash(name)) return { name };
  return { name: withoutHash(name), generated: true };
}

/** The control plane writes the rules of a ClusterRole that has an aggregationRule. */
function isAggregated(key: string, object: ValueMap): boolean {
  return key === "rbac.authorization.k8s.io/ClusterRole" && mapAt(object, ["aggregationRule"]) !== undefined;
}

/** Flux substitutes in the whole object as text, keys included, and makes one `$` of two (fluxcd/pkg/envsubst/parse/scan.go). */
function isSubstituted(object: ValueMap): boolean {
  return textsIn(object).some((text) => text.includes("${") || text.includes("$$"));
}

/** `group/Kind/namespace/name` of what a HorizontalPodAutoscaler scales: its target is always in its own namespace. */
function scaleTarget(key: string, object: ValueMap): string | undefined {
  const target = mapAt(object, ["spec", "scaleTargetRef"]);
  if (key !== "autoscaling/HorizontalPodAutoscaler" || target === undefined) return undefined;
  const group = apiGroup(textAt(target, ["apiVersion"]) ?? "");
  const namespace = textAt(object, ["metadata", "namespace"]) ?? "";
  return `${group}/${textAt(target, ["kind"]) ?? ""}/${namespace}/${textAt(target, ["name"]) ?? ""}`;
}

/** One pod is the API's default for the fewest; the most has none. */
function scalingRange(key: string, object: ValueMap): ObjectFacts["scaling"] {
  const max = valueAt(object, ["spec", "maxReplicas"]);
  const min = valueAt(object, ["spec", "minReplicas"]) ?? 1;
  const isRange = key === "autoscaling/HorizontalPodAutoscaler" && typeof min === "number" && typeof max === "number";
  return isRange ? { min, max } : undefined;
}
