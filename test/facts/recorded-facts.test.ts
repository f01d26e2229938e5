import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { factsCommand } from "../../generator/cli/commands/facts.ts";
import { compareFacts } from "../../generator/facts/compare-facts.ts";
import { objectKey } from "../../generator/facts/object-key.ts";
import { printFacts } from "../../generator/facts/print-facts.ts";
import type { ReleaseFacts } from "../../generator/model/facts.ts";
import { offlineTag, serveUpstream, type Upstream } from "../parity/upstream.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";
import { sharedRoot } from "../support/shared.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const RELEASES = join(ROOT, "components/releases");
const releases = readdirSync(RELEASES)
  .filter((file) => file.endsWith(".facts.json"))
  .map((file) => file.replace(".facts.json", ""))
  .sort();

const textOf = (release: string) => readFileSync(join(RELEASES, `${release}.facts.json`), "utf8");
const factsOf = (release: string) => JSON.parse(textOf(release)) as ReleaseFacts;

test("every release has its facts", () => {
  const files = readdirSync(RELEASES).filter((file) => file.endsWith(".yaml"));
  expect(files.map((file) => file.replace(".yaml", "")).sort()).toEqual(releases);
});

describe.each(releases)("%s", (release) => {
  test("the file is as the program writes it", () => {
    expect(printFacts(factsOf(release))).toBe(textOf(release));
  });

  test("a text that several images share says the same of each: they can come from elsewhere together only", () => {
    const all = Object.values(factsOf(release).paths).flat();
    const said = all.flatMap((object) =>
      (object.otherImages ?? []).flatMap(({ image, at }) =>
        at.map((piece) => [`${objectKey(object)} ${JSON.stringify(piece)}`, image] as const),
      ),
    );
    expect(said.length).toBeGreaterThan(50);
    const last = new Map(said);
    expect(said.filter(([piece, image]) => last.get(piece) !== image)).toEqual([]);
  });

  test("no path renders one object twice", () => {
    for (const [path, objects] of Object.entries(factsOf(release).paths))
      expect(new Set(objects.map((object) => objectKey(object))).size, path).toBe(objects.length);
  });
});

test("a comparison names what appeared, what went, and what changed", () => {
  const facts = factsOf("26.03.1");
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
    const facts = factsOf("26.03.1");
    const lists = readFileSync(join(sharedRoot()!, "research/catalog-images-26.03.1.txt"), "utf8");
    const [, pods = "", later = "", ...optional] = lists.split(/^# [A-E]\..*$/m);
    const inExample = [...entries(pods), ...entries(later)].map(({ image }) => image);
    const elsewhere = optional.slice(0, 2).flatMap(entries);
    const known = new Set([...inExample, ...elsewhere.map(({ image }) => image)]);
    const found = new Set(
      Object.values(facts.paths).flatMap((all) =>
        all.flatMap(({ images = [], otherImages = [] }) => [...images, ...otherImages.map(({ image }) => image)]),
      ),
    );
    // A folder of images is none: each is named elsewhere.
    found.delete("registry.istio.io/release/");

    const expected = [...inExample, ...elsewhere.filter(({ path }) => path in facts.paths).map(({ image }) => image)];
    expect(expected.length).toBeGreaterThan(130);
    expect(expected.filter((image) => !found.has(image))).toEqual([]);
    expect([...found].filter((image) => !known.has(image))).toEqual([]);
  });

  describe("the source renders what is recorded", () => {
    let folder: string;
    let upstream: Upstream;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "recorded-facts-"));
      upstream = serveUpstream(folder, "26.03.1");
      vi.stubEnv("GIT_CONFIG_GLOBAL", upstream.gitConfig);
      vi.stubEnv("KUBEFLOW_GITOPS_CACHE", join(folder, "cache"));
    });
    afterAll(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    });

    test.each(releases)("of %s", { timeout: 300_000 }, async (release) => {
      const terminal = memoryTerminal(ROOT);
      const source = `${upstream.repository}@${offlineTag(upstream.repository, release)}`;
      const exit = await factsCommand({ root: ".", release, source, check: true }, terminal);
      expect({ exit, errors: terminal.errors() }).toEqual({ exit: 0, errors: "" });
    });
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
