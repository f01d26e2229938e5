import { apiGroup, kindKey } from "../facts/object-key.ts";
import type { ComposedComponent } from "../model/platform.ts";
import { admits, requestsOf } from "./admission.ts";
import type { Providers } from "./providers.ts";

/** Something that a component needs of another before its first object can be applied or work. */
export interface Need {
  /** How the provider is found. */
  readonly by: "kind" | "namespace" | "name" | "webhook";
  /** `group/Kind`, a namespace, or a component or capability; the provider itself for a webhook. */
  readonly key: string;
  /** In one sentence, after the name of the component that needs it: `has a Certificate (cert-manager.io)`. */
  readonly reason: string;
}

/** Every need of a component, each once: what its objects show, and what its component.yaml declares. */
export function needsOf(composed: ComposedComponent, providers: Providers): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const need of [...derivedNeeds(composed, providers), ...declaredNeeds(composed)]) {
    const key = `${need.by} ${need.key}`;
    if (!needs.has(key)) needs.set(key, need);
  }
  return [...needs.values()];
}

function declaredNeeds({ component }: ComposedComponent): readonly Need[] {
  return component.requires.map(({ name, reason }) => ({ by: "name", key: name, reason }));
}

function derivedNeeds({ component, objects }: ComposedComponent, providers: Providers): readonly Need[] {
  return objects.flatMap((object): Need[] => {
    const { kind, namespace, apiVersion } = object;
    const needs: Need[] = [{ by: "kind", key: kindKey(object), reason: `has a ${kind} (${apiGroup(apiVersion)})` }];
    if (namespace !== undefined)
      needs.push({ by: "namespace", key: namespace, reason: `has objects in namespace ${namespace}` });
    const requests = requestsOf(object, providers);
    for (const { component: owner, webhook } of providers.webhooks) {
      if (owner === component.name) continue;
      const request = requests.find((each) => admits(webhook, each, providers.namespaceLabels));
      if (request === undefined) continue;
      const subject = request === requests[0] ? `its ${kind} ${object.name}` : `the pods of its ${kind} ${object.name}`;
      needs.push({ by: "webhook", key: owner, reason: `${subject} must pass the webhook ${webhook.name}` });
    }
    return needs;
  });
}
