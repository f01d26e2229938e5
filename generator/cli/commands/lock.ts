import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE } from "../../model/sources-lock.ts";
import { writeWhole } from "../../output/write-whole.ts";
import { cacheFolder } from "../../sources/cache-folder.ts";
import { compareLocks, type LockChange } from "../../sources/compare-locks.ts";
import { lockSources } from "../../sources/lock-sources.ts";
import { printLock } from "../../sources/print-lock.ts";
import { probingSource } from "../../sources/probing-source.ts";
import { readLock } from "../../sources/read-lock.ts";
import { selectEnvironments } from "../environments.ts";
import { refuse } from "../refuse.ts";
import { releasesInUse } from "../releases-in-use.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface LockOptions {
  readonly root: string;
  readonly output: OutputFormat;
  readonly quiet?: boolean;
  /** Where fetched sources are kept. */
  readonly cache?: string;
}

/** Writes the lock of the sources of every release that an environment of the root uses, and says what moved. */
export async function lockCommand(options: LockOptions, terminal: Terminal): Promise<number> {
  const selection = selectEnvironments({ root: options.root, all: true }, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  const used = releasesInUse(selection.value);
  if (!used.ok) return refuse(used.problems, options, terminal);
  const lock = await lockSources(used.value.releases, probingSource(cacheFolder(options.cache)), used.value.mirrors);
  if (!lock.ok) return refuse(lock.problems, options, terminal);
  const old = readLock(selection.value.roots.user);
  const changes = compareLocks(old.ok ? old.value : undefined, lock.value);
  const file = join(selection.value.roots.user, LOCK_FILE);
  const text = printLock(lock.value);
  // A run that changes nothing does not touch it.
  if (readIfThere(file) !== text) writeWhole(file, text);
  if (options.quiet !== true) report(changes, options.output, terminal);
  return EXIT.done;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function report(changes: readonly LockChange[], output: OutputFormat, terminal: Terminal): void {
  if (output === "json") {
    terminal.stdout.write(`${JSON.stringify({ file: LOCK_FILE, changes }, undefined, 2)}\n`);
    return;
  }
  for (const { change, text } of changes) terminal.stdout.write(`${change} ${text}\n`);
  terminal.stdout.write(`${LOCK_FILE}: ${changes.length === 0 ? "nothing moved" : `${changes.length} changed`}\n`);
}
