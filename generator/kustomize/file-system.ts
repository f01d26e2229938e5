import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";

/** All that a build reads of a file system, so that it can run over real files and over files that exist in memory only. */
export interface FileSystem {
  /** Undefined when there is no such file; a directory is not a file. */
  readFile(path: string): Uint8Array | undefined;
  isDirectory(path: string): boolean;
  /** The path with every symbolic link resolved, or undefined when it does not exist. */
  realPath(path: string): string | undefined;
}

/** The file system of this machine. Relative paths start at the working directory. A file that may not be read throws. */
export function diskFileSystem(): FileSystem {
  return {
    readFile: (path) => unlessAbsent(() => (statSync(path).isFile() ? readFileSync(path) : undefined)),
    isDirectory: (path) => unlessAbsent(() => statSync(path).isDirectory()) ?? false,
    realPath: (path) => unlessAbsent(() => realpathSync.native(path)),
  };
}

/** Files that exist in memory only: path to content. Every folder on the way to a file exists; there are no links. */
export function memoryFileSystem(files: ReadonlyMap<string, string | Uint8Array>): FileSystem {
  const contents = new Map<string, Uint8Array>();
  const directories = new Set<string>();
  for (const [path, content] of files) {
    const absolute = resolve(path);
    contents.set(absolute, typeof content === "string" ? new TextEncoder().encode(content) : content);
    addParents(absolute, directories);
  }
  return {
    readFile: (path) => contents.get(resolve(path)),
    isDirectory: (path) => directories.has(resolve(path)),
    realPath(path) {
      const absolute = resolve(path);
      return contents.has(absolute) || directories.has(absolute) ? absolute : undefined;
    },
  };
}

/** A folder that exists in memory only, whatever the file system has in its place, with everything around it as it is. */
export function fileSystemWithFolder(
  around: FileSystem,
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): FileSystem {
  const within = memoryFileSystem(new Map([...files].map(([path, content]) => [resolve(folder, path), content])));
  const at = (path: string): FileSystem =>
    `${resolve(path)}${sep}`.startsWith(`${resolve(folder)}${sep}`) ? within : around;
  return {
    readFile: (path) => at(path).readFile(path),
    isDirectory: (path) => at(path).isDirectory(path),
    realPath: (path) => at(path).realPath(path),
  };
}

function addParents(path: string, directories: Set<string>): void {
  const parent = dirname(path);
  if (directories.has(parent)) return;
  directories.add(parent);
  addParents(parent, directories);
}

/** ENAMETOOLONG counts as absent: a patch written in place is tried as a path first. */
const absent = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"]);

function unlessAbsent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (absent.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
