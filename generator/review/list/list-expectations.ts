import { chartObjects } from "../../facts/chart-objects.ts";
import type { Expectation } from "../../model/expectation.ts";
import type { AbsentComponent, OrderedComponent, Platform } from "../../model/platform.ts";
import { printTable } from "./table.ts";

/** An expectation with the component that has it. */
export interface ListedExpectation extends Expectation {
  readonly component: string;
}

/** What has to be in the cluster before the environment is synced: what its components need, and the custom resources of those that the cluster already has. */
export function listExpectations(
  platform: Platform,
  ordered: readonly OrderedComponent[],
): readonly ListedExpectation[] {
  const needed = ordered.flatMap(({ component: { name }, expected }) =>
    expected.map((each) => ({ component: name, ...each })),
  );
  const existing = platform.absent.filter((each) => each.existing).flatMap(definitions);
  return [...needed, ...existing].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/** A table for people: what is optional says so. */
export function printExpectations(expectations: readonly ListedExpectation[]): string {
  return printTable([
    ["COMPONENT", "IN THE CLUSTER", "WITH", "WHY"],
    ...expectations.map(({ component, optional, reason, ...object }) => [
      component,
      `${nameOf(object)}${optional ? " (optional)" : ""}`,
      contentsOf(object),
      reason,
    ]),
  ]);
}

/** Keys, API versions and what fields must say. */
function contentsOf({ keys, versions, settings }: Pick<Expectation, "keys" | "versions" | "settings">): string {
  return [...keys, ...versions, ...Object.entries(settings).map(([path, text]) => `${path}=${text}`)].join(", ");
}

/** The definitions of a component that the cluster is said to have. */
function definitions({ component, version, objects }: AbsentComponent): ListedExpectation[] {
  return [...objects, ...chartObjects(component.chart)].flatMap(({ kind, name, customResource }) => {
    if (customResource === undefined) return [];
    const { versions } = customResource;
    const reason = `\`existing\` says that the cluster has ${component.title}; the platform is made for ${version}.`;
    const object = { kind, namespace: undefined, name, keys: [], settings: {}, versions, optional: false };
    return [{ component: component.name, ...object, reason }];
  });
}

function sortKey({ component, ...object }: ListedExpectation): string {
  return `${component} ${nameOf(object)}`;
}

function nameOf({ kind, namespace, name }: Pick<Expectation, "kind" | "namespace" | "name">): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
