import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPaths } from "../../generator/output/check-paths.ts";
import { compareOutput } from "../../generator/output/compare-output.ts";
import { writeOutput } from "../../generator/output/write-output.ts";
import { unflushedDisk } from "./support/breaking-disk.ts";
import { fingerprint, putFiles, readFiles, temporaryRoot } from "./support/temporary-root.ts";
import { expectValue, ORIGIN, onDisk } from "./support/trees.ts";

const NOTHING = { added: [], changed: [], removed: [], edited: [] };

/** Few names, so that files meet folders, and trees meet each other and what is not ours. */
const path = fc
  .array(fc.constantFrom("a", "b", "c", "D", "é", ".x", "__proto__"), { minLength: 1, maxLength: 3 })
  .map((segments) => segments.join("/"));
const tree = fc
  .array(fc.tuple(path, fc.constantFrom("1", "2", "")), { maxLength: 8 })
  .map((files) => new Map(files))
  .filter((files) => checkPaths(files).length === 0);

test("after every run that is not refused: the tree is there, foreign files are untouched, nothing differs, a second run does nothing", async () => {
  const parent = temporaryRoot();
  let written = 0;
  await fc.assert(
    fc.asyncProperty(tree, fc.array(tree, { minLength: 1, maxLength: 4 }), async (foreign, trees) => {
      const root = mkdtempSync(join(parent, "run-"));
      const output = { root, path: "clusters/prod" };
      const target = join(root, output.path);
      putFiles(target, Object.fromEntries(foreign));
      for (const next of trees) {
        const before = fingerprint(root);
        const result = await writeOutput(output, next, ORIGIN, unflushedDisk);
        if (!result.ok) {
          expect(fingerprint(root)).toEqual(before);
          continue;
        }
        written += 1;
        const after = fingerprint(root);
        const contents = readFiles(target);
        expect(contents).toMatchObject(onDisk(next));
        // A foreign file with the content of a generated one becomes ours: only then may it go with a later tree.
        const adopted = [...foreign].filter(([file, text]) => trees.some((other) => other.get(file) === text));
        for (const [file] of foreign) {
          if (adopted.some(([name]) => name === file)) continue;
          expect(after[`clusters/prod/${file}`]).toBe(before[`clusters/prod/${file}`]);
        }
        const expected = new Set([...Object.keys(onDisk(next)), ...foreign.keys()]);
        for (const file of Object.keys(contents)) expect(expected).toContain(file);
        expect(expectValue(compareOutput(output, next, ORIGIN))).toEqual(NOTHING);
        expect(expectValue(await writeOutput(output, next, ORIGIN, unflushedDisk)).written).toEqual([]);
        expect(fingerprint(root)).toEqual(after);
      }
      rmSync(root, { recursive: true });
    }),
    { numRuns: 300 },
  );
  expect(written).toBeGreaterThan(100);
});
