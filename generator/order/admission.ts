import { matchSelector } from "../facts/match-selector.ts";
import { apiGroup, kindKey } from "../facts/object-key.ts";
import type { ObjectFacts, WebhookFacts } from "../model/facts.ts";

type Labels = Readonly<Record<string, string>>;

/** Something that the API server will be asked to create, as a webhook sees it. */
export interface AdmissionRequest {
  /** `group/resource`: `apps/deployments`, `/pods`. */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly labels: Labels;
}

/** A webhook and the component that has it. */
export interface OwnedWebhook {
  readonly component: string;
  readonly webhook: WebhookFacts;
}

/**
 * The requests that applying an object leads to: for the object itself, and for the pods that a workload makes of it. The
 * labels of an object other than a Namespace are not among the facts; a selector that asks for one does not match it.
 */
export function requestsOf(object: ObjectFacts, plurals: ReadonlyMap<string, string>): readonly AdmissionRequest[] {
  const plural = plurals.get(kindKey(object)) ?? pluralOf(object.kind);
  const resource = `${apiGroup(object.apiVersion)}/${plural}`;
  const own: AdmissionRequest = { resource, namespace: object.namespace, labels: object.labels ?? {} };
  if (object.pods === undefined) return [own];
  return [own, { resource: "/pods", namespace: object.namespace ?? "default", labels: object.pods.labels }];
}

/** The webhooks whose rules name a resource (`apps/deployments`) as one that is created. */
export type WebhooksOf = (resource: string) => readonly OwnedWebhook[];

/** Finds among these webhooks; each resource is looked for once. */
export function indexWebhooks(webhooks: readonly OwnedWebhook[]): WebhooksOf {
  // By each form in which a rule can name a resource: `apps/deployments`, `apps/*`.
  const index = new Map<string, OwnedWebhook[]>();
  for (const owned of webhooks) {
    const { operations, resources } = owned.webhook;
    if (!operations.some((operation) => operation === "CREATE" || operation === "*")) continue;
    for (const resource of resources) index.set(resource, [...(index.get(resource) ?? []), owned]);
  }
  const found = new Map<string, readonly OwnedWebhook[]>();
  return (resource) => {
    const known = found.get(resource) ?? formsOf(resource).flatMap((form) => index.get(form) ?? []);
    found.set(resource, known);
    return known;
  };
}

// `*/*` as a resource means all resources and all their subresources.
function formsOf(groupResource: string): readonly string[] {
  const slash = groupResource.indexOf("/");
  const [group, resource] = [groupResource.slice(0, slash), groupResource.slice(slash + 1)];
  return [group, "*"].flatMap((g) => [resource, "*", "*/*"].map((r) => `${g}/${r}`));
}

/** The webhooks that a request must pass: rules, namespace selector and object selector (k8s.io/api/admissionregistration/v1). */
export function webhooksFor(
  request: AdmissionRequest,
  webhooksOf: WebhooksOf,
  namespaceLabels: ReadonlyMap<string, Labels>,
): readonly OwnedWebhook[] {
  return webhooksOf(request.resource).filter(
    ({ webhook }) =>
      matchSelector(webhook.objectSelector, request.labels) && inSelectedNamespace(webhook, request, namespaceLabels),
  );
}

/** A namespace selector says nothing about cluster-scoped objects; every namespace has its own name as a label. */
function inSelectedNamespace(
  webhook: WebhookFacts,
  { namespace }: AdmissionRequest,
  known: ReadonlyMap<string, Labels>,
): boolean {
  if (namespace === undefined || webhook.namespaceSelector === undefined) return true;
  const labels = { ...known.get(namespace), "kubernetes.io/metadata.name": namespace };
  return matchSelector(webhook.namespaceSelector, labels);
}

/** The resource of a built-in kind: all of them are English plurals (`kubectl api-resources`). */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === "endpoints") return name;
  if (name.endsWith("s")) return `${name}es`;
  return name.endsWith("y") ? `${name.slice(0, -1)}ies` : `${name}s`;
}
