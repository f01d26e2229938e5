import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Document } from "../model/document.ts";
import type { Place, Result } from "../model/problem.ts";
import { fileTooLarge } from "../problems/document-problems.ts";
import { outsideRoot, unreadableFile } from "../problems/layer-problems.ts";
import { readDocument } from "../yaml/read-document.ts";
import type { Root } from "./roots.ts";

/** In bytes, of one file. Facts are machine-written and larger. */
const MAXIMUM_SIZE = 1024 * 1024;
const MAXIMUM_FACTS_SIZE = 64 * MAXIMUM_SIZE;

/** Where the file `path` of a root begins, for problems about the whole of it. */
export function startOf(root: Root, path: string): Place {
  return { file: `${root.label}${path}`, line: 1, column: 1 };
}

/**
 * The text of a file of a root: UTF-8, at most 1 MiB. Problems: it cannot be read, is too large, or is a symbolic link
 * that leads out of the root.
 */
export function readText(root: Root, path: string): Result<string> {
  const place = startOf(root, path);
  const limit = path.endsWith(".facts.json") ? MAXIMUM_FACTS_SIZE : MAXIMUM_SIZE;
  try {
    const real = realpathSync.native(join(root.folder, path));
    if (!isInside(root, real)) return { ok: false, problems: [outsideRoot(place)] };
    const status = statSync(real);
    // A pipe or a device would be read for ever.
    if (!status.isFile()) return { ok: false, problems: [unreadableFile("it is not a regular file", place)] };
    if (status.size > limit) return { ok: false, problems: [fileTooLarge(limit, place)] };
    return { ok: true, value: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(real)) };
  } catch (error) {
    return { ok: false, problems: [unreadableFile(reasonOf(error), place)] };
  }
}

/** The YAML document in a file of a root. */
export function readYaml(root: Root, path: string): Result<Document> {
  const text = readText(root, path);
  return text.ok ? readDocument(text.value, `${root.label}${path}`) : text;
}

/** Paths of all files below a folder, relative to it, sorted; without those whose name begins with a dot. Symbolic links to folders are files here. */
export function listFiles(root: Root, folder: string): Result<readonly string[]> {
  const absolute = join(root.folder, folder);
  try {
    if (!isInside(root, realpathSync.native(absolute))) {
      return { ok: false, problems: [outsideRoot(startOf(root, folder))] };
    }
    const files = readdirSync(absolute, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(absolute.length + 1))
      .map((path) => path.split(sep).join("/"))
      .filter((path) => !/(^|\/)\./.test(path));
    return { ok: true, value: files.sort() };
  } catch (error) {
    return { ok: false, problems: [unreadableFile(reasonOf(error), startOf(root, folder))] };
  }
}

/** Names of the folders in a folder, sorted, symbolic links to folders among them; none where there is no such folder. */
export function listFolders(root: Root, folder: string): readonly string[] {
  return listEntries(root, folder).filter((name) => isFolder(join(root.folder, folder, name)));
}

/** Names of what is in a folder, sorted, without those that begin with a dot; none where there is no such folder. */
export function listEntries(root: Root, folder: string): readonly string[] {
  const absolute = join(root.folder, folder);
  if (!isFolder(absolute)) return [];
  return readdirSync(absolute)
    .filter((name) => !name.startsWith("."))
    .sort();
}

function isInside(root: Root, real: string): boolean {
  return real === root.folder || real.startsWith(root.folder.endsWith(sep) ? root.folder : `${root.folder}${sep}`);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Not there, or a symbolic link that leads nowhere.
    return false;
  }
}

/** An error of the system in words that do not depend on it, without the absolute path. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? code ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it is not there",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  ELOOP: "its symbolic links form a circle",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not UTF-8",
};
