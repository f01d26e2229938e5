import { type Generated, generate } from "../../generate.ts";
import type { Roots } from "../../layers/roots.ts";
import type { Result } from "../../model/problem.ts";
import { compareOutput } from "../../output/compare-output.ts";
import { writeOutput } from "../../output/write-output.ts";
import { type EnvironmentFlags, selectEnvironments } from "../environments.ts";
import { outputOrigin } from "../output-origin.ts";
import { startProgress } from "../progress.ts";
import { refuse } from "../refuse.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface GenerateOptions extends EnvironmentFlags {
  readonly output: OutputFormat;
  readonly quiet?: boolean;
  /** Replace generated files that were edited by hand. */
  readonly force?: boolean;
  /** Write nothing, compare. */
  readonly check?: boolean;
}

/** What became of one environment. */
interface Outcome {
  readonly environment: string;
  /** Relative to the root. */
  readonly folder: string;
  /** What was done, or with `check` what is different: paths relative to the folder, by what happened to them. */
  readonly changes: Readonly<Record<string, readonly string[]>>;
}

/** Generates every named environment, and writes them only if none of them has a problem; with `check` compares instead. */
export async function generateCommand(options: GenerateOptions, terminal: Terminal): Promise<number> {
  const selection = selectEnvironments(options, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  const { roots, catalog, environments } = selection.value;
  const progress = startProgress(terminal.stderr, options.quiet);
  const results = environments.map((environment, index) => {
    progress.show(`generating ${environment.name}`, index + 1, environments.length);
    return generate(environment, catalog);
  });
  const failures = results.flatMap((result) => (result.ok ? [] : result.problems));
  const outcomes: Outcome[] = [];
  for (const generated of failures.length > 0 ? [] : results.flatMap((result) => (result.ok ? [result.value] : []))) {
    const name = generated.platform.environment;
    progress.show(
      options.check === true ? `comparing ${name}` : `writing ${name}`,
      outcomes.length + 1,
      results.length,
    );
    const outcome = await apply(roots, generated, options);
    if (outcome.ok) outcomes.push(outcome.value);
    else failures.push(...outcome.problems);
  }
  progress.end();
  if (failures.length > 0 && options.output === "json") return refuse(failures, options, terminal);
  if (options.quiet !== true) report(outcomes, options, terminal);
  if (failures.length > 0) return refuse(failures, options, terminal);
  return options.check === true && outcomes.some(isChanged) ? EXIT.problem : EXIT.done;
}

async function apply(roots: Roots, { platform, files }: Generated, options: GenerateOptions): Promise<Result<Outcome>> {
  const environment = platform.environment;
  const folder = { root: roots.user, path: `clusters/${environment}` };
  const origin = outputOrigin(roots, platform);
  const changes: Result<Outcome["changes"]> = options.check === true ? compare() : await write();
  return changes.ok ? { ok: true, value: { environment, folder: folder.path, changes: changes.value } } : changes;

  function compare(): Result<Outcome["changes"]> {
    const differences = compareOutput(folder, files, origin);
    return differences.ok ? { ok: true, value: { ...differences.value } } : differences;
  }
  async function write(): Promise<Result<Outcome["changes"]>> {
    const written = await writeOutput(folder, files, { ...origin, force: options.force === true });
    return written.ok
      ? { ok: true, value: { written: written.value.written, removed: written.value.removed } }
      : written;
  }
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
