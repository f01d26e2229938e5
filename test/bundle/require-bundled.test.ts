import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { repositoryRoot } from "../support/repository-root.ts";

/** Copies of the bundle that `npm test` has built. */
const work = mkdtempSync(join(tmpdir(), "require-bundled-"));
const bundle = join(work, "dist");
const program = join(bundle, "cli/program.js");
afterAll(() => rmSync(work, { recursive: true, force: true }));

beforeEach(() => {
  rmSync(work, { recursive: true, force: true });
  cpSync(join(repositoryRoot, "dist"), bundle, { recursive: true });
  cpSync(join(repositoryRoot, "package.json"), join(work, "package.json"));
  symlinkSync(join(repositoryRoot, "node_modules"), join(work, "node_modules"));
});

const version = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8")).version;

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, join(bundle, "main.js"), "--version"], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("V8 takes the code that was compiled when the program was bundled", () => {
  const preload = join(work, "preload.cjs");
  writeFileSync(preload, REPORT_SCRIPTS);
  const main = join(repositoryRoot, "dist/main.js");
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--require", preload, main, "validate", "--env", "prod", "--root", repositoryRoot],
    { encoding: "utf8" },
  );
  expect(status).toBe(0);
  expect(
    stdout
      .split("\n")
      .filter((line) => line.endsWith(".js"))
      .sort(),
  ).toEqual([
    "taken parsed-documents.js",
    "taken precompiled-schemas.js",
    "taken precompiled-templates.js",
    "taken program.js",
  ]);
});

const REPORT_SCRIPTS = `
  const { basename } = require("node:path");
  const vm = require("node:vm");
  const { Script } = vm;
  vm.Script = class extends Script {
    constructor(text, options) {
      super(text, options);
      console.log(this.cachedDataRejected === false ? "taken" : "compiled", basename(options.filename));
    }
  };`;

test("every file of the bundle that a run compiles has its code", () => {
  const files = readdirSync(join(bundle, "cli"));
  const compiled = files.filter((name) => name.endsWith(".cache"));
  expect(compiled).toEqual([
    "parsed-documents.js.cache",
    "precompiled-schemas.js.cache",
    "precompiled-templates.js.cache",
    "program.js.cache",
  ]);
});

const DAMAGES: Readonly<Record<string, () => void>> = {
  "is missing": () => rmSync(`${program}.cache`),
  "is empty": () => truncateSync(`${program}.cache`, 0),
  "is cut off": () => truncateSync(`${program}.cache`, 600_000),
  "was damaged in its middle": () => overwrite(300_000),
  "was damaged at its start": () => overwrite(40),
  "is of another file": () => cpSync(join(bundle, "cli/parsed-documents.js.cache"), `${program}.cache`),
};

test.each(Object.entries(DAMAGES))("a program whose compiled code %s works all the same", (_, damage) => {
  damage();
  expect(run()).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("code of a text of the same length is not taken for that of the text", () => {
  const text = readFileSync(program, "utf8");
  const changed = text.replace("One set of values in,", "Two sets of values in".padEnd(21));
  expect(changed).not.toBe(text);
  expect(changed.length).toBe(text.length);
  writeFileSync(program, changed);
  const { stdout } = spawnSync(process.execPath, [join(bundle, "main.js"), "--help"], { encoding: "utf8" });
  expect(stdout).toContain("Two sets of values in");
});

function overwrite(offset: number): void {
  const content = readFileSync(`${program}.cache`);
  content.fill(0x55, offset, offset + 40);
  writeFileSync(`${program}.cache`, content);
}
