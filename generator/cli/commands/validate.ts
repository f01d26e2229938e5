import { type Delivery, deliveryOf, generate, sharedNames } from "../../generate.ts";
import type { Problem } from "../../model/problem.ts";
import { checkPaths } from "../../output/check-paths.ts";
import { noEnvironment } from "../../problems/layer-problems.ts";
import { type EnvironmentFlags, selectEnvironments } from "../environments.ts";
import { manifestsAdder } from "../manifests-adder.ts";
import { refuse } from "../refuse.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface ValidateOptions extends EnvironmentFlags {
  readonly output: OutputFormat;
  readonly quiet?: boolean;
  /** Where fetched sources are kept. */
  readonly cache?: string;
}

/** Finds what would keep the named environments, or all if none is named, from being generated; what is there already does not matter. */
export async function validateCommand(options: ValidateOptions, terminal: Terminal): Promise<number> {
  const selection = selectEnvironments({ ...options, all: options.all ?? options.env === undefined }, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  const { roots, environments, catalog } = selection.value;
  if (environments.length === 0) return refuse([noEnvironment()], options, terminal);
  const addManifests = manifestsAdder(roots, options.cache);
  const deliveries: Delivery[] = [];
  const problems: Problem[] = [];
  for (const environment of environments) {
    const generated = generate(environment, catalog);
    if (generated.ok) deliveries.push(deliveryOf(generated.value.platform));
    const whole = generated.ok ? await addManifests(generated.value) : generated;
    problems.push(...(whole.ok ? checkPaths(whole.value.files) : whole.problems));
  }
  problems.push(...sharedNames(deliveries));
  if (problems.length > 0) return refuse(problems, options, terminal);
  const names = environments.map(({ name }) => name);
  if (options.output === "json") terminal.stdout.write(`${JSON.stringify({ valid: names })}\n`);
  else if (options.quiet !== true) terminal.stdout.write(names.map((name) => `${name} is valid\n`).join(""));
  return EXIT.done;
}
