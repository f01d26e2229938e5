import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const FILE = "environments/test/values.yaml";
const MODELINE = "# yaml-language-server: $schema=../../schemas/editor/values.schema.json\n";

async function schema(root: string) {
  const terminal = memoryTerminal(root);
  const exit = await run(["schema"], terminal);
  return { exit, output: terminal.output(), errors: terminal.errors() };
}

test("a values.yaml gets the line that names the schema, and files keep their mode and symbolic links", async () => {
  const root = temporaryFolder({ [FILE]: "mesh: {cni: gke}\n", "docs/reference.md": "" });
  chmodSync(join(root, FILE), 0o660);
  symlinkSync("reference.md", join(root, "docs/values.md"));
  expect(await schema(root)).toMatchObject({ exit: 0, errors: "" });
  expect(readFileSync(join(root, FILE), "utf8")).toBe(`${MODELINE}mesh: {cni: gke}\n`);
  expect(statSync(join(root, FILE)).mode & 0o777).toBe(0o660);
  expect(lstatSync(join(root, "docs/values.md")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(root, "docs/reference.md"), "utf8")).toContain("mesh.cni");
  expect(await schema(root)).toMatchObject({ exit: 0, output: "Nothing to do.\n" });
});

test("where the disk takes nothing, every file stays as it was", async () => {
  const root = temporaryFolder({ [FILE]: "" });
  await schema(root);
  // The only file that is not current.
  writeFileSync(join(root, FILE), "mesh: {cni: gke}\n");
  const main = resolve(import.meta.dirname, "../../dist/main.js");
  const words = ["-c", 'ulimit -f 0; exec "$0" "$@"', process.execPath, main, "schema", "--root", root];
  const { status, stderr } = spawnSync("sh", words, { encoding: "utf8" });
  expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringMatching(/^DISK_/) });
  expect(readFileSync(join(root, FILE), "utf8")).toBe("mesh: {cni: gke}\n");
  expect(readdirSync(join(root, "environments/test"))).toEqual(["values.yaml"]);
});

test("what is not UTF-8 is refused, and left as it is", async () => {
  const root = temporaryFolder({ [FILE]: "" });
  const latin1 = Buffer.from("platform: {labels: {city: Orl\xe9ans}}\n", "latin1");
  writeFileSync(join(root, FILE), latin1);
  const { exit, errors } = await schema(root);
  expect({ exit, errors }).toEqual({
    exit: 1,
    errors: `${FILE}:1:1 UNREADABLE_FILE The file cannot be read: it is not UTF-8.\n`,
  });
  expect(readFileSync(join(root, FILE))).toEqual(latin1);
});

test("a byte order mark stays in front of all else", async () => {
  const root = temporaryFolder({ [FILE]: "\ufeffmesh: {cni: gke}\n" });
  await schema(root);
  expect(readFileSync(join(root, FILE), "utf8")).toBe(`\ufeff${MODELINE}mesh: {cni: gke}\n`);
});

test.each(["schema", "validate", "list", "lock"])("%s refuses a root that is not there", async (command) => {
  const root = temporaryFolder({ file: "" });
  for (const name of ["nowhere", "file"]) {
    const terminal = memoryTerminal(root);
    expect(await run([command, "--root", name], terminal)).toBe(1);
    expect(terminal.errors()).toMatch(new RegExp(`^ROOT_MISSING There is no folder ${name}\\.\\n`));
    expect(terminal.output()).toBe("");
  }
  expect(existsSync(join(root, "nowhere"))).toBe(false);
});
