import { chartObjects } from "../facts/chart-objects.ts";
import { apiGroup, kindKey } from "../facts/object-key.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { ComposedComponent } from "../model/platform.ts";
import { requestsOf, webhooksFor } from "./admission.ts";
import type { Providers } from "./providers.ts";

/** Something that a component needs of another before its first object can be applied or work. */
export interface Need {
  /** How the provider is found. */
  readonly by: "kind" | "namespace" | "name" | "component";
  /** `group/Kind`, a namespace, or a component or capability; with `component` the provider itself. */
  readonly key: string;
  /** In one sentence, after the name of the component that needs it: `has a Certificate (cert-manager.io)`. */
  readonly reason: string;
}

/** Every need of a component, each once: what its objects show, and what its component.yaml declares. */
export function needsOf(composed: ComposedComponent, providers: Providers): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const need of [...derivedNeeds(composed, providers), ...composedNeeds(composed), ...declaredNeeds(composed)]) {
    const key = `${need.by} ${need.key}`;
    if (!needs.has(key)) needs.set(key, need);
  }
  return [...needs.values()];
}

function composedNeeds({ after }: ComposedComponent): readonly Need[] {
  return after.flatMap(({ on, reasons }) => reasons.map((reason) => ({ by: "component", key: on, reason })));
}

function declaredNeeds({ component }: ComposedComponent): readonly Need[] {
  return component.requires.map(({ name, reason }) => ({ by: "name", key: name, reason }));
}

function derivedNeeds({ component, objects }: ComposedComponent, providers: Providers): readonly Need[] {
  return [...objects, ...chartObjects(component.chart)].flatMap((object) => [
    ...existenceNeeds(object),
    ...admissionNeeds(component.name, object, providers),
  ]);
}

/** What has to be there for the API server to know the object's kind and its namespace. */
function existenceNeeds(object: ObjectFacts): readonly Need[] {
  const { kind, namespace, apiVersion } = object;
  const ofKind: Need = { by: "kind", key: kindKey(object), reason: `has a ${kind} (${apiGroup(apiVersion)})` };
  if (namespace === undefined) return [ofKind];
  return [ofKind, { by: "namespace", key: namespace, reason: `has objects in namespace ${namespace}` }];
}

/** Whose webhooks have to answer before the object, or a pod that it makes, is let in. */
function admissionNeeds(component: string, object: ObjectFacts, providers: Providers): readonly Need[] {
  return requestsOf(object, providers.plurals).flatMap((request, index) => {
    const subject = `${index === 0 ? "its" : "the pods of its"} ${object.kind} ${object.name}`;
    return webhooksFor(request, providers.webhooks, providers.namespaceLabels)
      .filter((owned) => owned.component !== component)
      .map(({ component: owner, webhook }): Need => {
        return { by: "component", key: owner, reason: `${subject} must pass the webhook ${webhook.name}` };
      });
  });
}
