import { realpathSync } from "node:fs";
import { join } from "node:path";

/** The two folders that everything is read from; the same folder twice where somebody works in this repository itself. */
export interface Roots {
  /** Absolute: where the built-in components, overlays, schemas and the first base layer are. */
  readonly package: string;
  /** Absolute: where the user's environments are, and components and overlays of their own. */
  readonly user: string;
}

/** One of them, as files are read from it. */
export interface Root {
  /** Absolute, without symbolic links. */
  readonly folder: string;
  /** What its files are called by in places: nothing for the user's, `kubeflow-gitops/` for the package's where that is elsewhere, on whatever machine. */
  readonly label: string;
}

/** The roots in layer order, each once. A folder that does not exist is taken as it is: nothing will be found in it. */
export function rootFolders(roots: Roots): readonly Root[] {
  const user = { folder: withoutLinks(roots.user), label: "" };
  const builtIn = withoutLinks(roots.package);
  return builtIn === user.folder ? [user] : [{ folder: builtIn, label: "kubeflow-gitops/" }, user];
}

/** The absolute path of the file that a place names. */
export function fileOfPlace(roots: Roots, file: string): string | undefined {
  const root = rootFolders(roots).find(({ label }) => file.startsWith(label));
  return root && join(root.folder, file.slice(root.label.length));
}

function withoutLinks(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}
