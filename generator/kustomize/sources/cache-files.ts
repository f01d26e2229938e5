import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** A name for a cache entry: 32 hexadecimal digits that depend on the content only. */
export function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}

const temporaryPrefix = "partial-";
const abandonedAfterMilliseconds = 24 * 3_600_000;

/** A new empty folder beside the entries of `home`; what crashed processes left there a day ago is removed. */
export function temporaryDirectory(home: string): string {
  privateDirectory(home);
  for (const name of readdirSync(home)) {
    if (name.startsWith(temporaryPrefix)) removeAbandoned(join(home, name));
  }
  return mkdtempSync(join(home, temporaryPrefix));
}

/** Makes a folder that only this user can read, and those on the way to it: what is fetched with somebody's credentials is theirs. */
export function privateDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

function removeAbandoned(path: string): void {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined || Date.now() - status.mtimeMs < abandonedAfterMilliseconds) return;
  rmSync(path, { recursive: true, force: true });
}

/** Moves a finished folder to its place and gives the place. Content is the same for the same place, so the first process wins. */
export function placeDirectory(finished: string, place: string): string {
  try {
    renameSync(finished, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
  return place;
}

/** The file's bytes, or undefined when there is no such file. */
export function readBytes(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** Writes a file so that others see either nothing, the old or the new content. */
export function writeBytes(path: string, content: string | Uint8Array): void {
  privateDirectory(dirname(path));
  const temporary = `${path}.${process.pid}.${temporaryPrefix}`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, path);
}

/** The value in a JSON file; undefined when there is none or it is damaged, which for a cache is the same. */
export function readJson<T>(path: string): T | undefined {
  const content = readBytes(path);
  if (content === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(content)) as T;
  } catch {
    return undefined;
  }
}

/** Writes a value that `readJson` reads. */
export function writeJson(path: string, value: unknown): void {
  writeBytes(path, JSON.stringify(value));
}
