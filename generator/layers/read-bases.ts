import type { Catalog } from "../model/catalog.ts";
import type { Layer } from "../model/layer.ts";
import type { Result } from "../model/problem.ts";
import { gather } from "../problems/gather.ts";
import { readLayer } from "./read-layer.ts";
import { listFolders } from "./root-files.ts";
import { type Root, type Roots, rootFolders } from "./roots.ts";

/** The layers that every environment starts from: `environments/base` of the package, then of the user's root. Problems: files that cannot be read. */
export function readBases(roots: Roots, catalog: Catalog): Result<readonly Layer[]> {
  const components = new Set(catalog.components.keys());
  return gather(
    baseRoots(roots).map((root) => readLayer({ kind: "base", root, folder: "environments/base", components })),
  );
}

/** The roots that have a base, in layer order. */
export function baseRoots(roots: Roots): readonly Root[] {
  return rootFolders(roots).filter((root) => listFolders(root, "environments").includes("base"));
}
