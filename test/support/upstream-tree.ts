import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const kustomizationNames = new Set(["kustomization.yaml", "kustomization.yml", "Kustomization"]);

/** All folders below a folder that hold a kustomization, sorted. */
export function kustomizationFolders(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const folders = files
    .filter((file) => kustomizationNames.has(file.slice(file.lastIndexOf("/") + 1)))
    .map((file) => dirname(file));
  return [...new Set(folders)].sort().map((path) => join(folder, path));
}

/**
 * Copies a release of the Kubeflow manifests, so that it builds without a network: the remote bases that it names lie below
 * `remote-bases/`, and its kustomizations name them there. `upstream` is the folder with the manifests of all projects.
 */
export function copyKubeflowManifests(upstream: string, release: string, target: string): void {
  cpSync(join(upstream, "kubeflow-manifests", release), target, { recursive: true });
  for (const project of ["argo-workflows", "lws"]) {
    cpSync(join(upstream, project), join(target, "remote-bases", project), { recursive: true });
  }
  for (const folder of kustomizationFolders(target)) {
    for (const name of kustomizationNames) {
      const file = join(folder, name);
      if (existsSync(file)) writeFileSync(file, withLocalBases(readFileSync(file, "utf8"), upstream, folder, target));
    }
  }
}

function withLocalBases(text: string, upstream: string, folder: string, target: string): string {
  return text
    .replaceAll(
      /https:\/\/github\.com\/[^/\s]+\/(argo-workflows|lws)\/\/?([^?\s]+)\?ref=(\S+)/g,
      (_all, project, path, ref) => {
        return relative(folder, join(target, "remote-bases", project, ref, path));
      },
    )
    .replaceAll(
      /https:\/\/github\.com\/[^/\s]+\/jobset\/releases\/download\/([^/\s]+)\/manifests\.yaml/g,
      (_all, version) => {
        // A file must lie below the kustomization that names it.
        cpSync(join(upstream, "jobset", version, "manifests.yaml"), join(folder, "jobset-manifests.yaml"));
        return "jobset-manifests.yaml";
      },
    );
}
