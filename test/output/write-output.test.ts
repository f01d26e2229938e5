import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OWNERSHIP_FILE } from "../../generator/model/file-tree.ts";
import { nodeDisk } from "../../generator/output/disk.ts";
import { writeOutput } from "../../generator/output/write-output.ts";
import { unflushedDisk } from "./support/breaking-disk.ts";
import { fingerprint, putFiles, readFiles, temporaryOutput, temporaryRoot } from "./support/temporary-root.ts";
import { expectValue, ORIGIN, onDisk, problemsOf, treeOf } from "./support/trees.ts";

const FIRST = treeOf({
  "bootstrap.yaml": "a: 1\n",
  "components/katib/kustomization.yaml": "b: 1\n",
  "sync/katib.yaml": "c",
});
const SECOND = treeOf({
  "bootstrap.yaml": "a: 2\n",
  "components/spark/kustomization.yaml": "b: 1\n",
  "sync/katib.yaml": "c",
});

/** An output with the first tree in it. */
async function firstOutput() {
  const output = temporaryOutput();
  expectValue(await writeOutput(output, FIRST, ORIGIN, unflushedDisk));
  return output;
}

describe("a run", () => {
  test("makes the folder, and the folders above it", async () => {
    const output = temporaryOutput();
    expect(expectValue(await writeOutput(output, FIRST, ORIGIN))).toEqual({
      written: [OWNERSHIP_FILE, "bootstrap.yaml", "components/katib/kustomization.yaml", "sync/katib.yaml"],
      removed: [],
      unchanged: 0,
    });
    expect(readFiles(output.root)).toEqual(
      Object.fromEntries(Object.entries(onDisk(FIRST)).map(([path, text]) => [`clusters/prod/${path}`, text])),
    );
  });

  test("that changes nothing touches nothing: no file, no folder, no time, no lock", async () => {
    const output = await firstOutput();
    const before = fingerprint(output.root);
    const changes: string[] = [];
    const watched = Object.fromEntries(
      Object.entries(nodeDisk).map(([name, operation]) => [
        name,
        (...all: never[]) => {
          if (!["list", "look", "read", "realPath"].includes(name)) changes.push(name);
          return (operation as (...all: never[]) => unknown)(...all);
        },
      ]),
    ) as unknown as typeof nodeDisk;
    expect(expectValue(await writeOutput(output, FIRST, ORIGIN, watched))).toEqual({
      written: [],
      removed: [],
      unchanged: 4,
    });
    expect(fingerprint(output.root)).toEqual(before);
    expect(changes).toEqual([]);
  });

  test("writes what differs, prunes what is no longer generated with its folders, and leaves the rest", async () => {
    const output = await firstOutput();
    const { ino, mtimeMs } = statSync(join(output.target, "sync/katib.yaml"));
    expect(expectValue(await writeOutput(output, SECOND, ORIGIN))).toEqual({
      written: [OWNERSHIP_FILE, "bootstrap.yaml", "components/spark/kustomization.yaml"],
      removed: ["components/katib/kustomization.yaml"],
      unchanged: 1,
    });
    expect(readFiles(output.target)).toEqual(onDisk(SECOND));
    expect(statSync(join(output.target, "sync/katib.yaml"))).toMatchObject({ ino, mtimeMs, nlink: 1 });
    expect(readdirSync(output.clusters)).toEqual(["prod"]);
  });

  test("writes the ownership file alone when only the inputs or the version changed", async () => {
    const output = await firstOutput();
    const { written } = expectValue(await writeOutput(output, FIRST, { ...ORIGIN, inputs: "sha256:1f" }));
    expect(written).toEqual([OWNERSHIP_FILE]);
  });
});

describe("what is not ours", () => {
  test("survives untouched: files, links, modes, times, empty folders", async () => {
    const output = await firstOutput();
    putFiles(output.target, {
      "README.md": "read me",
      "components/katib/secret.enc.yaml": "sops: {}",
      "components/run.sh": "#!/bin/sh\n",
    });
    chmodSync(join(output.target, "components/run.sh"), 0o750);
    utimesSync(join(output.target, "README.md"), 1, 1.5);
    symlinkSync("../nowhere", join(output.target, "link"));
    mkdirSync(join(output.target, "empty/inside"), { recursive: true });
    chmodSync(join(output.target, "empty"), 0o2700);
    chmodSync(output.target, 0o2755);
    const linkTime = lstatSync(join(output.target, "link")).mtimeMs;
    const before = fingerprint(output.target, false);
    expectValue(await writeOutput(output, SECOND, ORIGIN));
    const after = fingerprint(output.target, false);
    for (const path of [
      "README.md",
      "components/katib/secret.enc.yaml",
      "components/run.sh",
      "empty/",
      "empty/inside/",
    ]) {
      expect(after[path], path).toBe(before[path]);
    }
    expect(readlinkSync(join(output.target, "link"))).toBe("../nowhere");
    expect(lstatSync(join(output.target, "link")).mtimeMs).toBeCloseTo(linkTime, 2);
    expect(statSync(output.target).mode & 0o7777).toBe(0o2755);
    expect(existsSync(join(output.target, "components/katib/kustomization.yaml"))).toBe(false);
  });

  test("is copied, time and mode included, where the file system has no hard links", async () => {
    const output = await firstOutput();
    putFiles(output.target, { "run.sh": "#!/bin/sh\n" });
    chmodSync(join(output.target, "run.sh"), 0o755);
    utimesSync(join(output.target, "run.sh"), 1, 1.5);
    const link = () => {
      throw Object.assign(new Error("no"), { code: "EPERM", syscall: "link" });
    };
    expectValue(await writeOutput(output, SECOND, ORIGIN, { ...nodeDisk, link }));
    expect(readFiles(output.target)).toEqual({ ...onDisk(SECOND), "run.sh": "#!/bin/sh\n" });
    const { mode, mtimeMs } = statSync(join(output.target, "run.sh"));
    expect({ mode: mode & 0o777, mtimeMs }).toEqual({ mode: 0o755, mtimeMs: 1500 });
  });

  test("may have been there first: a folder is adopted when nothing in it is in the way", async () => {
    const output = temporaryOutput();
    putFiles(output.target, { "README.md": "read me", "sync/katib.yaml": "c" });
    const { unchanged } = expectValue(await writeOutput(output, FIRST, ORIGIN));
    expect(unchanged, "the file with the very same content").toBe(1);
    expect(readFiles(output.target)).toEqual({ ...onDisk(FIRST), "README.md": "read me" });
  });

  test.each([
    [
      "a file",
      { "bootstrap.yaml": "mine" },
      "clusters/prod/bootstrap.yaml is not ours and in the way: bootstrap.yaml goes there.",
    ],
    [
      "a file where a folder goes",
      { sync: "mine" },
      "clusters/prod/sync is not ours and in the way: sync/katib.yaml goes there.",
    ],
    [
      "a file in a folder where a file goes",
      { "bootstrap.yaml/x": "mine" },
      "clusters/prod/bootstrap.yaml/x is not ours and in the way: bootstrap.yaml is a file.",
    ],
    [
      "a file that differs in case",
      { "Bootstrap.YAML": "mine" },
      "clusters/prod/Bootstrap.YAML is not ours and in the way: bootstrap.yaml goes there.",
    ],
  ])("stops the run when it is in the way, also when forced: %s", async (_, files, message) => {
    const output = temporaryOutput();
    putFiles(output.target, files);
    const before = fingerprint(output.root);
    const result = await writeOutput(output, FIRST, { ...ORIGIN, force: true });
    expect(problemsOf(result)).toEqual([`OUTPUT_OCCUPIED ${message}`]);
    expect(fingerprint(output.root)).toEqual(before);
  });
});

describe("a generated file that was", () => {
  test.each([
    ["edited", "bootstrap.yaml", (path: string) => writeFileSync(path, "mine")],
    ["edited", "components/katib/kustomization.yaml", (path: string) => writeFileSync(path, "mine")],
    ["deleted", "bootstrap.yaml", (path: string) => rmSync(path)],
  ])("%s by hand stops the run with its name, unless forced: %s", async (what, path, change) => {
    const output = await firstOutput();
    change(join(output.target, path));
    const before = fingerprint(output.root);
    expect(problemsOf(await writeOutput(output, SECOND, ORIGIN))).toEqual([
      `OUTPUT_EDITED clusters/prod/${path} was ${what} by hand after it was generated.`,
    ]);
    expect(fingerprint(output.root)).toEqual(before);
    expectValue(await writeOutput(output, SECOND, { ...ORIGIN, force: true }));
    expect(readFiles(output.target)).toEqual(onDisk(SECOND));
  });

  test("deleted by hand and is no longer generated is nobody's problem", async () => {
    const output = await firstOutput();
    rmSync(join(output.target, "components/katib/kustomization.yaml"));
    expect(expectValue(await writeOutput(output, SECOND, ORIGIN)).removed).toEqual([]);
    expect(readFiles(output.target)).toEqual(onDisk(SECOND));
  });

  test("edited by hand into what is generated now is fine", async () => {
    const output = await firstOutput();
    writeFileSync(join(output.target, "bootstrap.yaml"), SECOND.get("bootstrap.yaml")!);
    expect(expectValue(await writeOutput(output, SECOND, ORIGIN)).written).not.toContain("bootstrap.yaml");
  });

  test("replaced by a symbolic link is edited, and what the link leads to stays as it is", async () => {
    const output = await firstOutput();
    putFiles(output.root, { "elsewhere.yaml": "elsewhere" });
    rmSync(join(output.target, "bootstrap.yaml"));
    symlinkSync("../../elsewhere.yaml", join(output.target, "bootstrap.yaml"));
    expect(problemsOf(await writeOutput(output, SECOND, ORIGIN))).toEqual([
      "OUTPUT_EDITED clusters/prod/bootstrap.yaml was edited by hand after it was generated.",
    ]);
    expectValue(await writeOutput(output, SECOND, { ...ORIGIN, force: true }));
    expect(readFiles(output.root)).toMatchObject({
      "elsewhere.yaml": "elsewhere",
      "clusters/prod/bootstrap.yaml": "a: 2\n",
    });
  });
});

describe("nothing is written outside the folder", () => {
  test.each([
    "../up.yaml",
    "a/../../up.yaml",
    "/abs.yaml",
    "a/\0.yaml",
    "a\\b.yaml",
    ".git/config",
    "a/.GIT/x",
    "a//b",
    "",
    "C:/x",
  ])("%j in a tree is refused", async (path) => {
    const output = await firstOutput();
    const before = fingerprint(output.root);
    const result = await writeOutput(output, new Map([...FIRST, [path, "x"]]), ORIGIN);
    expect(problemsOf(result)).toEqual([expect.stringMatching(/^OUTPUT_PATH_REFUSED Nothing is written at "/)]);
    expect(fingerprint(output.root)).toEqual(before);
  });

  test.each(["../prod", "clusters/../../prod", "/tmp/prod", "clusters/.git"])(
    "%j as the folder is refused",
    async (path) => {
      const result = await writeOutput({ root: temporaryRoot(), path }, FIRST, ORIGIN);
      expect(problemsOf(result)).toEqual([expect.stringContaining("OUTPUT_PATH_REFUSED")]);
    },
  );

  test("a symbolic link as the folder, or out of the repository on the way, is refused; one within it is followed", async () => {
    const root = temporaryRoot();
    const outside = temporaryRoot();
    mkdirSync(join(root, "real/prod"), { recursive: true });
    mkdirSync(join(root, "clusters"));
    symlinkSync(join(root, "real/prod"), join(root, "clusters/prod"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync("real", join(root, "within"));
    const write = async (path: string) => problemsOf(await writeOutput({ root, path }, FIRST, ORIGIN, unflushedDisk));
    expect(await write("clusters/prod")).toEqual([
      expect.stringContaining("OUTPUT_SYMLINK clusters/prod is a symbolic link"),
    ]);
    expect(await write("out/prod")).toEqual([
      expect.stringContaining("OUTPUT_SYMLINK out is a symbolic link: it leads out"),
    ]);
    expect(readdirSync(outside)).toEqual([]);
    expect(await write("within/prod")).toEqual([]);
    expect(readFiles(join(root, "real/prod"))).toEqual(onDisk(FIRST));
  });

  test("a symbolic link inside the folder is in the way, wherever it leads", async () => {
    const output = await firstOutput();
    const outside = temporaryRoot();
    rmSync(join(output.target, "components"), { recursive: true });
    symlinkSync(outside, join(output.target, "components"));
    const result = await writeOutput(output, SECOND, { ...ORIGIN, force: true });
    expect(problemsOf(result)).toEqual([
      expect.stringContaining("OUTPUT_OCCUPIED clusters/prod/components is not ours"),
    ]);
    expect(readdirSync(outside)).toEqual([]);
  });

  test("a file where the folder, or one above it, goes is in the way", async () => {
    const root = temporaryRoot();
    putFiles(root, { clusters: "a file" });
    const result = await writeOutput({ root, path: "clusters/prod" }, FIRST, ORIGIN);
    expect(problemsOf(result)).toEqual([expect.stringContaining("OUTPUT_OCCUPIED clusters is not ours")]);
  });
});

test("paths that some file system takes for one are refused", async () => {
  const output = temporaryOutput();
  const collide = async (...paths: string[]) =>
    problemsOf(await writeOutput(output, new Map(paths.map((path) => [path, ""])), ORIGIN));
  expect(await collide("A.yaml", "a.yaml")).toEqual([expect.stringContaining('"a.yaml" and "A.yaml" cannot both')]);
  expect(await collide("b/x", "B/y")).toEqual([expect.stringContaining('"B/y" and "b" cannot both')]);
  expect(await collide("é", "e\u0301")).toHaveLength(1);
  expect(await collide("a", "a/b")).toEqual([expect.stringContaining('"a/b" and "a" cannot both')]);
  expect(await collide(OWNERSHIP_FILE)).toEqual([expect.stringContaining("has the name of the ownership file")]);
  expect(readdirSync(output.root)).toEqual([]);
});

test.each([
  "",
  "{",
  '{"files":{}}',
  "<<<<<<< ours\n{}\n",
  '{"generator":"1","inputs":"2","files":{"../x":"sha256:0"}}',
])("an ownership file that is none stops the run: %j", async (text) => {
  const output = await firstOutput();
  writeFileSync(join(output.target, OWNERSHIP_FILE), text);
  const before = fingerprint(output.root);
  expect(problemsOf(await writeOutput(output, SECOND, { ...ORIGIN, force: true }))).toEqual([
    expect.stringContaining(`OUTPUT_OWNERSHIP_UNREADABLE clusters/prod/${OWNERSHIP_FILE} does not say`),
  ]);
  expect(fingerprint(output.root)).toEqual(before);
});

test("after a merge that took the other side's ownership file the run goes through without force", async () => {
  const ours = await firstOutput();
  const both = treeOf({ ...Object.fromEntries(FIRST), "sync/spark.yaml": "s" });
  const theirs = onDisk(FIRST)[OWNERSHIP_FILE]!;
  expectValue(await writeOutput(ours, both, ORIGIN));
  writeFileSync(join(ours.target, OWNERSHIP_FILE), theirs);
  expectValue(await writeOutput(ours, both, ORIGIN));
  expect(readFiles(ours.target)).toEqual(onDisk(both));
});

test("names that are special to JavaScript are names like any other", async () => {
  const output = temporaryOutput();
  const tree = new Map([
    ["__proto__", "p"],
    ["constructor/x", "c"],
    ["10", "ten"],
    ["9", "nine"],
  ]);
  expectValue(await writeOutput(output, tree, ORIGIN));
  expect(expectValue(await writeOutput(output, tree, ORIGIN)).unchanged).toBe(5);
  expect(expectValue(await writeOutput(output, treeOf({}), ORIGIN)).removed).toEqual([
    "10",
    "9",
    "__proto__",
    "constructor/x",
  ]);
  expect(Object.keys(readFiles(output.target))).toEqual([OWNERSHIP_FILE]);
});
