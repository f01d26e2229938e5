import fs from "node:fs";
import { mapAtOnce } from "./map-at-once.ts";

/** What is at a path, without following a symbolic link. */
export interface DiskEntry {
  readonly kind: "file" | "folder" | "symlink" | "other";
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Differs as soon as somebody writes or replaces the file; a hard link to it, which changes nothing of it, leaves it as it is. */
  readonly stamp: string;
}

/**
 * The file operations of the output, one system call each: a fault or a kill comes between any two of them, and tests put it there.
 * Every method throws the `ErrnoException` of Node.
 */
export interface Disk {
  /** Names in a folder. */
  readonly list: (folder: string) => readonly string[];
  /** Nothing where there is nothing. */
  readonly look: (path: string) => DiskEntry | undefined;
  readonly read: (file: string) => Uint8Array;
  /** The path with every symbolic link in it followed. */
  readonly realPath: (path: string) => string;
  /** The parent must be there, the folder not. */
  readonly makeFolder: (folder: string) => void;
  /** The file must not be there. */
  readonly write: (file: string, content: Uint8Array) => void;
  readonly link: (file: string, to: string) => void;
  /** With mode and times. */
  readonly copy: (file: string, to: string) => void;
  /** With its time. */
  readonly copySymlink: (symlink: string, to: string) => void;
  /** Puts a file or folder in another place; of folders only an empty one gives way. */
  readonly rename: (path: string, to: string) => void;
  readonly removeFile: (file: string) => void;
  /** The folder must be empty. */
  readonly removeFolder: (folder: string) => void;
  readonly setMode: (path: string, mode: number) => void;
  readonly setOwner: (path: string, uid: number, gid: number) => void;
  /** Resolves when the files and folders are on the medium and not only in memory. */
  readonly flush: (paths: readonly string[]) => Promise<void>;
}

export const nodeDisk: Disk = {
  list: (folder) => fs.readdirSync(folder),
  look: lookAt,
  read: (file) => fs.readFileSync(file),
  realPath: (path) => fs.realpathSync.native(path),
  makeFolder: (folder) => fs.mkdirSync(folder),
  write: (file, content) => fs.writeFileSync(file, content, { flag: "wx" }),
  link: (file, to) => fs.linkSync(file, to),
  copy: copyWithTimes,
  copySymlink: copySymlinkWithTimes,
  rename: (path, to) => fs.renameSync(path, to),
  removeFile: (file) => fs.unlinkSync(file),
  removeFolder: (folder) => fs.rmdirSync(folder),
  setMode: (path, mode) => fs.chmodSync(path, mode),
  setOwner: (path, uid, gid) => fs.chownSync(path, uid, gid),
  flush: flushAll,
};

function lookAt(path: string): DiskEntry | undefined {
  const stat = fs.lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  const kind = stat.isFile() ? "file" : stat.isDirectory() ? "folder" : stat.isSymbolicLink() ? "symlink" : "other";
  const stamp = `${stat.ino} ${stat.size} ${stat.mtimeMs} ${stat.mode}`;
  return { kind, mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid, stamp };
}

function copyWithTimes(file: string, to: string): void {
  const { atimeMs, mtimeMs } = fs.statSync(file);
  fs.copyFileSync(file, to, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE);
  fs.utimesSync(to, atimeMs / 1000, mtimeMs / 1000);
}

function copySymlinkWithTimes(symlink: string, to: string): void {
  const { atimeMs, mtimeMs } = fs.lstatSync(symlink);
  fs.symlinkSync(fs.readlinkSync(symlink), to);
  fs.lutimesSync(to, atimeMs / 1000, mtimeMs / 1000);
}

/** Many at once: one commit of the file system's journal takes all that wait for it, where one after another each waits for its own. */
const FLUSHES_AT_ONCE = 16;

async function flushAll(paths: readonly string[]): Promise<void> {
  await mapAtOnce(paths, FLUSHES_AT_ONCE, flushOne);
}

function flushOne(path: string): Promise<void> {
  const descriptor = fs.openSync(path, "r");
  return new Promise((resolve, reject) => {
    fs.fsync(descriptor, (error) => {
      fs.closeSync(descriptor);
      if (error === null) resolve();
      else reject(error);
    });
  });
}
