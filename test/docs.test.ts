import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "../generator/cli/program.ts";
import { memoryTerminal } from "./support/memory-terminal.ts";

const ROOT = resolve(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...markdownIn("docs")];

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join(folder, path));
}

async function commands(): Promise<readonly string[]> {
  const terminal = memoryTerminal(ROOT);
  await run(["--help"], terminal);
  const listed = terminal.output().split("Commands:")[1] ?? "";
  return [...listed.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]!).filter((name) => name !== "help");
}

test("the README names every command, and no other", async () => {
  const all = await commands();
  expect(all.length).toBeGreaterThan(8);
  const section = read("README.md").split("## Commands")[1]!.split("\n\n")[1]!;
  expect([...section.matchAll(/`([a-z]+)`/g)].map((match) => match[1]).sort()).toEqual([...all].sort());
});

test("every npm run in the documents is a script", () => {
  const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts);
  const named = pages.flatMap((page) => [...read(page).matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1]!));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
});

test("every flag that the documents give a command is a flag of that command", async () => {
  const unknown: string[] = [];
  let seen = 0;
  for (const page of pages) {
    for (const [line, command] of read(page).matchAll(/(?:npm run |kubeflow-gitops )([a-z]+)(?: --)? [^\n`]*/g)) {
      if (!(await commands()).includes(command!)) continue;
      const terminal = memoryTerminal(ROOT);
      await run([command!, "--help"], terminal);
      for (const [flag] of line!.split("#")[0]!.matchAll(/--[a-z][a-z-]*/g)) {
        seen += 1;
        if (!terminal.output().includes(flag)) unknown.push(`${page}: ${command} ${flag}`);
      }
    }
  }
  expect(seen).toBeGreaterThan(10);
  expect(unknown).toEqual([]);
});

test("every link between documents leads somewhere", () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1]!)
      .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
});
