import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compareFacts } from "../../facts/compare-facts.ts";
import { printFacts } from "../../facts/print-facts.ts";
import { releasePaths } from "../../facts/release-paths.ts";
import { remoteSource } from "../../kustomize/sources/remote-source.ts";
import { readCatalog } from "../../layers/read-catalog.ts";
import type { Roots } from "../../layers/roots.ts";
import type { ReleaseFacts } from "../../model/facts.ts";
import type { Result } from "../../model/problem.ts";
import type { Release } from "../../model/release.ts";
import { writeWhole } from "../../output/write-whole.ts";
import { unknownRelease } from "../../problems/platform-problems.ts";
import { factsDiffer, factsUnreadable, releaseFileMissing } from "../../problems/source-problems.ts";
import { cacheFolder } from "../../sources/cache-folder.ts";
import { withCheckout } from "../../sources/checkout.ts";
import { parseSource } from "../../sources/parse-source.ts";
import { recordFacts } from "../../sources/record-facts.ts";
import { startProgress } from "../progress.ts";
import { refuse } from "../refuse.ts";
import { rootsOf } from "../roots-of.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface FactsOptions {
  readonly root: string;
  readonly release: string;
  /** A clone or mirror to read instead of the pinned URL, with an optional `@ref`. */
  readonly source?: string;
  /** Compare, write nothing. */
  readonly check?: boolean;
  readonly output?: OutputFormat;
  readonly quiet?: boolean;
  /** Where fetched sources are kept. */
  readonly cache?: string;
}

/**
 * Builds every path of the root's release file from the release's source and writes what they render beside that file; or compares it with
 * what is there. What the package itself ships of the same release has its facts beside it already.
 */
export async function factsCommand(options: FactsOptions, terminal: Terminal): Promise<number> {
  const roots = rootsOf(options.root, terminal);
  const release = findRelease(roots, options.release);
  if (!release.ok) return refuse(release.problems, options, terminal);

  const source = parseSource(options.source, release.value.source);
  const facts = await withCheckout(source, (folder) => record(release.value, folder, options, terminal));
  if (!facts.ok) return refuse(facts.problems, options, terminal);

  const file = { root: roots.user, path: `components/releases/${options.release}.facts.json` };
  if (options.check === true) return checkFacts(file, facts.value, options, terminal);
  writeWhole(join(file.root, file.path), printFacts(facts.value));
  report(file.path, facts.value, options, terminal);
  return EXIT.done;
}

/** The release with those of its components that the user's own file lists. */
function findRelease(roots: Roots, name: string): Result<Release> {
  const catalog = readCatalog(roots);
  if (!catalog.ok) return catalog;
  const release = catalog.value.releases.get(name);
  if (release === undefined) return { ok: false, problems: [unknownRelease(name, [...catalog.value.releases.keys()])] };
  const file = `components/releases/${name}.yaml`;
  const own = [...release.components].filter(([, { place }]) => place.file === file);
  if (own.length === 0) return { ok: false, problems: [releaseFileMissing(file)] };
  return { ok: true, value: { ...release, components: new Map(own) } };
}

interface FactsFile {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root. */
  readonly path: string;
}

async function checkFacts(file: FactsFile, actual: ReleaseFacts, options: FactsOptions, terminal: Terminal) {
  const recorded = await readFacts(file);
  if (!recorded.ok) return refuse(recorded.problems, options, terminal);
  const differences = compareFacts(recorded.value, actual);
  if (differences.length > 0) return refuse([factsDiffer(file.path, actual.release, differences)], options, terminal);
  report(file.path, actual, options, terminal);
  return EXIT.done;
}

async function readFacts({ root, path }: FactsFile): Promise<Result<ReleaseFacts>> {
  try {
    return { ok: true, value: JSON.parse(await readFile(join(root, path), "utf8")) as ReleaseFacts };
  } catch (error) {
    return { ok: false, problems: [factsUnreadable(path, (error as Error).message)] };
  }
}

/** Recording takes a quarter of a minute: somebody who looks sees how far it is. */
async function record(release: Release, folder: string, { quiet, cache }: FactsOptions, terminal: Terminal) {
  const total = releasePaths(release).length;
  const progress = startProgress(terminal.stderr, quiet);
  let done = 0;
  const remote = remoteSource(cacheFolder(cache));
  const facts = await recordFacts(release, folder, remote, (path) => progress.show(`built ${path}`, ++done, total));
  progress.end();
  return facts;
}

function report(file: string, { paths }: ReleaseFacts, options: FactsOptions, terminal: Terminal): void {
  const folders = Object.values(paths);
  const counts = { paths: folders.length, objects: folders.flat().length };
  if (options.output === "json") terminal.stdout.write(`${JSON.stringify({ file, ...counts }, undefined, 2)}\n`);
  else if (options.quiet !== true) {
    const done = options.check === true ? `${file} is current` : file;
    terminal.stdout.write(`${done}: ${counts.paths} paths, ${counts.objects} objects\n`);
  }
}
