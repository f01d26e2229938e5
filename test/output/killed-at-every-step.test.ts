import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { recoverOutputs } from "../../generator/output/recover-outputs.ts";
import { writeOutput } from "../../generator/output/write-output.ts";
import { dyingDisk, Killed, unflushedDisk } from "./support/breaking-disk.ts";
import { buryRuns } from "./support/bury-run.ts";
import { putFiles, readFiles, temporaryOutput } from "./support/temporary-root.ts";
import { expectValue, ORIGIN, onDisk, treeOf } from "./support/trees.ts";

const FOREIGN = { "notes/README.md": "ours is yours" };
const OLD = treeOf({ "bootstrap.yaml": "old", "a/same.yaml": "same", "a/changed.yaml": "old", "gone/x.yaml": "x" });
const NEW = treeOf({ "bootstrap.yaml": "new", "a/same.yaml": "same", "a/changed.yaml": "new", "b/c/added.yaml": "y" });
const before = { ...onDisk(OLD), ...FOREIGN };
const after = { ...onDisk(NEW), ...FOREIGN };

/** Runs until the disk dies under it; whether it came to the end before that. */
async function runToDeath(action: () => unknown): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}

async function oldOutput() {
  const output = temporaryOutput();
  expectValue(await writeOutput(output, OLD, ORIGIN, unflushedDisk));
  putFiles(output.target, FOREIGN);
  return output;
}

test("a run that dies before any of its file operations leaves the old tree or the new one", async () => {
  const seen = { before: 0, after: 0, absent: 0 };
  for (let step = 0; ; step += 1) {
    const output = await oldOutput();
    if (await runToDeath(() => writeOutput(output, NEW, ORIGIN, dyingDisk(step).disk))) break;
    buryRuns(output.clusters);
    if (!existsSync(output.target)) seen.absent += 1;
    else expect([before, after], `killed before operation ${step}`).toContainEqual(readFiles(output.target));

    expectValue(recoverOutputs({ root: output.root, path: "clusters" }));
    const recovered = readFiles(output.clusters);
    const isNew = recovered["prod/bootstrap.yaml"] === "new";
    seen[isNew ? "after" : "before"] += 1;
    expect(readFiles(output.target), `killed before operation ${step}`).toEqual(isNew ? after : before);
    expect(readdirSync(output.clusters)).toEqual(["prod"]);

    expectValue(await writeOutput(output, NEW, ORIGIN, unflushedDisk));
    expect(readFiles(output.target)).toEqual(after);
  }
  // The one moment of absence, and both sides of it.
  expect(seen).toMatchObject({ absent: 1 });
  expect(seen.before).toBeGreaterThan(50);
  expect(seen.after).toBeGreaterThan(20);
});

test("a first run that dies leaves nothing or everything", async () => {
  for (let step = 0; ; step += 1) {
    const output = temporaryOutput();
    if (await runToDeath(() => writeOutput(output, NEW, ORIGIN, dyingDisk(step).disk))) break;
    if (existsSync(output.clusters)) buryRuns(output.clusters);
    expectValue(recoverOutputs({ root: output.root, path: "clusters" }));
    const left = existsSync(output.clusters) ? readFiles(output.clusters) : {};
    const complete = Object.fromEntries(Object.entries(onDisk(NEW)).map(([path, text]) => [`prod/${path}`, text]));
    expect([{}, complete], `killed before operation ${step}`).toContainEqual(left);
  }
});

test("the next run puts it right by itself, without being told to recover", async () => {
  for (let step = 0; ; step += 7) {
    const output = await oldOutput();
    if (await runToDeath(() => writeOutput(output, NEW, ORIGIN, dyingDisk(step).disk))) break;
    buryRuns(output.clusters);
    expectValue(await writeOutput(output, NEW, ORIGIN, unflushedDisk));
    expect(readFiles(output.target), `killed before operation ${step}`).toEqual(after);
  }
});

test("a recovery that dies is recovered, too", async () => {
  const last = await operationsOfRun();
  for (let step = last - 60; step < last; step += 6) {
    for (let second = 0; ; second += 1) {
      const output = await oldOutput();
      await runToDeath(() => writeOutput(output, NEW, ORIGIN, dyingDisk(step).disk));
      buryRuns(output.clusters);
      const clusters = { root: output.root, path: "clusters" };
      const finished = await runToDeath(() => recoverOutputs(clusters, dyingDisk(second).disk));
      buryRuns(output.clusters);
      expectValue(recoverOutputs(clusters));
      expect([before, after], `killed before ${step}, then before ${second}`).toContainEqual(readFiles(output.target));
      expect(readdirSync(output.clusters)).toEqual(["prod"]);
      if (finished) break;
    }
  }
});

test("what a dead run left is not for git to see", async () => {
  const last = await operationsOfRun();
  for (let step = 0; step < last; step += 1) {
    const output = await oldOutput();
    await runToDeath(() => writeOutput(output, NEW, ORIGIN, dyingDisk(step).disk));
    const strangers = readdirSync(output.clusters).filter((name) => name !== "prod");
    for (const name of strangers) {
      const inside = readFiles(`${output.clusters}/${name}`);
      const hasTree = Object.keys(inside).some((path) => path.startsWith("next/") || path.startsWith("previous/"));
      if (hasTree) expect(inside[".gitignore"], `killed before operation ${step}`).toBe("*\n");
    }
  }
});

async function operationsOfRun(): Promise<number> {
  const output = await oldOutput();
  const { disk, count } = dyingDisk(Number.POSITIVE_INFINITY);
  expectValue(await writeOutput(output, NEW, ORIGIN, disk));
  return count();
}
