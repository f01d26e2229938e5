import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OWNERSHIP_FILE } from "../../generator/model/file-tree.ts";
import { compareOutput } from "../../generator/output/compare-output.ts";
import { prepareWrite, writeOutput } from "../../generator/output/write-output.ts";
import { unflushedDisk } from "./support/breaking-disk.ts";
import { fingerprint, temporaryOutput } from "./support/temporary-root.ts";
import { expectValue, ORIGIN, problemsOf, treeOf } from "./support/trees.ts";

const TREE = treeOf({ "bootstrap.yaml": "a", "sync/x.yaml": "x", "sync/y.yaml": "y", "sync/z.yaml": "z" });
const NOTHING = { added: [], changed: [], removed: [], edited: [] };

test("tells what a run would do, and does nothing", async () => {
  const output = temporaryOutput();
  expectValue(await writeOutput(output, TREE, ORIGIN, unflushedDisk));
  writeFileSync(join(output.target, "sync/x.yaml"), "mine");
  rmSync(join(output.target, "sync/y.yaml"));
  const before = fingerprint(output.root);
  const next = treeOf({ "bootstrap.yaml": "b", "sync/x.yaml": "x", "sync/y.yaml": "y", "new.yaml": "n" });
  expect(expectValue(compareOutput(output, next, ORIGIN))).toEqual({
    added: ["new.yaml"],
    changed: [OWNERSHIP_FILE, "bootstrap.yaml"],
    removed: ["sync/z.yaml"],
    edited: ["sync/x.yaml", "sync/y.yaml"],
  });
  expect(fingerprint(output.root)).toEqual(before);
});

test("finds no difference after a run, and all of them before the first", async () => {
  const output = temporaryOutput();
  expect(expectValue(compareOutput(output, TREE, ORIGIN)).added).toHaveLength(5);
  expect(fingerprint(output.root)).toEqual({});
  expectValue(await writeOutput(output, TREE, ORIGIN, unflushedDisk));
  expect(expectValue(compareOutput(output, TREE, ORIGIN))).toEqual(NOTHING);
  expect(expectValue(compareOutput(output, TREE, { ...ORIGIN, version: "9" })).changed).toEqual([OWNERSHIP_FILE]);
});

test("refuses what a run would refuse", () => {
  const output = temporaryOutput();
  expect(problemsOf(compareOutput(output, treeOf({ "../x": "" }), ORIGIN))).toEqual([
    expect.stringContaining("OUTPUT_PATH_REFUSED"),
  ]);
  expect(problemsOf(compareOutput({ root: output.root, path: ".." }, TREE, ORIGIN))).toHaveLength(1);
});

test("whether a run would be refused is known before anything is written: the same problems, nothing touched", async () => {
  const output = temporaryOutput();
  expect(prepareWrite(output, TREE, ORIGIN).ok).toBe(true);
  expectValue(await writeOutput(output, TREE, ORIGIN, unflushedDisk));
  writeFileSync(join(output.target, "sync/x.yaml"), "mine");
  const before = fingerprint(output.root);
  const next = treeOf({ "bootstrap.yaml": "b" });
  const result = await writeOutput(output, next, ORIGIN);
  expect(problemsOf(result)).toHaveLength(1);
  expect(prepareWrite(output, next, ORIGIN)).toEqual(result);
  expect(prepareWrite(output, next, { ...ORIGIN, force: true }).ok).toBe(true);
  expect(fingerprint(output.root)).toEqual(before);
});

test("what was prepared looks again: between the two somebody may have edited a file", async () => {
  const output = temporaryOutput();
  expectValue(await writeOutput(output, TREE, ORIGIN, unflushedDisk));
  const write = expectValue(prepareWrite(output, treeOf({ "bootstrap.yaml": "b" }), ORIGIN, unflushedDisk));
  writeFileSync(join(output.target, "sync/x.yaml"), "mine");
  const before = fingerprint(output.target);
  expect(problemsOf(await write())).toHaveLength(1);
  expect(fingerprint(output.target)).toEqual(before);
});

test("where nothing differs, nothing is left to do", async () => {
  const output = temporaryOutput();
  expectValue(await writeOutput(output, TREE, ORIGIN, unflushedDisk));
  const write = expectValue(prepareWrite(output, TREE, ORIGIN));
  const before = fingerprint(output.root);
  expect(expectValue(await write())).toMatchObject({ written: [], removed: [] });
  expect(fingerprint(output.root)).toEqual(before);
});
