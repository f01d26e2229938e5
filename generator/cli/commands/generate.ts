import { type Delivery, deliveryOf, type Generated, generate, sharedNames } from "../../generate.ts";
import type { Roots } from "../../layers/roots.ts";
import type { Problem, Result } from "../../model/problem.ts";
import { compareOutput } from "../../output/compare-output.ts";
import type { OutputFolder } from "../../output/locate-output.ts";
import { mapAtOnce } from "../../output/map-at-once.ts";
import type { SharedContents } from "../../output/seal-tree.ts";
import { prepareWrite, type WriteOptions } from "../../output/write-output.ts";
import { noEnvironment } from "../../problems/layer-problems.ts";
import { type EnvironmentFlags, type Selection, selectEnvironments } from "../environments.ts";
import { manifestsAdder } from "../manifests-adder.ts";
import { outputOrigin } from "../output-origin.ts";
import { type Progress, startProgress } from "../progress.ts";
import { refuse } from "../refuse.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface GenerateOptions extends EnvironmentFlags {
  readonly output: OutputFormat;
  readonly quiet?: boolean;
  /** Replace generated files that were edited by hand. */
  readonly force?: boolean;
  /** Write nothing, compare. */
  readonly check?: boolean;
  /** Where fetched sources are kept. */
  readonly cache?: string;
}

/** What became of one environment. */
interface Outcome {
  readonly environment: string;
  /** Relative to the root. */
  readonly folder: string;
  /** What was done, or with `check` what is different: paths relative to the folder, by what happened to them. */
  readonly changes: Readonly<Record<string, readonly string[]>>;
}

/** While the files of some are on their way to the medium, those of others are made. */
const WRITES_AT_ONCE = 4;

/** Generates every named environment, and writes them only if nothing stands in the way of any; with `check` compares instead. */
export async function generateCommand(options: GenerateOptions, terminal: Terminal): Promise<number> {
  const selection = selectEnvironments(options, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  // A check in CI that looks into the wrong folder must not pass.
  if (selection.value.environments.length === 0) return refuse([noEnvironment()], options, terminal);
  const progress = startProgress(terminal.stderr, options.quiet);
  const jobs = await prepareJobs(selection.value, options, progress);
  const finished = jobs.ok ? await finishJobs(jobs.value, options, progress) : [jobs];
  progress.end();
  const outcomes = finished.flatMap((result) => (result.ok ? [result.value] : []));
  const failures = finished.flatMap((result) => (result.ok ? [] : result.problems));
  if (failures.length > 0 && options.output === "json") return refuse(failures, options, terminal);
  if (options.quiet !== true) report(outcomes, options, terminal);
  if (failures.length > 0) return refuse(failures, options, terminal);
  return options.check === true && outcomes.some(isChanged) ? EXIT.problem : EXIT.done;
}

/** What is to be done about every environment, or all that is wrong with any of them or in the way of its files. */
async function prepareJobs(
  { roots, catalog, environments }: Selection,
  options: GenerateOptions,
  progress: Progress,
): Promise<Result<readonly Job[]>> {
  const addManifests = manifestsAdder(roots, options.cache);
  const { check, force = false } = options;
  const shared: SharedContents = new Map();
  const jobFor = (generated: Generated): Result<Job> =>
    check === true ? { ok: true, value: compareJob(roots, generated) } : writeJob(roots, generated, { force, shared });
  const jobs: Job[] = [];
  const problems: Problem[] = [];
  const deliveries: Delivery[] = [];
  for (const [index, environment] of environments.entries()) {
    progress.show(`generating ${environment.name}`, index + 1, environments.length);
    const kustomized = generate(environment, catalog);
    if (kustomized.ok) deliveries.push(deliveryOf(kustomized.value.platform));
    const generated = kustomized.ok ? await addManifests(kustomized.value) : kustomized;
    const job = generated.ok ? jobFor(generated.value) : generated;
    if (job.ok) jobs.push(job.value);
    else problems.push(...job.problems);
  }
  problems.push(...sharedNames(deliveries));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: jobs };
}

function finishJobs(jobs: readonly Job[], { check }: GenerateOptions, progress: Progress) {
  return mapAtOnce(jobs, WRITES_AT_ONCE, (job, index) => {
    if (check !== true) progress.show(`writing ${job.environment}`, index + 1, jobs.length);
    return job.finish();
  });
}

/** What is left to be done about an environment when nothing stands in the way of any. */
interface Job {
  readonly environment: string;
  readonly finish: () => Promise<Result<Outcome>>;
}

/** What cannot be compared does not keep others from being. */
function compareJob(roots: Roots, { platform, files }: Generated): Job {
  const { environment } = platform;
  const folder = folderOf(roots, environment);
  const differences = compareOutput(folder, files, outputOrigin(platform));
  const outcome: Result<Outcome> = differences.ok
    ? { ok: true, value: { environment, folder: folder.path, changes: { ...differences.value } } }
    : differences;
  return { environment, finish: () => Promise.resolve(outcome) };
}

function writeJob(
  roots: Roots,
  { platform, files }: Generated,
  options: Pick<WriteOptions, "force" | "shared">,
): Result<Job> {
  const { environment } = platform;
  const folder = folderOf(roots, environment);
  const write = prepareWrite(folder, files, { ...outputOrigin(platform), ...options });
  if (!write.ok) return write;
  const finish = async (): Promise<Result<Outcome>> => {
    const result = await write.value();
    if (!result.ok) return result;
    const { written, removed } = result.value;
    return { ok: true, value: { environment, folder: folder.path, changes: { written, removed } } };
  };
  return { ok: true, value: { environment, finish } };
}

function folderOf(roots: Roots, environment: string): OutputFolder {
  return { root: roots.user, path: `clusters/${environment}` };
}

function isChanged({ changes }: Outcome): boolean {
  return Object.values(changes).some((paths) => paths.length > 0);
}

/** A line per environment, and with `check` a line per file; as JSON all of it. */
function report(outcomes: readonly Outcome[], { output, check }: GenerateOptions, terminal: Terminal): void {
  if (output === "json") {
    terminal.stdout.write(`${JSON.stringify({ environments: outcomes }, undefined, 2)}\n`);
    return;
  }
  for (const outcome of outcomes) {
    const counts = Object.entries(outcome.changes).filter(([, paths]) => paths.length > 0);
    const summary = counts.map(([change, paths]) => `${paths.length} ${change}`).join(", ");
    terminal.stdout.write(`${outcome.folder}: ${summary === "" ? "nothing to change" : summary}\n`);
    if (check !== true) continue;
    for (const [change, paths] of counts) for (const path of paths) terminal.stdout.write(`  ${change} ${path}\n`);
  }
}
