import type { Origin } from "../../model/merged-values.ts";
import type { Result } from "../../model/problem.ts";
import type { Value } from "../../model/value.ts";
import { badPath } from "../../problems/value-problems.ts";
import { writePath } from "../../problems/write-path.ts";
import { type Explanation, explainValues } from "../../values/explain-values.ts";
import { parsePath } from "../../values/parse-path.ts";
import { selectEnvironments } from "../environments.ts";
import { refuse } from "../refuse.ts";
import { styleFor } from "../style-for.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface ExplainOptions {
  readonly root: string;
  readonly env: string;
  /** The value, `database.host`; without it every value is explained. */
  readonly path?: string | undefined;
  readonly output: OutputFormat;
}

/** Prints a value of an environment, or all below a map, with every layer that had a say: the last one first. */
export async function explainCommand(options: ExplainOptions, terminal: Terminal): Promise<number> {
  const explanations = explain(options, terminal);
  if (!explanations.ok) return refuse(explanations.problems, options, terminal);
  if (options.output === "json") {
    const values = explanations.value.map(toJson);
    terminal.stdout.write(`${JSON.stringify({ environment: options.env, values }, undefined, 2)}\n`);
    return EXIT.done;
  }
  terminal.stdout.write(explanations.value.map((each) => printExplanation(each, terminal)).join(""));
  return EXIT.done;
}

function explain(options: ExplainOptions, terminal: Terminal): Result<readonly Explanation[]> {
  const path = parsePath(options.path ?? "");
  if (path === undefined) return { ok: false, problems: [badPath(options.path ?? "")] };
  const selection = selectEnvironments(options, terminal);
  if (!selection.ok) return selection;
  const { catalog, environments } = selection.value;
  return explainValues(catalog, environments[0]?.layers ?? [], path);
}

function toJson({ path, value, origins }: Explanation): object {
  return {
    path: writePath(path),
    ...(value !== undefined && { value }),
    origins: origins.toReversed().map(({ layer, place, value: written }) => ({ layer, ...place, value: written })),
  };
}

function printExplanation({ path, value, origins }: Explanation, { stdout }: Terminal): string {
  const shown = value === undefined ? "not set" : print(value);
  const name = styleFor(stdout)("bold", writePath(path));
  const lines = origins.toReversed().map((origin, index) => `    ${printOrigin(origin, index, value)}\n`);
  return `${name}: ${shown}\n${lines.join("")}`;
}

/** `set by overlays/gke (overlays/gke/values.yaml:11:8)`, `over environments/base (…:87:8): "default"`. */
function printOrigin({ layer, place, value: written }: Origin, index: number, value: Value | undefined): string {
  const where = `${layer} (${place.file}:${place.line}:${place.column})`;
  if (index === 0) return `${value === undefined ? "removed by" : "set by"} ${where}`;
  return `over ${where}: ${written === null ? "removed" : print(written)}`;
}

const LONGEST = 100;

/** On one line; the JSON output has all of it. */
function print(value: Value): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
