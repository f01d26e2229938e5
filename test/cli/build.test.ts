import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run as runProgram } from "../../generator/cli/program.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "build-command-"));
  write("kustomization.yaml", "resources: [a.yaml]\n");
  write("a.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";

function write(name: string, content: string): void {
  writeFileSync(join(folder, name), content);
}

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = memoryTerminal(folder);
  const code = await runProgram(["build", ...args], terminal);
  return { code, stdout: terminal.output(), stderr: terminal.errors() };
}

test("prints the build", async () => {
  expect(await run(folder)).toEqual({ code: 0, stdout: text, stderr: "" });
});

test("builds the folder it is called in, and prints the objects as JSON on request", async () => {
  const { code, stdout } = await run("--output", "json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ objects: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } }] });
});

test("prints problems on stderr and nothing on stdout", async () => {
  write("kustomization.yaml", "resources: [a.yaml, b.yaml]\n");
  const { code, stdout, stderr } = await run(folder);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/kustomization\.yaml:1:\d+ [A-Z_]+ .*b\.yaml/);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("load restrictions are lifted on request, also by the name that kustomize gives them", async () => {
  writeFileSync(`${folder}.yaml`, "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n");
  write("kustomization.yaml", `resources: [../${folder.split("/").at(-1)}.yaml]\n`);
  expect((await run(folder)).code).toBe(1);
  expect(await run(folder, "--load-restrictor", "none")).toMatchObject({ code: 0, stdout: text });
  expect(await run("--load-restrictor=LoadRestrictionsNone", folder)).toMatchObject({ code: 0, stdout: text });
  rmSync(`${folder}.yaml`);
});

test("wrong usage is told apart from problems in the input", async () => {
  for (const args of [["--nothing"], ["a", "b"], [folder, "--load-restrictor", "some"], [folder, "--output"]]) {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain("--help");
  }
});

test("a source that cannot be reached has an exit code of its own", async () => {
  write("kustomization.yaml", "resources: ['http://127.0.0.1:9/a.yaml']\n");
  const { code, stderr } = await run(folder);
  expect(code).toBe(3);
  expect(stderr).toContain("127.0.0.1");
});
