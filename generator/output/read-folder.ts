import { join } from "node:path";
import { OWNERSHIP_FILE } from "../model/file-tree.ts";
import type { Problem, Result } from "../model/problem.ts";
import { outputEdited, outputMissing, outputNotRead, ownershipUnreadable } from "../problems/output-problems.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { tryDisk } from "./disk-error.ts";
import { locateOutput, type OutputFolder } from "./locate-output.ts";
import { digest, parseOwnership } from "./ownership.ts";
import { readEntries } from "./read-output.ts";

/**
 * Every file of an output folder, ours and others', by path relative to it. Problems: nothing was generated there, and generated files that were
 * edited or deleted since.
 */
export function readFolder(folder: OutputFolder, disk: Disk = nodeDisk): Result<ReadonlyMap<string, Uint8Array>> {
  const place = locateOutput(folder, disk);
  if (!place.ok) return place;
  return tryDisk(
    () => verify(folder.path, readFiles(place.value.target, disk)),
    (error) => outputNotRead(folder.path, error),
  );
}

function readFiles(target: string, disk: Disk): ReadonlyMap<string, Uint8Array> {
  const files = [...readEntries(target, disk)].filter(([, { kind }]) => kind === "file");
  return new Map(files.map(([path]) => [path, disk.read(join(target, path))]));
}

function verify(name: string, files: ReadonlyMap<string, Uint8Array>): Result<ReadonlyMap<string, Uint8Array>> {
  const listed = files.get(OWNERSHIP_FILE);
  if (listed === undefined) return { ok: false, problems: [outputMissing(name)] };
  const ownership = parseOwnership(Buffer.from(listed).toString());
  if (ownership === undefined) return { ok: false, problems: [ownershipUnreadable(`${name}/${OWNERSHIP_FILE}`)] };
  const problems = [...ownership.files].flatMap(([path, expected]): Problem[] => {
    const content = files.get(path);
    if (content === undefined) return [outputEdited(`${name}/${path}`, "deleted")];
    return digest(content) === expected ? [] : [outputEdited(`${name}/${path}`, "edited")];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: files };
}
