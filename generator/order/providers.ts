import { chartObjects } from "../facts/chart-objects.ts";
import { kindKey } from "../facts/object-key.ts";
import type { Component } from "../model/component.ts";
import type { ObjectFacts } from "../model/facts.ts";
import { indexWebhooks, type OwnedWebhook } from "./admission.ts";

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
  /** By the resources that their rules name. */
  readonly webhooks: ReadonlyMap<string, readonly OwnedWebhook[]>;
  /** Labels of the namespaces whose Namespace object is known. */
  readonly namespaceLabels: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Plural of every custom resource, by `group/Kind`: webhook rules name resources, not kinds. */
  readonly plurals: ReadonlyMap<string, string>;
}

/** Indexes the components by what they provide. Kinds of which an object makes a namespace come from any of `declaring`. */
export function indexProviders(providers: readonly Provider[], declaring: readonly Component[]): Providers {
  const namespaceKinds = new Set(["Namespace", ...declaring.flatMap(({ createsNamespaces }) => createsNamespaces)]);
  const objects = providers.flatMap((provider) =>
    [...provider.objects, ...chartObjects(provider.component.chart)].map((object) => ({ ...provider, object })),
  );
  return {
    kinds: new Map(
      objects.flatMap(({ component, object }) => customKinds(object).map((kind) => [kind, component.name])),
    ),
    namespaces: new Map(
      objects
        .filter(({ object }) => namespaceKinds.has(object.kind))
        .map(({ component, object }) => [object.name, component.name]),
    ),
    names: new Map(
      providers.flatMap(({ component }) =>
        [component.name, ...component.provides].map((name) => [name, component.name]),
      ),
    ),
    webhooks: indexWebhooks(
      objects.flatMap(({ component, object }) =>
        (object.webhooks ?? []).map((webhook) => ({ component: component.name, webhook })),
      ),
    ),
    namespaceLabels: new Map(
      objects.flatMap(({ object }) => (object.kind === "Namespace" ? [[object.name, object.labels ?? {}]] : [])),
    ),
    plurals: new Map(
      objects.flatMap(({ object }) => customKinds(object).map((kind) => [kind, object.customResource?.plural ?? ""])),
    ),
  };
}

function customKinds({ customResource }: ObjectFacts): string[] {
  return customResource === undefined
    ? []
    : [kindKey({ apiVersion: `${customResource.group}/`, kind: customResource.kind })];
}
