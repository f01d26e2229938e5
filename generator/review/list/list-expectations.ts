import { chartObjects } from "../../facts/chart-objects.ts";
import type { Expectation, RemoteReference, SecretMaker } from "../../model/expectation.ts";
import type { ComposedComponent, Platform } from "../../model/platform.ts";
import { existingExpectations } from "./existing-expectations.ts";
import { expectedNamespaces } from "./expected-namespaces.ts";
import { printTable } from "./table.ts";

/** An expectation with the component that has it; with a maker if a component of the platform makes it. */
export interface ListedExpectation extends Omit<Expectation, "equals"> {
  readonly component: string;
  readonly maker?: SecretMaker;
  /** The component by which the cluster gets the kind, or the profile whose controller makes the namespace: it can be there only then. */
  readonly after?: string;
}

/**
 * What the components need beside each other: what has to be in the cluster before the environment is synced, among it the custom resources
 * of those that the cluster already has and what the makers of Secrets need, and the Secrets that components make.
 */
export function listExpectations(
  platform: Platform,
  composed: readonly ComposedComponent[],
): readonly ListedExpectation[] {
  const needed = composed.flatMap(({ component: { name }, expected, made }) =>
    [...expected, ...made].map(({ equals: _, ...each }) => ({ component: name, ...each })),
  );
  const existing = existingExpectations(platform, composed);
  const all: ListedExpectation[] = [
    ...needed,
    ...existing,
    ...expectedNamespaces(platform, composed),
    ...ofProvider(platform, composed),
  ];
  const found = firstPossible(platform, composed);
  return all
    .map((each) => {
      const after = each.maker === undefined ? found(each) : undefined;
      return after === undefined ? each : { ...each, after };
    })
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/** A table for people: what is optional says so, and what is made where it comes from. */
export function printExpectations(expectations: readonly ListedExpectation[]): string {
  return printTable([
    ["COMPONENT", "NEEDS", "WITH", "FROM", "WHY"],
    ...expectations.map(({ component, optional, reason, maker, after, ...object }) => [
      component,
      `${nameOf(object)}${optional ? " (optional)" : ""}`,
      contentsOf(object),
      origin(component, maker, after),
      reason,
    ]),
  ]);
}

/** Keys, API versions and what fields must say. */
function contentsOf({ keys, versions, settings }: Pick<Expectation, "keys" | "versions" | "settings">): string {
  return [...keys, ...versions, ...Object.entries(settings).map(([path, text]) => `${path}=${text}`)].join(", ");
}

/** The component that must have synced before an object can be made by hand; undefined where it can be made beforehand. */
function firstPossible(
  { components, absent }: Platform,
  composed: readonly ComposedComponent[],
): (object: Needed) => string | undefined {
  const declared = [...components, ...absent].flatMap(({ component }) => component.createsNamespaces);
  const namespaces = new Map<string, string>();
  const kinds = new Map<string, string>();
  for (const { component, objects } of composed)
    for (const { kind, name, customResource } of [...objects, ...chartObjects(component.chart)]) {
      // A Namespace can be made by hand, too; the controller takes it over.
      if (declared.includes(kind)) namespaces.set(name, component.name);
      if (customResource !== undefined) kinds.set(customResource.kind, component.name);
    }
  for (const { component, expected } of composed)
    for (const { kind, name } of expected)
      if (declared.includes(kind)) namespaces.set(name, kinds.get(kind) ?? component.name);
  return ({ kind, namespace }) => kinds.get(kind) ?? (namespace === undefined ? undefined : namespaces.get(namespace));
}

/** `the cluster`, `the cluster, after team-profiles`, `Certificate of kubeflow-gateway`, `ExternalSecret: databases/pipelines (user, password)`. */
function origin(component: string, maker: SecretMaker | undefined, after: string | undefined): string {
  if (maker === undefined) return after === undefined ? "the cluster" : `the cluster, after ${after}`;
  const from = maker.component === component ? maker.kind : `${maker.kind} of ${maker.component}`;
  return maker.remote === undefined ? from : `${from}: ${stored(Object.values(maker.remote))}`;
}

/** The keys of the store, each with the properties that are read of it. */
function stored(references: readonly RemoteReference[]): string {
  const properties = new Map<string, string[]>();
  for (const { key, property } of references) {
    properties.set(key, [...(properties.get(key) ?? []), ...(property === undefined ? [] : [property])]);
  }
  return [...properties].map(([key, names]) => (names.length > 0 ? `${key} (${names.join(", ")})` : key)).join(", ");
}

/** What the provider of Secrets needs, under the name of the values that say so. */
function ofProvider(platform: Platform, composed: readonly ComposedComponent[]): readonly ListedExpectation[] {
  const objects = [
    ...storesOf(platform, composed),
    ...decryptionKeys(platform, composed),
    ...sealedSecretDefinitions(platform, composed),
  ];
  return objects.map((object) => ({ component: "secrets", ...EMPTY, ...object }));
}

const EMPTY = { keys: [], settings: {}, versions: [], optional: false };

type Needed = Pick<Expectation, "kind" | "namespace" | "name" | "reason">;

function storesOf({ values }: Platform, composed: readonly ComposedComponent[]): readonly Needed[] {
  const { store } = values.secrets.externalSecrets;
  const made = composed.flatMap((each) => each.made.filter(({ maker }) => maker.remote !== undefined));
  if (store === undefined || made.length === 0) return [];
  const { name, kind = "ClusterSecretStore" } = store;
  const namespaces = kind === "SecretStore" ? [...new Set(made.map(({ namespace }) => namespace))] : [undefined];
  const isDelivered = (namespace: string | undefined) =>
    composed.some(({ objects }) =>
      objects.some((object) => object.kind === kind && object.name === name && object.namespace === namespace),
    );
  return namespaces
    .filter((namespace) => !isDelivered(namespace))
    .map((namespace) => ({ kind, namespace, name, reason: "The store that the ExternalSecrets read." }));
}

function decryptionKeys({ values }: Platform, composed: readonly ComposedComponent[]): readonly Needed[] {
  const { keySecret, serviceAccount } = values.secrets.sops;
  const { controller, flux } = values.delivery;
  if (controller !== "flux" || !composed.some(({ encrypted }) => encrypted)) return [];
  const needed = [
    {
      kind: "Secret",
      name: keySecret,
      reason: "The keys with which Flux decrypts: *.agekey, *.asc, or sops.* of a cloud.",
    },
    { kind: "ServiceAccount", name: serviceAccount, reason: "Its cloud identity may decrypt." },
  ];
  return needed.flatMap(({ name, ...each }) =>
    name === undefined ? [] : [{ ...each, name, namespace: flux.namespace }],
  );
}

function sealedSecretDefinitions({ values }: Platform, composed: readonly ComposedComponent[]): readonly Needed[] {
  const isSealed = composed.some(({ objects }) => objects.some(({ kind }) => kind === "SealedSecret"));
  if (!isSealed && values.secrets.provider !== "sealed-secrets") return [];
  const name = "sealedsecrets.bitnami.com";
  const reason = "The controller that makes Secrets of SealedSecrets.";
  return [{ kind: "CustomResourceDefinition", namespace: undefined, name, reason }];
}

function sortKey({ component, ...object }: ListedExpectation): string {
  return `${component} ${nameOf(object)}`;
}

function nameOf({ kind, namespace, name }: Pick<Expectation, "kind" | "namespace" | "name">): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
