/**
 * Builds every kustomization folder of real upstream manifests with our engine and with `kubectl kustomize`, and tells where
 * they differ: `npx tsx test/kustomize/compare-upstream.ts [folder...]`. Without folders, all releases that this machine has.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { buildText } from "../support/build-text.ts";
import { inParallel } from "../support/in-parallel.ts";
import { kubectlKustomize, type LoadRestrictions } from "../support/kubectl-kustomize.ts";
import { sharedRoot } from "../support/shared.ts";
import { copyKubeflowManifests, kustomizationFolders } from "../support/upstream-tree.ts";

const verdictsThatAgree = ["equal", "refused by both", "crash of kubectl"];
const work = mkdtempSync(join(tmpdir(), "compare-upstream-"));
try {
  const named = process.argv.slice(2);
  let differences = 0;
  for (const tree of named.length > 0 ? named : allReleases()) differences += await compareTree(tree);
  process.exitCode = differences > 0 ? 1 : 0;
} finally {
  rmSync(work, { recursive: true });
}

function allReleases(): readonly string[] {
  const root = sharedRoot();
  if (root === undefined) throw new Error("this machine has no upstream manifests: name folders to compare");
  const upstream = join(root, "upstream");
  const releases = ["v1.10.2", "v1.11.0", "26.03", "26.03.1"].map((release) => {
    copyKubeflowManifests(upstream, release, join(work, release));
    return join(work, release);
  });
  return [...releases, join(upstream, "argo-workflows"), join(upstream, "lws")];
}

async function compareTree(tree: string): Promise<number> {
  const folders = kustomizationFolders(tree).filter((folder) => !folder.includes("/remote-bases/"));
  const verdicts = await inParallel(folders, 2, (folder) => compareFolder(folder));
  const count = (wanted: string): number => verdicts.filter((verdict) => verdict === wanted).length;
  const sums = verdictsThatAgree.map((verdict) => `${count(verdict)} ${verdict}`).join(", ");
  console.log(`${tree}: ${folders.length} folders, ${sums}`);
  const differences = folders.flatMap((folder, index) => {
    const verdict = verdicts[index] ?? "";
    return verdictsThatAgree.includes(verdict) ? [] : [`  ${relative(tree, folder)}: ${verdict}`];
  });
  if (differences.length > 0) console.log(differences.join("\n"));
  return differences.length;
}

/** One of the verdicts that agree, or how the builds differ. A folder that reads files above itself is built without load restrictions. */
async function compareFolder(folder: string, loadRestrictions: LoadRestrictions = "rootOnly"): Promise<string> {
  const real = await kubectlKustomize(folder, loadRestrictions);
  if (!real.ok && loadRestrictions === "rootOnly" && real.reason.includes("security; file")) {
    return compareFolder(folder, "none");
  }
  const ours = await buildText(folder, { loadRestrictions });
  if (!real.ok && real.reason.startsWith("panic:")) return "crash of kubectl";
  if (!real.ok) return ours.ok ? `we build what kubectl refuses: ${real.reason.slice(-200)}` : "refused by both";
  if (!ours.ok) return `we refuse: ${ours.problems.map(({ message }) => message).join("; ")}`;
  return ours.value === real.text ? "equal" : firstDifference(real.text, ours.value);
}

function firstDifference(expected: string, actual: string): string {
  const [wanted, got] = [expected.split("\n"), actual.split("\n")];
  const line = wanted.findIndex((text, index) => text !== got[index]);
  return `line ${line + 1}: expected ${JSON.stringify(wanted[line])}, got ${JSON.stringify(got[line])}`;
}
