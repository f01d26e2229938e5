import { listEnvironments } from "../layers/list-environments.ts";
import { readCatalog } from "../layers/read-catalog.ts";
import { environmentReader } from "../layers/read-environment.ts";
import type { Roots } from "../layers/roots.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Environment } from "../model/environment.ts";
import type { Problem, Result } from "../model/problem.ts";
import { VENDOR } from "../model/sources-lock.ts";
import { recoverOutput, recoverOutputs } from "../output/recover-outputs.ts";
import { gather } from "../problems/gather.ts";
import { LONG_RUN, optimiseAfter } from "./optimise-after.ts";
import { rootsOf } from "./roots-of.ts";
import type { Terminal } from "./terminal.ts";

/** The flags that say which environments a command is for. */
export interface EnvironmentFlags {
  readonly root: string;
  readonly env?: readonly string[] | string;
  readonly all?: boolean;
}

/** The catalog and the environments that the flags name: what nearly every command starts from. */
export interface Selection {
  readonly roots: Roots;
  readonly catalog: Catalog;
  readonly environments: readonly Environment[];
}

/** From so many environments on, optimising pays for itself. */
const FLEET = 10;

/**
 * Reads the catalog and each named environment; all problems of all of them together. Puts right first what a killed run
 * left behind, so that no command works on a half of something.
 */
export function selectEnvironments(flags: EnvironmentFlags, terminal: Terminal): Result<Selection> {
  const roots = rootsOf(flags.root, terminal);
  const recovered = gather([
    recoverOutputs({ root: roots.user, path: "clusters" }),
    recoverOutput({ root: roots.user, path: VENDOR }),
  ]);
  if (!recovered.ok) return recovered;
  const catalog = readCatalog(roots);
  if (!catalog.ok) return catalog;
  const names = flags.all === true ? listEnvironments(roots) : [flags.env ?? []].flat();
  if (names.length >= FLEET) optimiseAfter(LONG_RUN);
  const environments: Environment[] = [];
  const problems: Problem[] = [];
  const readEnvironment = environmentReader(roots, catalog.value);
  for (const name of new Set(names)) {
    const environment = readEnvironment(name);
    if (environment.ok) environments.push(environment.value);
    else problems.push(...environment.problems);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { roots, catalog: catalog.value, environments } };
}
