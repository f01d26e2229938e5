import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

/** Every file below a folder by path, with its text; nothing where there is no folder. */
export function readTree(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** Asserts that two folders hold the same files; `UPDATE=1` makes the expected one a copy of the actual one, to be reviewed as a difference. */
export function expectTree(actual: string, expected: string): void {
  if (process.env["UPDATE"] === "1") {
    rmSync(expected, { recursive: true, force: true });
    cpSync(actual, expected, { recursive: true });
  }
  expect(readTree(actual)).toEqual(readTree(expected));
}
