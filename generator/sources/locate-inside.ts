import { join, posix, relative, sep } from "node:path";
import { diskFileSystem } from "../kustomize/file-system.ts";

/** What a path of a folder leads to through symbolic links; its place is relative to the folder, with `/`. */
export type Located =
  | { readonly is: "folder" | "file"; readonly path: string }
  | { readonly is: "absent" }
  | { readonly is: "outside" };

const DISK = diskFileSystem();

/** Where a path of a folder (relative, with `/`) really is. The folder itself must be there, and be named without symbolic links. */
export function locateInside(folder: string, path: string): Located {
  if (leadsOut(posix.normalize(path))) return { is: "outside" };
  const real = DISK.realPath(join(folder, path));
  if (real === undefined) return { is: "absent" };
  const place = relative(folder, real).split(sep).join("/");
  if (leadsOut(place)) return { is: "outside" };
  return { is: DISK.isDirectory(real) ? "folder" : "file", path: place };
}

function leadsOut(path: string): boolean {
  return path === ".." || path.startsWith("../");
}
