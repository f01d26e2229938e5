import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { programDigest } from "../../generator/sources/program-digest.ts";
import { repositoryRoot } from "../support/repository-root.ts";

const work = mkdtempSync(join(tmpdir(), "program-digest-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test("the program that remembers builds is known by all of its code, not by its age", () => {
  const [first, again, changed] = ["first", "again", "changed"].map((name) => {
    const folder = join(work, name);
    mkdirSync(folder);
    for (const part of ["generator", "schemas", "components", "overlays", "environments", "build.mjs", "package.json"])
      cpSync(join(repositoryRoot, part), join(folder, part), { recursive: true });
    symlinkSync(join(repositoryRoot, "node_modules"), join(folder, "node_modules"));
    if (name === "changed") appendFileSync(join(folder, "generator/kustomize/build.ts"), "console.log(0);\n");
    execFileSync(process.execPath, ["build.mjs"], { cwd: folder });
    return readFileSync(join(folder, "dist/cli/program-digest.js"), "utf8");
  });
  expect(first).toMatch(/^exports.programDigest = "[0-9a-f]{64}";\n$/);
  expect(again).toBe(first);
  expect(changed).not.toBe(first);
});

test("from source, which may change at any time, there is none", () => {
  expect(programDigest).toBeUndefined();
});
