import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diskFileSystem, type FileSystem, memoryFileSystem } from "../../generator/kustomize/file-system.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "file-system-"));
  mkdirSync(join(root, "a"));
  writeFileSync(join(root, "a/b.yaml"), "x: é\n");
  symlinkSync("a", join(root, "link"));
  symlinkSync("nowhere", join(root, "dangling"));
});
afterAll(() => rmSync(root, { recursive: true }));

const kinds: [string, () => FileSystem][] = [
  ["on disk", () => diskFileSystem()],
  ["in memory", () => memoryFileSystem(new Map([[join(root, "a/b.yaml"), "x: é\n"]]))],
];

describe.each(kinds)("a file system %s", (_name, make) => {
  test("reads a file's bytes", () => {
    expect(Buffer.from(make().readFile(join(root, "a/b.yaml")) ?? []).toString()).toBe("x: é\n");
  });
  test("has no content for a folder, a missing file, or a file below a file", () => {
    for (const path of ["a", "c", "a/b.yaml/c", "x".repeat(5_000), "nul\0byte"]) {
      expect(make().readFile(join(root, path))).toBeUndefined();
    }
  });
  test("tells folders from files", () => {
    expect(["a", ".", "a/b.yaml", "c"].map((path) => make().isDirectory(join(root, path)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  test("resolves paths that exist", () => {
    expect(make().realPath(join(root, "a/../a/b.yaml"))).toBe(join(root, "a/b.yaml"));
    expect(make().realPath(join(root, "c"))).toBeUndefined();
  });
});

test("links on disk are followed, and a dangling one does not exist", () => {
  const disk = diskFileSystem();
  expect(disk.realPath(join(root, "link/b.yaml"))).toBe(join(root, "a/b.yaml"));
  expect(disk.isDirectory(join(root, "link"))).toBe(true);
  expect(disk.realPath(join(root, "dangling"))).toBeUndefined();
  expect(disk.readFile(join(root, "dangling"))).toBeUndefined();
});
