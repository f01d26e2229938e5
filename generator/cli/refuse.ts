import type { Problem } from "../model/problem.ts";
import { type PrintOptions, printProblems } from "./print-problems.ts";
import { EXIT, type Terminal } from "./terminal.ts";

/** Ends a command with problems: prints them, and gives the exit code. */
export function refuse(problems: readonly Problem[], options: PrintOptions, terminal: Terminal): number {
  printProblems(problems, terminal, options);
  return problems.some(({ code }) => UNREACHABLE.has(code)) ? EXIT.unreachable : EXIT.problem;
}

/** The input may well be right: try again when the network is back. */
const UNREACHABLE: ReadonlySet<string> = new Set(["SOURCE_UNREACHABLE", "SOURCE_TIMEOUT", "REGISTRY_UNREACHABLE"]);
