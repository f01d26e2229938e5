import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { decodeUtf8 } from "./decode-utf8.ts";

/** Texts by the hash of what they were made from. */
export interface TextCache {
  get(key: string): string | undefined;
  set(key: string, text: string): void;
}

/**
 * A cache of one file per text below a directory, for any number of processes at once: a file appears whole or not at all. Every file
 * begins with the hash of the rest, and one that does not fit is as good as absent. Only this user can read it: what is built may be
 * private. What the disk refuses is not cached: no failure here ever fails a build.
 */
export function diskCache(directory: string): TextCache {
  return {
    get: (key) => verified(readIfPresent(pathOf(directory, key))),
    set: (key, text) => writeWhole(pathOf(directory, key), sealed(Buffer.from(text))),
  };
}

/** The SHA-256 of a text or of bytes, in hexadecimal. */
export function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function pathOf(directory: string, key: string): string {
  return join(directory, key.slice(0, 2), key.slice(2));
}

function sealed(text: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${hashOf(text)}\n`), text]);
}

function verified(file: Buffer | undefined): string | undefined {
  const end = file?.indexOf("\n") ?? -1;
  if (file === undefined || end < 0) return undefined;
  const text = file.subarray(end + 1);
  return hashOf(text) === file.toString("latin1", 0, end) ? decodeUtf8(text) : undefined;
}

function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function writeWhole(path: string, content: Buffer): void {
  const temporary = `${path}.${randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, content, { mode: 0o600 });
    renameSync(temporary, path);
  } catch {
    removeIfPossible(temporary);
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be written, nothing was left behind.
  }
}
