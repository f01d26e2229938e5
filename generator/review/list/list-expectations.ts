import type { AbsentComponent, OrderedComponent, Platform } from "../../model/platform.ts";
import { printTable } from "./table.ts";

/** Something that has to be in the cluster before the environment is synced. */
export interface Expectation {
  readonly component: string;
  /** `Secret kubeflow/mysql-secret`. */
  readonly object: string;
  /** What has to be in it, or why it is needed. */
  readonly detail: string;
}

/** Secrets whose demo values the output leaves out, and the custom resources that components already in the cluster bring. */
export function listExpectations(platform: Platform, ordered: readonly OrderedComponent[]): readonly Expectation[] {
  return [
    ...ordered.flatMap(expectedSecrets),
    ...platform.absent.filter(({ existing }) => existing).flatMap(expectedKinds),
  ].sort((a, b) => (a.component + a.object < b.component + b.object ? -1 : 1));
}

export function printExpectations(expectations: readonly Expectation[]): string {
  return printTable([
    ["COMPONENT", "IN THE CLUSTER", "DETAIL"],
    ...expectations.map(({ component, object, detail }) => [component, object, detail]),
  ]);
}

function expectedSecrets({ component, expected }: OrderedComponent): Expectation[] {
  return expected.map(({ kind, namespace, name, credentials }) => ({
    component: component.name,
    object: `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`,
    detail: `keys ${(credentials ?? []).join(", ")}`,
  }));
}

function expectedKinds({ component, objects }: AbsentComponent): Expectation[] {
  return objects.flatMap(({ name, customResource }) =>
    customResource === undefined
      ? []
      : [
          {
            component: component.name,
            object: `CustomResourceDefinition ${name}`,
            detail: `versions ${customResource.versions.join(", ")}`,
          },
        ],
  );
}
