import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildText } from "../../support/build-text.ts";
import { hasKubectl, kubectlKustomize, type RealBuild } from "../../support/kubectl-kustomize.ts";
import { type Files, tree } from "./random-tree.ts";

/** `KUSTOMIZE_RUNS=2000 KUSTOMIZE_SEED=7` for more than the default. */
const runs = Number(process.env.KUSTOMIZE_RUNS ?? 150);
const seed = Number(process.env.KUSTOMIZE_SEED ?? 20_260_101);

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "differential-"));
});
afterAll(() => rmSync(work, { recursive: true }));

test.skipIf(!hasKubectl())(
  `${runs} random trees build to the same bytes as with kubectl kustomize, or are refused by both`,
  async () => {
    const count = { built: 0, refused: 0, crashed: 0, unsteady: 0 };
    const property = fc.asyncProperty(tree, async (files) => {
      const folder = writeTree(files);
      const real = await kubectlKustomize(folder);
      const ours = await buildText(folder);
      if (agree(real, ours)) {
        count[real.ok ? "built" : "refused"] += 1;
      } else if (!real.ok && real.reason.startsWith("panic:")) {
        count.crashed += 1;
      } else if (await isUnsteady(folder, real)) {
        count.unsteady += 1;
      } else {
        expect(ours.ok ? ours.value : ours).toBe(real.ok ? real.text : `refused: ${real.reason}`);
      }
    });
    await fc.assert(property, { numRuns: runs, seed });
    console.log("random trees:", count);
    expect(count.built, "most random trees should build, or nothing is compared").toBeGreaterThan(runs / 2);
  },
  runs * 2_000,
);

type Ours = Awaited<ReturnType<typeof buildText>>;

function agree(real: RealBuild, ours: Ours): boolean {
  return real.ok ? ours.ok && ours.value === real.text : !ours.ok;
}

/** Kustomize walks Go maps in places: a tree on which it disagrees with itself has no right answer. */
async function isUnsteady(folder: string, first: RealBuild): Promise<boolean> {
  for (let again = 0; again < 8; again += 1) {
    const build = await kubectlKustomize(folder);
    if (build.ok !== first.ok || (build.ok && first.ok && build.text !== first.text)) return true;
  }
  return false;
}

function writeTree(files: Files): string {
  const folder = mkdtempSync(join(work, "tree-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
