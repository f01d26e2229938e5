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
    ["COMPONENT", "IN THE CLUSTER", "KEYS", "WHY"],
    ...expectations.map(({ component, optional, keys, reason, ...object }) => [
      component,
      `${nameOf(object)}${optional ? " (optional)" : ""}`,
      keys.join(", "),
      reason,
    ]),
  ]);
}

/** The definitions of a component that the cluster is said to have. */
function definitions({ component, objects }: AbsentComponent): ListedExpectation[] {
  return objects.flatMap(({ kind, name, customResource }) => {
    if (customResource === undefined) return [];
    const reason = `\`existing\` says that the cluster has ${component.title}; others use ${customResource.versions.join(", ")}.`;
    return [{ component: component.name, kind, namespace: undefined, name, keys: [], optional: false, reason }];
  });
}

function sortKey({ component, ...object }: ListedExpectation): string {
  return `${component} ${nameOf(object)}`;
}

function nameOf({ kind, namespace, name }: Pick<Expectation, "kind" | "namespace" | "name">): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
