import { existsSync } from "node:fs";
import { join } from "node:path";
import { listFolders } from "./root-files.ts";
import { type Root, type Roots, rootFolders } from "./roots.ts";

/** Names of the folders in the user's `environments/` that have an environment.yaml, sorted. The base layer is not one. */
export function listEnvironments(roots: Roots): readonly string[] {
  const user = rootFolders(roots).at(-1) as Root;
  return listFolders(user, "environments").filter((name) => isEnvironment(user, name));
}

/** Whether the folder of that name has an environment.yaml. */
export function isEnvironment(user: Root, name: string): boolean {
  return !/^$|^\.|[\\/]|^base$/.test(name) && existsSync(join(user.folder, "environments", name, "environment.yaml"));
}

/** Names of the overlays of both roots, sorted. */
export function listOverlays(roots: Roots): readonly string[] {
  return [...new Set(rootFolders(roots).flatMap((root) => listFolders(root, "overlays")))].sort();
}
