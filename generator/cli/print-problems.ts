import { readFileSync } from "node:fs";
import { fileOfPlace } from "../layers/roots.ts";
import type { Place, Problem } from "../model/problem.ts";
import { rootsOf } from "./roots-of.ts";
import { styleFor } from "./style-for.ts";
import type { OutputFormat, Terminal } from "./terminal.ts";

/** The flags of a command that decide how its problems are printed. */
export interface PrintOptions {
  readonly output?: OutputFormat;
  /** Where the files of places are: their lines are shown to a person at a terminal. */
  readonly root?: string;
}

/**
 * Prints problems by file, line and column, each once: as text on stderr, one line `file:line:column CODE message` and the
 * hint below it; or with `output: json` as `{"problems": [...]}` on stdout.
 */
export function printProblems(problems: readonly Problem[], terminal: Terminal, options: PrintOptions = {}): void {
  const sorted = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()].sort(byPlace);
  if (options.output === "json") {
    terminal.stdout.write(`${JSON.stringify({ problems: sorted }, undefined, 2)}\n`);
    return;
  }
  for (const problem of sorted) terminal.stderr.write(printProblem(problem, terminal, options));
}

function printProblem(
  { code, message, hint, place }: Problem,
  terminal: Terminal,
  { root = "." }: PrintOptions,
): string {
  const style = styleFor(terminal.stderr);
  const where = place === undefined ? "" : `${style("bold", `${place.file}:${place.line}:${place.column}`)} `;
  const excerpt = place !== undefined && terminal.stderr.isTTY === true ? excerptOf(place, root, terminal) : [];
  return [
    `${where}${style("red", code)} ${message}`,
    ...(hint === undefined ? [] : hint.split("\n").map((line) => `    ${line}`)),
    ...excerpt.map((line) => style("dim", line)),
    "",
  ].join("\n");
}

/** The line of a place with a caret below it; nothing where the file has no such line. */
function excerptOf({ file, line, column }: Place, root: string, terminal: Terminal): readonly string[] {
  const text = readLine(fileOfPlace(rootsOf(root, terminal), file), line);
  if (text === undefined || text.trim() === "") return [];
  const shown = text.replace(/\p{Cc}/gu, " ");
  const gutter = `  ${line} | `;
  return [`${gutter}${shown}`, `${" ".repeat(gutter.length + column - 1)}^`];
}

function readLine(path: string | undefined, line: number): string | undefined {
  try {
    return path && readFileSync(path, "utf8").split(/\r?\n/)[line - 1];
  } catch {
    // The problem may be that it cannot be read.
    return undefined;
  }
}

/** Problems without a place first: they are about the whole run. */
function byPlace(a: Problem, b: Problem): number {
  if (a.place === undefined || b.place === undefined)
    return Number(a.place !== undefined) - Number(b.place !== undefined);
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return a.place.line - b.place.line || a.place.column - b.place.column;
}
