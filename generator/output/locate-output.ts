import { basename, dirname, join } from "node:path";
import type { Result } from "../model/problem.ts";
import { refused } from "../problems/gather.ts";
import { outputNotRead, outputOccupied, outputPathRefused, outputSymlink } from "../problems/output-problems.ts";
import type { Disk } from "./disk.ts";
import { tryDisk } from "./disk-error.ts";
import { pathFault } from "./output-path.ts";

/** Where output goes. */
export interface OutputFolder {
  /** The user's repository: absolute, and there. */
  readonly root: string;
  /** Relative to the root, with `/`: `clusters/prod`. Need not be there. */
  readonly path: string;
}

/** An output folder on this disk: every path absolute and free of symbolic links. */
export interface OutputPlace {
  /** As messages name it: `clusters/prod`. */
  readonly name: string;
  /** `…/clusters/prod`. */
  readonly target: string;
  /** Beside the target, so that a rename can reach it; see `claimOutput`. */
  readonly staging: string;
}

/** Where the folder is on the disk, or that it is refused: because of its name, or because a symbolic link leads elsewhere. */
export function locateOutput(folder: OutputFolder, disk: Disk): Result<OutputPlace> {
  const fault = pathFault(folder.path);
  if (fault !== undefined) return refused(outputPathRefused(folder.path, fault));
  return tryDisk(
    () => followPath(folder, disk),
    (error) => outputNotRead(folder.path, error),
  );
}

function followPath(folder: OutputFolder, disk: Disk): Result<OutputPlace> {
  const root = disk.realPath(folder.root);
  let path = root;
  const segments = folder.path.split("/");
  for (const [index, segment] of segments.entries()) {
    const next = join(path, segment);
    const named = segments.slice(0, index + 1).join("/");
    const kind = disk.look(next)?.kind ?? "folder";
    if (kind === "folder") {
      path = next;
    } else if (kind !== "symlink") {
      return refused(outputOccupied(named, "a folder goes there"));
    } else if (index === segments.length - 1) {
      return refused(outputSymlink(named, "the rename that puts new output in place would replace it"));
    } else {
      path = disk.realPath(next);
      if (!isInside(path, root)) return refused(outputSymlink(named, "it leads out of the repository"));
    }
  }
  return { ok: true, value: placeOf(path, folder.path) };
}

/** The place of a target whose path is known to be good. */
export function placeOf(target: string, name: string): OutputPlace {
  return { name, target, staging: join(dirname(target), `.${basename(target)}.kubeflow-gitops`) };
}

function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith("/") ? root : `${root}/`);
}
