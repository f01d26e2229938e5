import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compareFacts } from "../../facts/compare-facts.ts";
import { printFacts } from "../../facts/print-facts.ts";
import { releasePaths } from "../../facts/release-paths.ts";
import { readCatalog } from "../../layers/read-catalog.ts";
import type { Roots } from "../../layers/roots.ts";
import type { ReleaseFacts } from "../../model/facts.ts";
import type { Problem, Result } from "../../model/problem.ts";
import type { Release } from "../../model/release.ts";
import { unknownRelease } from "../../problems/platform-problems.ts";
import { factsDiffer, factsUnreadable, releaseFileMissing } from "../../problems/source-problems.ts";
import { withCheckout } from "../../sources/checkout.ts";
import { parseSource } from "../../sources/parse-source.ts";
import { recordFacts } from "../../sources/record-facts.ts";
import { rootsOf } from "../environments.ts";
import { printProblems } from "../print-problems.ts";
import { EXIT, type Terminal } from "../terminal.ts";

export interface FactsOptions {
  readonly root: string;
  readonly release: string;
  /** A clone or mirror to read instead of the pinned URL, with an optional `@ref`. */
  readonly source?: string;
  /** Compare, write nothing. */
  readonly check?: boolean;
  readonly quiet?: boolean;
}

/**
 * Builds every path of the root's release file from the release's source and writes what they render beside that file; or compares it with
 * what is there. What the package itself ships of the same release has its facts beside it already.
 */
export async function factsCommand(options: FactsOptions, terminal: Terminal): Promise<number> {
  const roots = rootsOf(options.root, terminal);
  const release = findRelease(roots, options.release);
  if (!release.ok) return refuse(release.problems, terminal);

  const source = parseSource(options.source, release.value.source);
  const progress = reportProgress(release.value, options, terminal);
  const facts = await withCheckout(source, (folder) => recordFacts(release.value, folder, progress));
  if (!facts.ok) return refuse(facts.problems, terminal);

  const file = { root: roots.user, path: `components/releases/${options.release}.facts.json` };
  if (options.check === true) return checkFacts(file, facts.value, options, terminal);
  await writeFile(join(file.root, file.path), printFacts(facts.value));
  if (options.quiet !== true) terminal.stdout.write(`${file.path}: ${summary(facts.value)}\n`);
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
  if (!recorded.ok) return refuse(recorded.problems, terminal);
  const differences = compareFacts(recorded.value, actual);
  if (differences.length > 0) return refuse([factsDiffer(file.path, actual.release, differences)], terminal);
  if (options.quiet !== true) terminal.stdout.write(`${file.path} is current: ${summary(actual)}\n`);
  return EXIT.done;
}

async function readFacts({ root, path }: FactsFile): Promise<Result<ReleaseFacts>> {
  try {
    return { ok: true, value: JSON.parse(await readFile(join(root, path), "utf8")) as ReleaseFacts };
  } catch (error) {
    return { ok: false, problems: [factsUnreadable(path, (error as Error).message)] };
  }
}

/** One line that counts up, where a person is looking: recording takes a quarter of a minute. */
function reportProgress(release: Release, { quiet }: FactsOptions, { stderr }: Terminal): (path: string) => void {
  const total = releasePaths(release).length;
  let done = 0;
  return () => {
    done += 1;
    if (quiet !== true && stderr.isTTY === true)
      stderr.write(`\rbuilt ${done} of ${total}${done === total ? "\n" : ""}`);
  };
}

function summary({ paths }: ReleaseFacts): string {
  const folders = Object.values(paths);
  return `${folders.length} paths, ${folders.flat().length} objects`;
}

function refuse(problems: readonly Problem[], terminal: Terminal): number {
  printProblems(problems, terminal);
  return problems.some(({ code }) => code === "SOURCE_UNREACHABLE") ? EXIT.unreachable : EXIT.problem;
}
