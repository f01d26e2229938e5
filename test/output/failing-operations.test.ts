import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { claimOutput } from "../../generator/output/claim-output.ts";
import { compareOutput } from "../../generator/output/compare-output.ts";
import { nodeDisk } from "../../generator/output/disk.ts";
import { placeOf } from "../../generator/output/locate-output.ts";
import { recoverOutputs } from "../../generator/output/recover-outputs.ts";
import { writeOutput } from "../../generator/output/write-output.ts";
import { failingDisk, unflushedDisk } from "./support/breaking-disk.ts";
import { buryRuns } from "./support/bury-run.ts";
import { fingerprint, putFiles, readFiles, temporaryOutput } from "./support/temporary-root.ts";
import { expectValue, ORIGIN, onDisk, treeOf } from "./support/trees.ts";

const FOREIGN = { "notes/README.md": "mine" };
const OLD = treeOf({ "bootstrap.yaml": "old", "a/same.yaml": "same", "gone/x.yaml": "x" });
const NEW = treeOf({ "bootstrap.yaml": "new", "a/same.yaml": "same", "b/c/added.yaml": "y" });
const before = { ...onDisk(OLD), ...FOREIGN };
const after = { ...onDisk(NEW), ...FOREIGN };

async function oldOutput() {
  const output = temporaryOutput();
  expectValue(await writeOutput(output, OLD, ORIGIN, unflushedDisk));
  putFiles(output.target, FOREIGN);
  return output;
}

test.each(["ENOSPC", "EACCES", "EROFS", "EXDEV", "EIO"])(
  "%s in any file operation: a problem that says what is on the disk, and that is there",
  async (code) => {
    const codes = new Set<string>();
    for (let step = 0; ; step += 1) {
      const output = await oldOutput();
      const { disk, count } = failingDisk(step, code);
      const result = await writeOutput(output, NEW, ORIGIN, disk);
      if (count() <= step) break;
      const files = readFiles(output.target);
      if (result.ok) {
        expect(files, `operation ${step}`).toEqual(after);
      } else {
        for (const problem of result.problems) codes.add(problem.code);
        const [{ message, hint }] = result.problems as [(typeof result.problems)[0]];
        expect(message, `operation ${step}`).toMatch(
          /(Nothing was changed|The new files are in place|It lies in .*)\.$/,
        );
        expect(hint).toBeDefined();
        expect(files, `operation ${step}: ${message}`).toEqual(
          message.includes("Nothing was changed") ? before : after,
        );
      }
      const left = readdirSync(output.clusters).filter((name) => name !== "prod");
      const isLeft = !result.ok && result.problems.some((problem) => problem.code === "OUTPUT_LEFTOVER");
      if (!isLeft) expect(left, `operation ${step}`).toEqual([]);
      buryRuns(output.clusters);
      expectValue(recoverOutputs({ root: output.root, path: "clusters" }));
      expectValue(await writeOutput(output, NEW, ORIGIN, unflushedDisk));
      expect(readFiles(output.clusters)).toEqual(
        Object.fromEntries(Object.entries(after).map(([path, text]) => [`prod/${path}`, text])),
      );
    }
    expect([...codes].sort()).toEqual([CODES[code], "OUTPUT_LEFTOVER", "OUTPUT_UNREADABLE"].sort());
  },
);

const CODES: Readonly<Record<string, string>> = {
  ENOSPC: "OUTPUT_DISK_FULL",
  EACCES: "OUTPUT_NOT_PERMITTED",
  EROFS: "OUTPUT_NOT_PERMITTED",
  EXDEV: "OUTPUT_DISK_ERROR",
  EIO: "OUTPUT_DISK_ERROR",
};

test("a failed run leaves no folder behind that it had to make", async () => {
  for (let step = 0; ; step += 1) {
    const output = temporaryOutput();
    const { disk, count } = failingDisk(step, "ENOSPC");
    const result = await writeOutput(output, NEW, ORIGIN, disk);
    if (count() <= step) break;
    if (!result.ok && result.problems[0]!.message.includes("Nothing was changed") && result.problems.length === 1) {
      expect(readdirSync(output.root), `operation ${step}`).toEqual([]);
    }
  }
});

test("comparing and recovering report failed file operations as problems, too", async () => {
  for (let step = 0; ; step += 1) {
    const output = await oldOutput();
    const { disk, count } = failingDisk(step, "EACCES");
    const compared = compareOutput(output, NEW, ORIGIN, disk);
    if (count() <= step) break;
    expect(compared.ok, `operation ${step}`).toBe(false);
  }
  for (let step = 0; ; step += 1) {
    const output = await oldOutput();
    claimOutput(placeOf(output.target, output.path), nodeDisk);
    buryRuns(output.clusters);
    const { disk, count } = failingDisk(step, "EACCES");
    const recovered = recoverOutputs({ root: output.root, path: "clusters" }, disk);
    if (count() <= step) break;
    expect(recovered.ok, `operation ${step}`).toBe(false);
  }
});

test("when neither the new tree nor the old one can be put in place, the message says so, and the next run brings the old one back", async () => {
  const output = await oldOutput();
  let blocked = false;
  const rename: typeof nodeDisk.rename = (from, to) => {
    if (to === output.target) blocked = true;
    if (blocked) throw Object.assign(new Error("made up"), { code: "EIO", syscall: "rename" });
    nodeDisk.rename(from, to);
  };
  const result = await writeOutput(output, NEW, ORIGIN, { ...unflushedDisk, rename });
  expect(result).toMatchObject({
    problems: [
      {
        code: "OUTPUT_DISK_ERROR",
        message: expect.stringContaining("clusters/prod is missing at the moment; the next run"),
      },
      { code: "OUTPUT_LEFTOVER" },
    ],
  });
  buryRuns(output.clusters);
  expect(expectValue(recoverOutputs({ root: output.root, path: "clusters" }))).toEqual(["clusters/prod"]);
  expect(readFiles(output.target)).toEqual(before);
});

test("what somebody writes into the folder during a run is not lost: the run steps back", async () => {
  const late: readonly [string, (target: string) => void][] = [
    ["late.md", (target) => putFiles(target, { "late.md": "late" })],
    ["notes/README.md", (target) => putFiles(target, { "notes/README.md": "longer than mine" })],
    ["bootstrap.yaml", (target) => putFiles(target, { "bootstrap.yaml": "by hand" })],
  ];
  for (const [path, write] of late) {
    const output = await oldOutput();
    // The first rename of the swap: everything has been read and staged.
    const rename: typeof nodeDisk.rename = (from, to) => {
      if (from === output.target) write(output.target);
      nodeDisk.rename(from, to);
    };
    const result = await writeOutput(output, NEW, ORIGIN, { ...nodeDisk, rename });
    expect(result).toMatchObject({
      problems: [
        { code: "OUTPUT_CHANGED_MEANWHILE", message: expect.stringContaining(`clusters/prod/${path} changed`) },
      ],
    });
    expect(fingerprint(output.target)[path]).toBeDefined();
    expect(Object.keys(readFiles(output.target)).sort()).toEqual([...new Set([...Object.keys(before), path])].sort());
    expect(readdirSync(output.clusters)).toEqual(["prod"]);
  }
});
