import { configurationConflict, idTaken } from "../problems/kustomize-problems.ts";
import type { BuildContext } from "./build-context.ts";
import type { Entry } from "./report.ts";
import type { Resource } from "./resource.ts";
import { formatId } from "./resource-id.ts";
import { emptyConfig, mergeConfigs, type TransformerConfig } from "./transformer-config.ts";
import { mergeVariables, type Variable } from "./variables.ts";

/** What a kustomization has gathered so far: resources, field specs and vars (`api/internal/accumulator/resaccumulator.go`). */
export interface Accumulation {
  readonly resources: readonly Resource[];
  readonly config: TransformerConfig;
  readonly variables: readonly Variable[];
}

export const emptyAccumulation: Accumulation = { resources: [], config: emptyConfig, variables: [] };

/** Everything of both; no id may be there twice. `entry` is what brought the second. */
export function mergeAccumulations(
  one: Accumulation,
  other: Accumulation,
  entry: Entry,
  context: BuildContext,
): Accumulation {
  const fail = (reason: string): void => context.problems.report(configurationConflict(reason), entry);
  return {
    resources: appendResources(one.resources, other.resources, entry, context),
    config: mergeConfigs(one.config, other.config, fail),
    variables: mergeVariables(one.variables, other.variables, context),
  };
}

/** The resources with others after them; no id may be there twice (`reswrangler.go: Append`). */
export function appendResources(
  resources: readonly Resource[],
  added: readonly Resource[],
  entry: Entry,
  context: BuildContext,
): readonly Resource[] {
  const keys = new Set(resources.map(({ id }) => id.key));
  for (const { id } of added) {
    if (keys.has(id.key)) context.problems.report(idTaken(formatId(id)), entry);
    keys.add(id.key);
  }
  return [...resources, ...added];
}
