import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimOutput } from "../../generator/output/claim-output.ts";
import { nodeDisk } from "../../generator/output/disk.ts";
import { placeOf } from "../../generator/output/locate-output.ts";
import { recoverOutputs } from "../../generator/output/recover-outputs.ts";
import { identifyRun, printIdentity } from "../../generator/output/run-identity.ts";
import { writeOutput } from "../../generator/output/write-output.ts";
import { unflushedDisk } from "./support/breaking-disk.ts";
import { buryRuns } from "./support/bury-run.ts";
import { fingerprint, putFiles, readFiles, temporaryOutput } from "./support/temporary-root.ts";
import { expectValue, ORIGIN, onDisk, problemsOf, treeOf } from "./support/trees.ts";

const TREE = treeOf({ "bootstrap.yaml": "a", "sync/x.yaml": "x" });
const OTHER = treeOf({ "bootstrap.yaml": "b", "sync/y.yaml": "y" });

test("of two runs at once one writes, the other is told who does", async () => {
  const output = temporaryOutput();
  const [first, second] = await Promise.all([writeOutput(output, TREE, ORIGIN), writeOutput(output, OTHER, ORIGIN)]);
  expect(first.ok).toBe(true);
  expect(problemsOf(second)).toEqual([
    expect.stringMatching(
      /^OUTPUT_LOCKED clusters\/prod is being written by another run \(process \d+ on .*, since 20.*Z\)\. Nothing was changed\.$/,
    ),
  ]);
  expect(readFiles(output.clusters)).toEqual(
    Object.fromEntries(Object.entries(onDisk(TREE)).map(([path, text]) => [`prod/${path}`, text])),
  );
  expect((await writeOutput(output, OTHER, ORIGIN)).ok).toBe(true);
});

test("many runs at once: each writes as a whole or is told to wait", async () => {
  const output = temporaryOutput();
  const trees = Array.from({ length: 12 }, (_, index) =>
    treeOf({ "bootstrap.yaml": `${index}`, [`only/${index}.yaml`]: "x" }),
  );
  for (let round = 0; round < 5; round += 1) {
    const results = await Promise.all(trees.map((tree) => writeOutput(output, tree, ORIGIN, unflushedDisk)));
    expect(results.some(({ ok }) => ok)).toBe(true);
    expect(trees.map(onDisk)).toContainEqual(readFiles(output.target));
    expect(readdirSync(output.clusters)).toEqual(["prod"]);
  }
});

test("runs for different environments do not meet", async () => {
  const { root } = temporaryOutput();
  const paths = ["dev", "staging", "prod"].map((name) => `clusters/${name}`);
  const results = await Promise.all(paths.map((path) => writeOutput({ root, path }, TREE, ORIGIN)));
  expect(results.map(({ ok }) => ok)).toEqual([true, true, true]);
});

test("recovery leaves a run that is at work alone", async () => {
  const output = temporaryOutput();
  let during: unknown;
  const flush = async () => {
    const staged = fingerprint(output.clusters);
    during = recoverOutputs({ root: output.root, path: "clusters" });
    expect(fingerprint(output.clusters)).toEqual(staged);
  };
  expectValue(await writeOutput(output, TREE, ORIGIN, { ...nodeDisk, flush }));
  expect(during).toEqual({ ok: true, value: [] });
});

test("of two runs that find the claim of a dead one, one takes it over", () => {
  const output = temporaryOutput();
  mkdirSync(output.clusters);
  const place = placeOf(output.target, "clusters/prod");
  claimOutput(place, nodeDisk);
  buryRuns(output.clusters);
  // The other run is faster, at the last possible moment.
  let winner: ReturnType<typeof claimOutput> | undefined;
  const rename: typeof nodeDisk.rename = (from, to) => {
    winner ??= claimOutput(place, nodeDisk);
    nodeDisk.rename(from, to);
  };
  const loser = claimOutput(place, { ...nodeDisk, rename });
  expect(winner).toHaveProperty("release");
  expect(loser).toMatchObject({ owner: { pid: process.pid } });
});

test("of two runs that find no claim, one makes it", () => {
  const output = temporaryOutput();
  mkdirSync(output.clusters);
  const place = placeOf(output.target, "clusters/prod");
  let winner: ReturnType<typeof claimOutput> | undefined;
  const write: typeof nodeDisk.write = (file, content) => {
    nodeDisk.write(file, content);
    if (!file.endsWith(".gitignore")) return;
    // Under another name than that of this process, as a second process would be.
    const own = join(output.clusters, readdirSync(output.clusters)[0]!);
    renameSync(own, `${own}.aside`);
    winner ??= claimOutput(place, nodeDisk);
    renameSync(`${own}.aside`, own);
  };
  const loser = claimOutput(place, { ...nodeDisk, write });
  expect(winner).toHaveProperty("release");
  expect(loser).toMatchObject({ owner: { pid: process.pid } });
  expect(readdirSync(output.clusters)).toEqual([".prod.kubeflow-gitops"]);
});

test("a run that was taken for dead while it slept changes nothing", async () => {
  const output = temporaryOutput();
  expectValue(await writeOutput(output, TREE, ORIGIN));
  const staging = join(output.clusters, ".prod.kubeflow-gitops");
  const other = printIdentity({ ...identifyRun(), host: "elsewhere" });
  const flush = async () => {
    const mine = readdirSync(staging).find((name) => name.startsWith("owner,"))!;
    renameSync(join(staging, mine), join(staging, other));
  };
  const result = await writeOutput(output, OTHER, ORIGIN, { ...nodeDisk, flush });
  expect(problemsOf(result)).toEqual([expect.stringContaining("OUTPUT_TAKEN_OVER clusters/prod was taken over")]);
  expect(readFiles(output.target)).toEqual(onDisk(TREE));
  expect(readdirSync(staging), "the staging folder is the other run's now").toContain(other);
});

test("a staging folder that does not say whose it is stays, and the run stops", async () => {
  const output = temporaryOutput();
  putFiles(output.clusters, { ".prod.kubeflow-gitops/next/bootstrap.yaml": "?" });
  expect(problemsOf(await writeOutput(output, TREE, ORIGIN))).toEqual([
    expect.stringContaining("which one is not known"),
  ]);
  expect(readFiles(output.clusters)).toEqual({ ".prod.kubeflow-gitops/next/bootstrap.yaml": "?" });
});

test("a file in the place of the staging folder is a problem", async () => {
  const output = temporaryOutput();
  mkdirSync(output.clusters);
  writeFileSync(join(output.clusters, ".prod.kubeflow-gitops"), "");
  expect(problemsOf(await writeOutput(output, TREE, ORIGIN))).toEqual([
    expect.stringMatching(/^OUTPUT_DISK_ERROR .*ENOTDIR.* Nothing was changed\.$/),
  ]);
});
