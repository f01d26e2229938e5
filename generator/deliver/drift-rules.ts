import { objectKey } from "../facts/object-key.ts";
import type { ObjectFacts } from "../model/facts.ts";

/** Fields of one object that somebody else writes in the cluster: the GitOps controller must neither report nor revert them. */
export interface DriftRule {
  readonly object: Pick<ObjectFacts, "apiVersion" | "kind" | "name" | "namespace">;
  readonly fields: readonly DriftField[];
}

export interface DriftField {
  readonly path: readonly PathStep[];
  /** The manifest's value matters until the other writer comes, so the field cannot simply be left out of the manifest. */
  readonly initial?: true;
}

/** A key of a mapping, or an entry of a list that is known by its `name`. */
export type PathStep = string | { readonly name: string; readonly index: number };

/**
 * The rules for one component's objects, each naming one object and its fields; nothing is excused by kind alone. Objects that nobody else writes to
 * have no rule. `scaled`: the keys of the workloads that something on the platform scales.
 */
export function driftRules(objects: readonly ObjectFacts[], scaled: ReadonlySet<string>): readonly DriftRule[] {
  return objects
    .flatMap((object) => {
      const fields = foreignFields(object, scaled);
      return fields.length > 0 ? [{ object: identity(object), fields }] : [];
    })
    .sort((a, b) => (objectKey(a.object) < objectKey(b.object) ? -1 : 1));
}

/** The keys of the workloads that any of these objects scales: an autoscaler may be in another component. */
export function scaledWorkloads(objects: readonly ObjectFacts[]): ReadonlySet<string> {
  return new Set(objects.flatMap(({ scales }) => scales ?? []));
}

function foreignFields(object: ObjectFacts, scaled: ReadonlySet<string>): readonly DriftField[] {
  return [
    ...webhookFields(object),
    ...conversionFields(object),
    // The control plane unites the rules of the aggregated roles (kubernetes pkg/controller/clusterroleaggregation).
    ...(object.aggregated ? [{ path: ["rules"] }] : []),
    ...(object.filledByController ? [{ path: ["data"] }] : []),
    ...(scaled.size > 0 && scaled.has(objectKey(object)) ? [{ path: ["spec", "replicas"] }] : []),
  ];
}

/**
 * The CA bundle of each webhook whose CA comes from cert-manager or from its own controller, and what else such a controller is known to
 * write. Recognized by form, as no component is named here:
 * - Controllers on knative.dev/pkg write the rules of the webhook that has its configuration's name
 *   (webhook/resourcesemantics/defaulting/defaulting.go, reconcileMutatingWebhook; the validating one does the same).
 * - A validating webhook that ships fail-open is closed by its controller once it can answer (Istio: `istio-validator`, istio/istio#52785).
 */
function webhookFields({ kind, name: configuration, caFrom, webhooks = [] }: ObjectFacts): readonly DriftField[] {
  if (caFrom === undefined) return [];
  return webhooks.flatMap(({ name, failurePolicy, resources }, index): DriftField[] => {
    const webhook = ["webhooks", { name, index }] as const;
    const caBundle: DriftField = { path: [...webhook, "clientConfig", "caBundle"] };
    if (caFrom !== "controller") return [caBundle];
    if (name === configuration) return resources.length > 0 ? [caBundle, { path: [...webhook, "rules"] }] : [caBundle];
    const opened = kind === "ValidatingWebhookConfiguration" && failurePolicy === "Ignore";
    return opened ? [caBundle, { path: [...webhook, "failurePolicy"], initial: true }] : [caBundle];
  });
}

function conversionFields({ customResource, caFrom }: ObjectFacts): readonly DriftField[] {
  if (!customResource?.conversionWebhook || caFrom === undefined) return [];
  return [{ path: ["spec", "conversion", "webhook", "clientConfig", "caBundle"] }];
}

function identity({ apiVersion, kind, name, namespace }: ObjectFacts): DriftRule["object"] {
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}
