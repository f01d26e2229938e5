import { deliveryOf, planEnvironment, sharedNames } from "../../generate.ts";
import { noEnvironment } from "../../problems/layer-problems.ts";
import { type EnvironmentFlags, selectEnvironments } from "../environments.ts";
import { refuse } from "../refuse.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface ValidateOptions extends EnvironmentFlags {
  readonly output: OutputFormat;
  readonly quiet?: boolean;
}

/** Checks the values of the named environments, or of all if none is named, as far as that needs no file to be written. */
export async function validateCommand(options: ValidateOptions, terminal: Terminal): Promise<number> {
  const selection = selectEnvironments({ ...options, all: options.all ?? options.env === undefined }, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  const { environments, catalog } = selection.value;
  if (environments.length === 0) return refuse([noEnvironment()], options, terminal);
  const plans = environments.map((environment) => planEnvironment(environment, catalog));
  const deliveries = plans.flatMap((plan) => (plan.ok ? [deliveryOf(plan.value.platform)] : []));
  const problems = [...plans.flatMap((plan) => (plan.ok ? [] : plan.problems)), ...sharedNames(deliveries)];
  if (problems.length > 0) return refuse(problems, options, terminal);
  const names = environments.map(({ name }) => name);
  if (options.output === "json") terminal.stdout.write(`${JSON.stringify({ valid: names })}\n`);
  else if (options.quiet !== true) terminal.stdout.write(names.map((name) => `${name} is valid\n`).join(""));
  return EXIT.done;
}
