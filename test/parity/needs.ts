import type { ValueMap } from "../../generator/model/value.ts";

/**
 * What the built objects of one component need of another, worked out from the objects themselves and from nothing that the generator
 * computes: it is the judge of the generator's order.
 */
export interface Need {
  readonly component: string;
  readonly on: string;
  readonly reason: string;
}

type Labels = Readonly<Record<string, string>>;
type Components = ReadonlyMap<string, readonly ValueMap[]>;

// biome-ignore lint/suspicious/noExplicitAny: built objects are read here as a person would read them
type Anything = any;

interface Webhook {
  readonly component: string;
  readonly name: string;
  readonly rules: Anything[];
  readonly namespaceSelector: Anything;
  readonly objectSelector: Anything;
}

export function needsBetween(components: Components): readonly Need[] {
  const objects = [...components].flatMap(([component, list]) =>
    list.map((object: Anything) => ({ component, object })),
  );
  const definitions = objects.filter(({ object }) => object.kind === "CustomResourceDefinition");
  const namespaces = objects.filter(({ object }) => object.kind === "Namespace" || object.kind === "Profile");
  const labels = new Map<string, Labels>(
    namespaces.map(({ object }) => [
      object.metadata.name,
      object.kind === "Namespace" ? (object.metadata.labels ?? {}) : {},
    ]),
  );
  const webhooks = objects.flatMap(({ component, object }) => webhooksIn(component, object));

  const needs = objects.flatMap(({ component, object }): Need[] => {
    const definition = definitions.find(
      ({ object: { spec } }) => spec.group === groupOf(object) && spec.names.kind === object.kind,
    );
    const plural = definition?.object.spec.names.plural ?? builtInPlural(object.kind);
    const namespaced = definition === undefined || definition.object.spec.scope === "Namespaced";
    const namespace = namespaced ? (object.metadata.namespace as string | undefined) : undefined;
    const home = namespaces.find(({ object: each }) => each.metadata.name === namespace);
    const subject = `${object.kind} ${object.metadata.name}`;
    const requests = [
      { group: groupOf(object), resource: plural, namespace, labels: object.metadata.labels ?? {} },
      ...podsOf(object).map((pods) => ({ group: "", resource: "pods", namespace, labels: pods })),
    ];
    return [
      ...(definition ? [{ component, on: definition.component, reason: `${subject}: its definition` }] : []),
      ...(home ? [{ component, on: home.component, reason: `${subject}: its namespace` }] : []),
      ...webhooks
        .filter((webhook) => requests.some((request) => calls(webhook, request, labels)))
        .map((webhook) => ({ component, on: webhook.component, reason: `${subject}: webhook ${webhook.name}` })),
    ];
  });
  return needs.filter(({ component, on }) => component !== on);
}

/** Those that must answer before an object is created. */
function webhooksIn(component: string, object: Anything): Webhook[] {
  if (!/^(Mutating|Validating)WebhookConfiguration$/.test(object.kind)) return [];
  return object.webhooks
    .filter((webhook: Anything) => webhook.failurePolicy !== "Ignore")
    .map(({ name, rules = [], namespaceSelector, objectSelector }: Anything) => ({
      component,
      name,
      rules: rules.filter((rule: Anything) =>
        rule.operations.some((operation: string) => /^(CREATE|\*)$/.test(operation)),
      ),
      namespaceSelector,
      objectSelector,
    }));
}

interface Request {
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly labels: Labels;
}

function calls(webhook: Webhook, request: Request, labels: ReadonlyMap<string, Labels>): boolean {
  const inRules = webhook.rules.some(
    ({ apiGroups, resources }) =>
      (apiGroups.includes(request.group) || apiGroups.includes("*")) &&
      resources.some((resource: string) => [request.resource, "*", "*/*"].includes(resource)),
  );
  if (!inRules || !selects(webhook.objectSelector, request.labels)) return false;
  return request.namespace === undefined || selects(webhook.namespaceSelector, labels.get(request.namespace) ?? {});
}

function selects(selector: Anything, labels: Labels): boolean {
  const wanted = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    wanted &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values }: Anything) => {
      const there = key in labels;
      if (operator === "Exists") return there;
      if (operator === "DoesNotExist") return !there;
      return operator === "In" ? there && values.includes(labels[key]) : !there || !values.includes(labels[key]);
    })
  );
}

function podsOf(object: Anything): Labels[] {
  const template = object.spec?.jobTemplate?.spec?.template ?? object.spec?.template;
  const isWorkload = /^(Deployment|StatefulSet|DaemonSet|Job|CronJob)$/.test(object.kind);
  return isWorkload ? [template.metadata?.labels ?? {}] : [];
}

function groupOf(object: Anything): string {
  const parts = object.apiVersion.split("/");
  return parts.length > 1 ? parts[0] : "";
}

function builtInPlural(kind: string): string {
  const lower = kind.toLowerCase();
  return lower.endsWith("y") ? `${lower.slice(0, -1)}ies` : lower.endsWith("s") ? `${lower}es` : `${lower}s`;
}
