import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { factsCommand } from "../../generator/cli/commands/facts.ts";
import { compareFacts } from "../../generator/facts/compare-facts.ts";
import { objectKey } from "../../generator/facts/object-key.ts";
import { printFacts } from "../../generator/facts/print-facts.ts";
import type { ReleaseFacts } from "../../generator/model/facts.ts";
import { serveUpstream } from "../parity/upstream.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";
import { sharedRoot } from "../support/shared.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const text = readFileSync(join(ROOT, "components/releases/26.03.1.facts.json"), "utf8");
const facts = JSON.parse(text) as ReleaseFacts;

test("the file is as the program writes it", () => {
  expect(printFacts(facts)).toBe(text);
});

test("no path renders one object twice", () => {
  for (const [path, objects] of Object.entries(facts.paths))
    expect(new Set(objects.map((object) => objectKey(object))).size, path).toBe(objects.length);
});

test("a comparison names what appeared, what went, and what changed", () => {
  const [first = "", second = ""] = Object.keys(facts.paths);
  const [gone, changed, ...rest] = facts.paths[first] ?? [];
  const paths = { ...facts.paths, [first]: [{ ...changed!, images: ["busybox"] }, ...rest], added: [] };
  delete (paths as Record<string, unknown>)[second];
  expect(compareFacts(facts, facts)).toEqual([]);
  expect(compareFacts(facts, { ...facts, commit: "0".repeat(40), paths })).toEqual([
    `~ commit: ${facts.commit} is recorded, not ${"0".repeat(40)}`,
    "+ added",
    `- ${first} ${objectKey(gone!)}`,
    `~ ${first} ${objectKey(changed!)}`,
    `- ${second}`,
  ]);
});

describe.skipIf(sharedRoot() === undefined)("against upstream's manifests", () => {
  test("every image is found, and nothing is taken for one", () => {
    const lists = readFileSync(join(sharedRoot()!, "research/catalog-images-26.03.1.txt"), "utf8");
    const [, pods = "", later = "", ...optional] = lists.split(/^# [A-E]\..*$/m);
    const inExample = [...entries(pods), ...entries(later)].map(({ image }) => image);
    const elsewhere = optional.slice(0, 2).flatMap(entries);
    const known = new Set([...inExample, ...elsewhere.map(({ image }) => image)]);
    const found = new Set(Object.values(facts.paths).flatMap((all) => all.flatMap(({ images }) => images ?? [])));

    const expected = [...inExample, ...elsewhere.filter(({ path }) => path in facts.paths).map(({ image }) => image)];
    expect(expected.length).toBeGreaterThan(130);
    expect(expected.filter((image) => !found.has(image))).toEqual([]);
    expect([...found].filter((image) => !known.has(image))).toEqual([]);
  });

  test("the source renders what is recorded", { timeout: 300_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "recorded-facts-"));
    try {
      const { gitConfig, repository, tag } = serveUpstream(folder, facts.release);
      vi.stubEnv("GIT_CONFIG_GLOBAL", gitConfig);
      const terminal = memoryTerminal(ROOT);
      const options = { root: ".", release: facts.release, source: `${repository}@${tag}`, check: true };
      const exit = await factsCommand(options, terminal);
      expect({ exit, errors: terminal.errors() }).toEqual({ exit: 0, errors: "" });
    } finally {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** `image  # path kind/name`, of which only the image is always there. */
function entries(section: string): { image: string; path: string }[] {
  const lines = section.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const [image = "", comment = ""] = line.split(/\s+# /);
    return { image, path: comment.split(" ")[0] ?? "" };
  });
}
