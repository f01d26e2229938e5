import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareOutput } from "../../generator/output/compare-output.ts";
import { recoverOutputs } from "../../generator/output/recover-outputs.ts";
import { writeOutput } from "../../generator/output/write-output.ts";
import { mayMount, mountReadOnly, mountSmall } from "./support/mounts.ts";
import { fingerprint, putFiles, readFiles, temporaryOutput, temporaryRoot } from "./support/temporary-root.ts";
import { expectValue, ORIGIN, onDisk, problemsOf, treeOf } from "./support/trees.ts";

const OLD = treeOf({ "bootstrap.yaml": "old", "a/x.yaml": "x" });
const NEW = treeOf({ "bootstrap.yaml": "new", "b/y.yaml": "y" });
const BIG = treeOf(
  Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`big/${index}.yaml`, "x".repeat(20_000)])),
);

describe.runIf(mayMount)("on a disk of its own (needs the right to mount)", () => {
  test("a full one: nothing changed, nothing left", async () => {
    const root = temporaryRoot();
    mountSmall(join(root, "clusters"), "256k");
    const output = { root, path: "clusters/prod" };
    expectValue(await writeOutput(output, OLD, ORIGIN));
    const before = fingerprint(join(root, "clusters/prod"));
    expect(problemsOf(await writeOutput(output, BIG, ORIGIN))).toEqual([
      "OUTPUT_DISK_FULL clusters/prod could not be written: the disk, or your share of it, is full. Nothing was changed.",
    ]);
    expect(fingerprint(join(root, "clusters/prod"))).toEqual(before);
    expect(readdirSync(join(root, "clusters"))).toEqual(["prod"]);
    expectValue(await writeOutput(output, NEW, ORIGIN));
  });

  test("a read-only one: nothing changed; what needs no change and checks still work", async () => {
    const { root, path, clusters, target } = temporaryOutput();
    expectValue(await writeOutput({ root, path }, OLD, ORIGIN));
    const before = fingerprint(clusters);
    mountReadOnly(clusters);
    expect(problemsOf(await writeOutput({ root, path }, NEW, ORIGIN))).toEqual([
      "OUTPUT_NOT_PERMITTED clusters/prod could not be written: mkdir (EROFS) is not permitted. Nothing was changed.",
    ]);
    expect(expectValue(await writeOutput({ root, path }, OLD, ORIGIN)).written).toEqual([]);
    expect(expectValue(compareOutput({ root, path }, NEW, ORIGIN)).changed).toContain("bootstrap.yaml");
    expect(expectValue(recoverOutputs({ root, path: "clusters" }))).toEqual([]);
    expect(fingerprint(clusters)).toEqual(before);
    expect(readFiles(target)).toEqual(onDisk(OLD));
  });

  test("the folder itself, which therefore cannot be renamed: nothing changed, nothing left", async () => {
    const output = temporaryOutput();
    mountSmall(output.target, "256k");
    putFiles(output.target, { "README.md": "mine" });
    expect(problemsOf(await writeOutput(output, NEW, ORIGIN))).toEqual([
      expect.stringMatching(/^OUTPUT_DISK_ERROR .*(link \(EXDEV\)|rename \(EBUSY\)) failed\. Nothing was changed\.$/),
    ]);
    expect(readFiles(output.target)).toEqual({ "README.md": "mine" });
    expect(readdirSync(output.clusters)).toEqual(["prod"]);
  });

  test("a folder in it: nothing changed, nothing left", async () => {
    const output = temporaryOutput();
    expectValue(await writeOutput(output, OLD, ORIGIN));
    mountSmall(join(output.target, "mounted"), "256k");
    putFiles(output.target, { "mounted/data": "mine" });
    expect(problemsOf(await writeOutput(output, NEW, ORIGIN))).toEqual([
      expect.stringMatching(/^OUTPUT_DISK_ERROR .*link \(EXDEV\) failed\. Nothing was changed\.$/),
    ]);
    expect(readFiles(output.target)).toEqual({ ...onDisk(OLD), "mounted/data": "mine" });
    expect(readdirSync(output.clusters)).toEqual(["prod"]);
  });
});

describe.runIf(process.getuid?.() !== 0)("as an ordinary user (root may do everything)", () => {
  test("a folder without permission to write: nothing changed", async () => {
    const output = temporaryOutput();
    expectValue(await writeOutput(output, OLD, ORIGIN));
    chmodSync(output.clusters, 0o555);
    const result = await writeOutput(output, NEW, ORIGIN);
    chmodSync(output.clusters, 0o755);
    expect(problemsOf(result)).toEqual([expect.stringMatching(/^OUTPUT_NOT_PERMITTED .* Nothing was changed\.$/)]);
    expect(readFiles(output.target)).toEqual(onDisk(OLD));
  });

  test("a protected folder of somebody else inside survives, protection included", async () => {
    const output = temporaryOutput();
    expectValue(await writeOutput(output, OLD, ORIGIN));
    putFiles(output.target, { "protected/x": "mine" });
    chmodSync(join(output.target, "protected"), 0o555);
    expectValue(await writeOutput(output, NEW, ORIGIN));
    expect(readFiles(output.target)).toEqual({ ...onDisk(NEW), "protected/x": "mine" });
    expect(fingerprint(output.target)["protected/"]).toMatch(/^40555 /);
    expect(readdirSync(output.clusters)).toEqual(["prod"]);
    chmodSync(join(output.target, "protected"), 0o755);
  });
});
