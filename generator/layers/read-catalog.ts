import type { Catalog } from "../model/catalog.ts";
import type { Result } from "../model/problem.ts";
import type { Roots } from "./roots.ts";

/** Reads every component and release of both roots; facts stay on disk until they are asked for. */
export function readCatalog(roots: Roots): Result<Catalog> {
  throw new Error(`not there yet: ${roots.package}`);
}
