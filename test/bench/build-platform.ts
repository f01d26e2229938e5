import { join, resolve } from "node:path";
import { hasKubectl } from "../support/kubectl-kustomize.ts";
import { sharedRoot } from "../support/shared.ts";
import { copyKubeflowManifests } from "../support/upstream-tree.ts";
import { canMeasure, measureProcess } from "./measure-process.ts";
import type { Benchmark, Measurement } from "./run.ts";
import { moveAway, workFolder } from "./work-folder.ts";

const release = "26.03.1";

/** The whole platform from local files, process start to exit: kubectl, ours with an empty cache, ours with a filled one. */
export const buildPlatform: Benchmark = {
  name: `build of the whole platform, Kubeflow ${release}`,
  async measure() {
    const root = sharedRoot();
    if (root === undefined || !hasKubectl() || !canMeasure()) return undefined;
    const work = workFolder("build");
    copyKubeflowManifests(join(root, "upstream"), release, join(work, "manifests"));
    return measureBuilds(join(work, "manifests", "example"), join(work, "cache"));
  },
};

function measureBuilds(folder: string, cache: string): readonly Measurement[] {
  const ours: [string, ...string[]] = [
    process.execPath,
    resolve(import.meta.dirname, "../../dist/main.js"),
    "build",
    folder,
  ];
  const env = { ...process.env, KUBEFLOW_GITOPS_CACHE: cache };
  return [
    measureProcess("kubectl kustomize", ["kubectl", "kustomize", folder], 3),
    measureProcess("kubeflow-gitops build, cold", ours, 5, () => {
      moveAway(cache);
      return env;
    }),
    measureProcess("kubeflow-gitops build, warm", ours, 5, () => env),
  ];
}
