import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { sharedRoot } from "../support/shared.ts";

/** Upstream's manifests of a release in a folder of its own, changed so that they build without git and without a network. */
export function copyOfflineTree(release: string, folder: string): string {
  const upstream = join(sharedRoot() ?? "", "upstream");
  const versions = readdirSync(join(upstream, "kubeflow-manifests"));
  const version = versions.find((name) => name === release || name === `v${release}`);
  if (version === undefined) throw new Error(`there is no ${release} in ${upstream}`);
  const tree = join(folder, version);
  cpSync(join(upstream, "kubeflow-manifests", version), tree, { recursive: true });
  for (const file of readdirSync(join(tree, "applications"), { recursive: true, encoding: "utf8" }))
    if (file.endsWith("kustomization.yaml")) replaceRemotes(join(tree, "applications", file), upstream);
  return tree;
}

/** What upstream fetches lies in folders on this machine: bases by their path, the manifests of JobSet as a copy beside the kustomization. */
function replaceRemotes(file: string, upstream: string): void {
  const text = readFileSync(file, "utf8");
  if (!text.includes("https://github.com/")) return;
  const folder = dirname(file);
  const local = text
    .replace(/https:\/\/github\.com\/argoproj\/argo-workflows\/(\S+)\?ref=(\S+)/g, (_, path: string, version: string) =>
      relative(folder, join(upstream, "argo-workflows", version, path)),
    )
    .replace(
      /https:\/\/github\.com\/kubernetes-sigs\/jobset\/releases\/download\/(\S+)\/manifests\.yaml/g,
      (_, version: string) => {
        cpSync(join(upstream, "jobset", version, "manifests.yaml"), join(folder, "jobset-manifests.yaml"));
        return "jobset-manifests.yaml";
      },
    );
  writeFileSync(file, local);
}
