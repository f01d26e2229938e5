import { chartObjects } from "../facts/chart-objects.ts";
import { kindKey } from "../facts/object-key.ts";
import type { Component } from "../model/component.ts";
import type { ObjectFacts } from "../model/facts.ts";
import { indexWebhooks, type OwnedWebhook, type WebhooksOf } from "./admission.ts";

/** A component and what it renders, delivered or not. */
export interface Provider {
  readonly component: Component;
  readonly objects: readonly ObjectFacts[];
}

/** What components give to each other, by what others ask for. Values are component names. */
export interface Providers {
  /** By `group/Kind` of a custom resource. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly namespaces: ReadonlyMap<string, string>;
  /** By component name and by capability. */
  readonly names: ReadonlyMap<string, string>;
  readonly webhooks: WebhooksOf;
  /** Labels of the namespaces whose Namespace object is known. */
  readonly namespaceLabels: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Plural of every custom resource, by `group/Kind`: webhook rules name resources, not kinds. */
  readonly plurals: ReadonlyMap<string, string>;
}

/** Indexes the components by what they provide. Kinds of which an object makes a namespace come from any of `declaring`. */
export function indexProviders(providers: readonly Provider[], declaring: readonly Component[]): Providers {
  const namespaceKinds = new Set(["Namespace", ...declaring.flatMap(({ createsNamespaces }) => createsNamespaces)]);
  const kinds = new Map<string, string>();
  const namespaces = new Map<string, string>();
  const names = new Map<string, string>();
  const webhooks: OwnedWebhook[] = [];
  const namespaceLabels = new Map<string, Readonly<Record<string, string>>>();
  const plurals = new Map<string, string>();
  for (const { component, objects } of providers) {
    const { name: owner } = component;
    for (const name of [owner, ...component.provides]) names.set(name, owner);
    for (const object of [...objects, ...chartObjects(component.chart)]) {
      const { kind, name, customResource } = object;
      if (namespaceKinds.has(kind)) namespaces.set(name, owner);
      if (kind === "Namespace") namespaceLabels.set(name, object.labels ?? {});
      for (const webhook of object.webhooks ?? []) webhooks.push({ component: owner, webhook });
      if (customResource === undefined) continue;
      const key = kindKey({ apiVersion: `${customResource.group}/`, kind: customResource.kind });
      kinds.set(key, owner);
      plurals.set(key, customResource.plural);
    }
  }
  return { kinds, namespaces, names, webhooks: indexWebhooks(webhooks), namespaceLabels, plurals };
}
