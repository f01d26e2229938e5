import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildText } from "../support/build-text.ts";
import { hasKubectl, kubectlKustomize } from "../support/kubectl-kustomize.ts";
import { sharedRoot } from "../support/shared.ts";
import { copyKubeflowManifests } from "../support/upstream-tree.ts";

const root = sharedRoot();
const release = "26.03.1";

describe.skipIf(root === undefined || !hasKubectl())(
  `Kubeflow ${release} builds to the same bytes as with kubectl kustomize`,
  () => {
    let tree: string;
    beforeAll(() => {
      tree = mkdtempSync(join(tmpdir(), "upstream-"));
      copyKubeflowManifests(join(root!, "upstream"), release, tree);
    });
    afterAll(() => rmSync(tree, { recursive: true }));

    test.each(["example", ...basesOfExample()])("%s", async (folder) => {
      const real = await kubectlKustomize(join(tree, folder));
      expect(real.ok).toBe(true);
      const ours = await buildText(join(tree, folder));
      expect(ours.ok ? ours.value : ours.problems).toBe(real.ok && real.text);
    });
  },
);

/** The folders that upstream's `example` is made of: the whole platform, component by component. */
function basesOfExample(): readonly string[] {
  if (root === undefined) return [];
  const text = readFileSync(join(root, "upstream/kubeflow-manifests", release, "example/kustomization.yaml"), "utf8");
  return [...text.matchAll(/^- \.\.\/(\S+)/gm)].map(([, folder]) => folder ?? "");
}
