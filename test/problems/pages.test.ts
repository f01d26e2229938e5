import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../support/repository-root.ts";

const FACTORIES = join(repositoryRoot, "generator/problems");
const PAGES = join(repositoryRoot, "docs/problems");

const codes = new Set(
  readdirSync(FACTORIES, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(join(FACTORIES, file), "utf8").matchAll(/\bcode: "([A-Z0-9_]+)"/g)])
    .map(([, code]) => code ?? ""),
);
const pages = new Map(
  readdirSync(PAGES)
    .filter((file) => file !== "README.md")
    .map((file) => [file.replace(/\.md$/, ""), readFileSync(join(PAGES, file), "utf8")]),
);

test("the scan saw the problems", () => expect(codes.size).toBeGreaterThan(60));

test("every problem has a page, and every page a problem", () => {
  expect([...pages.keys()].toSorted()).toEqual([...codes].toSorted());
});

test.each([...pages])("%s: the page says what it means, shows the printed line, and says what to do", (code, text) => {
  expect(text.split("\n")[0]).toBe(`# ${code}`);
  expect(text).toMatch(new RegExp(`^\`\`\`\\n(\\S+:\\d+:\\d+ )?${code} `, "m"));
  expect(text).toContain("\n## What to do\n");
});
