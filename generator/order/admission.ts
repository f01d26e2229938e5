import { matchSelector } from "../facts/match-selector.ts";
import { apiGroup, kindKey } from "../facts/object-key.ts";
import type { ObjectFacts, WebhookFacts } from "../model/facts.ts";
import type { Providers } from "./providers.ts";

type Labels = Readonly<Record<string, string>>;

/** Something that the API server will be asked to create, as a webhook sees it. */
interface Request {
  /** `group/resource`: `apps/deployments`, `/pods`. */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly labels: Labels;
}

/**
 * The requests that applying an object leads to: for the object itself, and for the pods that a workload makes of it. The
 * labels of an object other than a Namespace are not among the facts; a selector that asks for one does not match it.
 */
export function requestsOf(object: ObjectFacts, { plurals }: Providers): readonly Request[] {
  const plural = plurals.get(kindKey(object)) ?? pluralOf(object.kind);
  const own: Request = {
    resource: `${apiGroup(object.apiVersion)}/${plural}`,
    namespace: object.namespace,
    labels: object.labels ?? {},
  };
  if (object.pods === undefined) return [own];
  return [own, { resource: "/pods", namespace: object.namespace ?? "default", labels: object.pods.labels }];
}

/** Whether a webhook is called for a request: rules, namespace selector and object selector (k8s.io/api/admissionregistration/v1). */
export function admits(webhook: WebhookFacts, request: Request, namespaceLabels: ReadonlyMap<string, Labels>): boolean {
  return (
    webhook.operations.some((operation) => operation === "CREATE" || operation === "*") &&
    webhook.resources.some((rule) => covers(rule, request.resource)) &&
    matchSelector(webhook.objectSelector, request.labels) &&
    inSelectedNamespace(webhook, request, namespaceLabels)
  );
}

function covers(rule: string, resource: string): boolean {
  const [ruleGroup = "", ...ruleResource] = rule.split("/");
  const [group = "", ...name] = resource.split("/");
  return (
    (ruleGroup === "*" || ruleGroup === group) &&
    (ruleResource.join("/") === "*" || ruleResource.join("/") === name.join("/"))
  );
}

/** A namespace selector says nothing about cluster-scoped objects; every namespace has its own name as a label. */
function inSelectedNamespace(
  webhook: WebhookFacts,
  { namespace }: Request,
  known: ReadonlyMap<string, Labels>,
): boolean {
  if (namespace === undefined) return true;
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
