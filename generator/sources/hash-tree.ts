import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A file of a tree as git sees it. */
interface TreeFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly mode: "100644" | "100755" | "120000";
  /** Of a symbolic link: where it leads. */
  readonly content: string | Uint8Array;
}

/** SHA-256 of a list `<mode> <SHA-256 of the content> <path>` of all files, sorted by path: 64 hexadecimal digits. */
export function hashTree(files: readonly TreeFile[]): string {
  return hashList(files.map(hashFile));
}

/** The same of everything below a folder on the disk. */
export function hashFolder(folder: string): string {
  return hashList(hashFiles(folder, ""));
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

type HashedFile = readonly [path: string, line: string];

function hashFile({ path, mode, content }: TreeFile): HashedFile {
  return [path, `${mode} ${sha256(content)} ${path}\n`];
}

function hashList(files: readonly HashedFile[]): string {
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  return sha256(sorted.map(([, line]) => line).join(""));
}

/** Every file is forgotten once it is hashed: a release has fifty megabytes. */
function hashFiles(folder: string, below: string): readonly HashedFile[] {
  return readdirSync(`${folder}/${below}`).flatMap((name): readonly HashedFile[] => {
    const path = below === "" ? name : `${below}/${name}`;
    const file = `${folder}/${path}`;
    const status = lstatSync(file);
    if (status.isDirectory()) return hashFiles(folder, path);
    if (status.isSymbolicLink()) return [hashFile({ path, mode: "120000", content: readlinkSync(file) })];
    // Git keeps no more of a mode than whether the owner may execute.
    const mode = (status.mode & 0o100) === 0 ? "100644" : "100755";
    return [hashFile({ path, mode, content: readFileSync(file) })];
  });
}
