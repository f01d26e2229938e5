import type { Catalog } from "../model/catalog.ts";
import type { Layer } from "../model/layer.ts";
import type { Result } from "../model/problem.ts";
import { gather } from "../problems/gather.ts";
import { type LayerFolder, readLayer } from "./read-layer.ts";
import { listFolders } from "./root-files.ts";
import { type Roots, rootFolders } from "./roots.ts";

/** The layers that every environment starts from: `environments/base` of the package, then of the user's root. Problems: files that cannot be read. */
export function readBases(roots: Roots, catalog: Catalog): Result<readonly Layer[]> {
  const components = new Set(catalog.components.keys());
  return gather(baseFolders(roots).map((base) => readLayer({ ...base, components })));
}

/** The bases that there are, in layer order: first the one that everybody has. */
export function baseFolders(roots: Roots): readonly Omit<LayerFolder, "components">[] {
  const [builtIn] = rootFolders(roots);
  return rootFolders(roots)
    .filter((root) => listFolders(root, "environments").includes("base"))
    .map((root) => ({
      kind: root.folder === builtIn?.folder ? "default" : "base",
      root,
      folder: "environments/base",
    }));
}
