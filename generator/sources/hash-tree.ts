import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

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
  const lines = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, mode, content }) => `${mode} ${sha256(content)} ${path}\n`);
  return sha256(lines.join(""));
}

/** The same of everything below a folder on the disk. */
export function hashFolder(folder: string): string {
  return hashTree(listTree(folder, ""));
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function listTree(folder: string, below: string): readonly TreeFile[] {
  return readdirSync(join(folder, below)).flatMap((name): readonly TreeFile[] => {
    const path = below === "" ? name : `${below}/${name}`;
    const file = join(folder, path);
    const status = lstatSync(file);
    if (status.isDirectory()) return listTree(folder, path);
    if (status.isSymbolicLink()) return [{ path, mode: "120000", content: readlinkSync(file) }];
    // Git keeps no more of a mode than whether the owner may execute.
    return [{ path, mode: (status.mode & 0o100) === 0 ? "100644" : "100755", content: readFileSync(file) }];
  });
}
