import { type Delivery, deliveryOf, type Generated, generate, sharedNames } from "../../generate.ts";
import type { Roots } from "../../layers/roots.ts";
import type { FileTree } from "../../model/file-tree.ts";
import type { Problem, Result } from "../../model/problem.ts";
import { compareOutput } from "../../output/compare-output.ts";
import type { OutputFolder } from "../../output/locate-output.ts";
import { mapAtOnce } from "../../output/map-at-once.ts";
import { checkWritable, type WriteOptions, writeOutput } from "../../output/write-output.ts";
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

/** Every environment's files, or all that is wrong with any of them or in the way of its files. */
async function prepareJobs(
  { roots, catalog, environments }: Selection,
  options: GenerateOptions,
  progress: Progress,
): Promise<Result<readonly Job[]>> {
  const addManifests = manifestsAdder(roots, options.cache);
  const share = sharedTexts();
  const jobs: Job[] = [];
  const problems: Problem[] = [];
  const deliveries: Delivery[] = [];
  for (const [index, environment] of environments.entries()) {
    progress.show(`generating ${environment.name}`, index + 1, environments.length);
    const kustomized = generate(environment, catalog);
    if (kustomized.ok) deliveries.push(deliveryOf(kustomized.value.platform));
    const result = kustomized.ok ? await addManifests(kustomized.value) : kustomized;
    if (result.ok) jobs.push(share(jobFor(roots, result.value, options)));
    else problems.push(...result.problems);
  }
  problems.push(...sharedNames(deliveries));
  // A single environment is examined when it is written.
  if (options.check !== true && jobs.length > 1) problems.push(...jobs.flatMap(obstacles));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: jobs };
}

function finishJobs(jobs: readonly Job[], { check }: GenerateOptions, progress: Progress) {
  const [verb, finish] = check === true ? (["comparing", compare] as const) : (["writing", write] as const);
  return mapAtOnce(jobs, WRITES_AT_ONCE, (job, index) => {
    progress.show(`${verb} ${job.environment}`, index + 1, jobs.length);
    return finish(job);
  });
}

/** One environment's files and where they go. */
interface Job {
  readonly environment: string;
  readonly folder: OutputFolder;
  readonly files: FileTree;
  readonly options: WriteOptions;
}

function jobFor(roots: Roots, { platform, files }: Generated, { force = false }: GenerateOptions): Job {
  const { environment } = platform;
  const folder = { root: roots.user, path: `clusters/${environment}` };
  return { environment, folder, files, options: { ...outputOrigin(platform), force } };
}

/** Nothing is written before everything is known to be right, and environments have most files in common: a fleet keeps each text once. */
function sharedTexts(): (job: Job) => Job {
  const texts = new Map<string, string>();
  const once = (text: string): string => {
    const known = texts.get(text) ?? text;
    texts.set(known, known);
    return known;
  };
  return (job) => ({ ...job, files: new Map([...job.files].map(([path, text]) => [once(path), once(text)])) });
}

function obstacles({ folder, files, options }: Job): readonly Problem[] {
  return checkWritable(folder, files, options);
}

async function compare(job: Job): Promise<Result<Outcome>> {
  const differences = compareOutput(job.folder, job.files, job.options);
  return differences.ok ? { ok: true, value: outcomeOf(job, { ...differences.value }) } : differences;
}

async function write(job: Job): Promise<Result<Outcome>> {
  const result = await writeOutput(job.folder, job.files, job.options);
  if (!result.ok) return result;
  const { written, removed } = result.value;
  return { ok: true, value: outcomeOf(job, { written, removed }) };
}

function outcomeOf({ environment, folder }: Job, changes: Outcome["changes"]): Outcome {
  return { environment, folder: folder.path, changes };
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
