import type { Roots } from "../../layers/roots.ts";
import type { Result } from "../../model/problem.ts";
import { type SourcesLock, VENDOR } from "../../model/sources-lock.ts";
import { type Written, writeOutput } from "../../output/write-output.ts";
import { cacheFolder } from "../../sources/cache-folder.ts";
import { sha256 } from "../../sources/hash-tree.ts";
import { printLock } from "../../sources/print-lock.ts";
import { probingSource } from "../../sources/probing-source.ts";
import { readLock } from "../../sources/read-lock.ts";
import { vendoredTree, verifyVendored } from "../../sources/vendored-tree.ts";
import { selectEnvironments } from "../environments.ts";
import { packageVersion } from "../output-origin.ts";
import { refuse } from "../refuse.ts";
import { type ReleasesInUse, releasesInUse } from "../releases-in-use.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface VendorOptions {
  readonly root: string;
  readonly output: OutputFormat;
  readonly quiet?: boolean;
  /** Compare what is there with the lock; write nothing and ask no server. */
  readonly verify?: boolean;
  /** Put back vendored files that were edited by hand. */
  readonly force?: boolean;
  /** Where fetched sources are kept. */
  readonly cache?: string;
}

/**
 * Makes `vendor/` what the environments with `delivery.manifests: vendored` need, and fetches into the cache what those with `rendered`
 * do; with `verify` compares `vendor/` with the lock.
 */
export async function vendorCommand(options: VendorOptions, terminal: Terminal): Promise<number> {
  const selection = selectEnvironments({ root: options.root, all: true }, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  const used = releasesInUse(selection.value);
  if (!used.ok) return refuse(used.problems, options, terminal);
  const root = selection.value.roots.user;
  const lock = readLock(root);
  if (!lock.ok) return refuse(lock.problems, options, terminal);
  const problems = await verifyVendored(root, used.value.vendored, lock.value);
  if (options.verify === true) {
    return problems.length > 0 ? refuse(problems, options, terminal) : report(NOTHING, options, terminal);
  }
  const isCurrent = problems.length === 0;
  const written = await update(selection.value.roots, used.value, lock.value, { ...options, isCurrent });
  return written.ok ? report(written.value, options, terminal) : refuse(written.problems, options, terminal);
}

const NOTHING: Pick<Written, "written" | "removed"> = { written: [], removed: [] };

async function update(
  roots: Roots,
  { vendored, rendered, mirrors }: ReleasesInUse,
  lock: SourcesLock,
  { force = false, cache, isCurrent }: VendorOptions & { readonly isCurrent: boolean },
): Promise<Result<typeof NOTHING>> {
  const source = probingSource(cacheFolder(cache));
  const fetched = await vendoredTree(rendered, lock, source, mirrors);
  if (!fetched.ok) return fetched;
  if (isCurrent) return { ok: true, value: NOTHING };
  const tree = await vendoredTree(vendored, lock, source, mirrors);
  if (!tree.ok) return tree;
  const inputs = `sha256:${sha256(printLock(lock))}`;
  return writeOutput({ root: roots.user, path: VENDOR }, tree.value, { version: packageVersion(), inputs, force });
}

function report({ written, removed }: typeof NOTHING, { output, quiet }: VendorOptions, terminal: Terminal): number {
  if (output === "json")
    terminal.stdout.write(`${JSON.stringify({ folder: VENDOR, written, removed }, undefined, 2)}\n`);
  else if (quiet !== true) {
    const changes = Object.entries({ written, removed }).filter(([, paths]) => paths.length > 0);
    const summary = changes.map(([change, paths]) => `${paths.length} ${change}`).join(", ");
    terminal.stdout.write(`${VENDOR}: ${summary === "" ? "as locked" : summary}\n`);
  }
  return EXIT.done;
}
