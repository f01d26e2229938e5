import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "../model/problem.ts";
import { LOCK_FILE, type SourcesLock } from "../model/sources-lock.ts";
import { isMap, type Value } from "../model/value.ts";
import { lockMissing, lockUnreadable } from "../problems/lock-problems.ts";
import { readDocument } from "../yaml/read-document.ts";

/** The lock in a root. Problems: there is none, or it is not what `lock` writes. */
export function readLock(root: string): Result<SourcesLock> {
  const path = join(root, LOCK_FILE);
  if (!existsSync(path)) return { ok: false, problems: [lockMissing(LOCK_FILE)] };
  const document = readDocument(readFileSync(path, "utf8"), LOCK_FILE);
  if (!document.ok) return document;
  const lock = document.value.value;
  if (!isMap(lock) || lock.version !== 1) return unreadable("it does not begin with `version: 1`");
  for (const [list, fields] of Object.entries(SHAPE)) {
    const fault = faultIn(lock[list], fields);
    if (fault !== undefined) return unreadable(`${list}${fault}`);
  }
  return { ok: true, value: lock as unknown as SourcesLock };
}

const DIGEST = /^[0-9a-f]{64}$/;
const COMMIT = /^[0-9a-f]{40}$/;
const ANY = /^/;

/** The fields of each list's entries, and what their texts must be. */
const SHAPE: Readonly<Record<keyof SourcesLock, Readonly<Record<string, RegExp>>>> = {
  repositories: { url: ANY, ref: ANY, commit: COMMIT, sha256: DIGEST },
  files: { url: ANY, sha256: DIGEST },
  releases: { name: ANY, commit: COMMIT, vendored: DIGEST },
};

function faultIn(list: Value | undefined, fields: Readonly<Record<string, RegExp>>): string | undefined {
  if (!Array.isArray(list)) return " is no list";
  for (const [index, entry] of (list as readonly Value[]).entries()) {
    if (!isMap(entry)) return `[${index}] is no map`;
    for (const [field, pattern] of Object.entries(fields)) {
      const value = entry[field];
      if (typeof value !== "string" || !pattern.test(value)) return `[${index}].${field} is not what it must be`;
    }
  }
  return undefined;
}

function unreadable(reason: string): Result<never> {
  return { ok: false, problems: [lockUnreadable(LOCK_FILE, reason)] };
}
