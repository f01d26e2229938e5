import { join, resolve } from "node:path";
import { type Plan, planEnvironment } from "../../generator/generate.ts";
import { listEnvironments } from "../../generator/layers/list-environments.ts";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { Catalog } from "../../generator/model/catalog.ts";
import type { Result } from "../../generator/model/problem.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { inParallel } from "../support/in-parallel.ts";
import { build, digest, writeFiles } from "./kustomize.ts";
import { fromTree, type Upstream } from "./upstream.ts";

/** A shipped environment, as planned and as the real Kustomize renders it. */
export interface BuiltEnvironment {
  readonly name: string;
  readonly plan: Plan;
  /** The objects of each component. */
  readonly objects: ReadonlyMap<string, readonly ValueMap[]>;
}

const ROOT = resolve(import.meta.dirname, "../..");
const ROOTS = { package: ROOT, user: ROOT };

export function readShippedCatalog(): Catalog {
  return expectValue(readCatalog(ROOTS));
}

/** Every shipped environment by name. */
export function planEnvironments(catalog: Catalog): ReadonlyMap<string, Plan> {
  const plan = (name: string) => planEnvironment(expectValue(readEnvironment(ROOTS, name, catalog)), catalog);
  return new Map(listEnvironments(ROOTS).map((name) => [name, expectValue(plan(name))]));
}

/** Builds every component of every environment from the local tree, two at a time, and equal folders once. */
export async function buildEnvironments(
  plans: ReadonlyMap<string, Plan>,
  upstream: Upstream,
  folder: string,
): Promise<ReadonlyMap<string, BuiltEnvironment>> {
  const distinct = new Map(
    [...plans.values()].flatMap(({ platform, components }) =>
      components.map((component) => [digest(component.files), { component, release: platform.release }] as const),
    ),
  );
  const built = await inParallel([...distinct], 2, async ([key, { component, release }]) => {
    const target = join(folder, `${component.component.name}-${key}`);
    writeFiles(target, component.files, (text, at) => fromTree(text, release, upstream, at));
    return [key, await build(target, upstream.gitConfig)] as const;
  });
  const byDigest = new Map(built);
  const environments = [...plans].map(([name, plan]): [string, BuiltEnvironment] => {
    const objects = plan.components.map(
      ({ component, files }) => [component.name, byDigest.get(digest(files)) ?? []] as const,
    );
    return [name, { name, plan, objects: new Map(objects) }];
  });
  return new Map(environments);
}

function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return result.value;
}
