import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { printProblems } from "../../generator/cli/print-problems.ts";
import type { Terminal } from "../../generator/cli/terminal.ts";
import type { Problem } from "../../generator/model/problem.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const at = (file: string, line: number, column: number) => ({ file, line, column });
const PROBLEMS: readonly Problem[] = [
  { code: "C_LATER", message: "Third.", place: at("b.yaml", 1, 1) },
  { code: "B_COLUMN", message: "Second.", hint: "Do this.\nOr that.", place: at("a.yaml", 2, 10) },
  { code: "A_FIRST", message: "First.", place: at("a.yaml", 2, 3) },
  { code: "A_FIRST", message: "First.", place: at("a.yaml", 2, 3) },
  { code: "WHOLE_RUN", message: "No place." },
];

test("by place, each once, those of the whole run first, hints below them", () => {
  const terminal = memoryTerminal("/");
  printProblems(PROBLEMS, terminal);
  expect(terminal.output()).toBe("");
  expect(terminal.errors()).toBe(
    "WHOLE_RUN No place.\n" +
      "a.yaml:2:3 A_FIRST First.\n" +
      "a.yaml:2:10 B_COLUMN Second.\n    Do this.\n    Or that.\n" +
      "b.yaml:1:1 C_LATER Third.\n",
  );
});

test("as JSON they are the result", () => {
  const terminal = memoryTerminal("/");
  printProblems(PROBLEMS, terminal, { output: "json" });
  expect(terminal.errors()).toBe("");
  expect(JSON.parse(terminal.output()).problems.map(({ code }: Problem) => code)).toEqual([
    "WHOLE_RUN",
    "A_FIRST",
    "B_COLUMN",
    "C_LATER",
  ]);
});

test("a person at a terminal sees the line and where in it, in colour", () => {
  const folder = temporaryFolder({ "a.yaml": "first: 1\n  second: [x]\u0007\n" });
  const written: string[] = [];
  const stderr = { isTTY: true, write: (text: string) => written.push(text) };
  const terminal: Terminal = { stdout: { write: () => true }, stderr, cwd: folder };
  printProblems([{ code: "A_FIRST", message: "First.", place: at("a.yaml", 2, 11) }], terminal, { root: "." });
  expect(written.join("")).toContain("\u001b[");
  expect(stripVTControlCharacters(written.join(""))).toBe(
    "a.yaml:2:11 A_FIRST First.\n  2 |   second: [x] \n                ^\n",
  );
});
