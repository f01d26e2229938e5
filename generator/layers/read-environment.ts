import type { Catalog } from "../model/catalog.ts";
import type { Environment } from "../model/environment.ts";
import type { Result } from "../model/problem.ts";
import type { Roots } from "./roots.ts";

/** Reads `environments/<name>` of the user's root with its base, overlays and `extends` chain. */
export function readEnvironment(roots: Roots, name: string, catalog: Catalog): Result<Environment> {
  throw new Error(`not there yet: ${roots.user} ${name} ${catalog.components.size}`);
}
