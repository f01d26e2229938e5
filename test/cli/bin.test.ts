import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

/** The program as it is installed: bundled, in a process of its own. `npm test` compiles it first. */
const MAIN = resolve(import.meta.dirname, "../../dist/main.js");
let work: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "bin-"));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function program(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { cwd: work, encoding: "utf8" });
  return { status, stdout, stderr };
}

test("help goes to stdout", () => {
  expect(program("--help")).toMatchObject({ status: 0, stderr: "" });
});

test("the version is that of the package", () => {
  const { version } = JSON.parse(readFileSync(resolve(MAIN, "../../package.json"), "utf8"));
  expect(program("--version")).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("a misspelt flag is refused with the right one", () => {
  const { status, stderr } = program("generate", "--env", "prod", "--chekc");
  expect(status).toBe(2);
  expect(stderr).toContain("--check");
});

test("a problem of every kind of reader is one line without a stack trace", () => {
  writeFileSync(join(work, "kustomization.yaml"), "resources: [missing.yaml]\n");
  for (const [status, ...args] of [
    [1, "build", "."],
    [1, "build", "nowhere"],
    [1, "generate", "--env", "nowhere"],
    [1, "vendor", "--verify"],
    [1, "facts", "--release", "0.1"],
    [3, "facts", "--release", "26.03.1", "--source", join(work, "nowhere"), "--root", resolve(MAIN, "../..")],
  ] as const) {
    const result = program(...args);
    expect([args, result.status, result.stdout], result.stderr).toEqual([args, status, ""]);
    expect(result.stderr).toMatch(/[A-Z]+_[A-Z_]+ /);
    expect(result.stderr).not.toMatch(/^\s+at /m);
  }
});

test.each([
  ["several-problems", "UNKNOWN_KEY"],
  ["setting-refused", "SETTING_REFUSED"],
])(
  "schemas and templates that were compiled beforehand say what those say that are compiled on the spot: %s",
  async (sample, code) => {
    const root = resolve(MAIN, "../../test/samples", sample, "input");
    const terminal = memoryTerminal(root);
    await run(["generate", "--env", "test"], terminal);
    const { status, stderr } = program("generate", "--env", "test", "--root", root);
    expect({ status, stderr }).toEqual({ status: 1, stderr: terminal.errors() });
    expect(stderr).toContain(code);
  },
);

test("whoever stops reading early ends the program quietly", () => {
  const { status, stderr } = spawnSync(
    "bash",
    ["-c", `set -o pipefail; "${process.execPath}" "${MAIN}" list --root "${resolve(MAIN, "../..")}" | true`],
    {
      encoding: "utf8",
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
