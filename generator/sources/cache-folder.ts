import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where everything that was fetched is kept: the folder that `--cache` names, that of KUBEFLOW_GITOPS_CACHE, or one among the user's caches. */
export function cacheFolder(named: string | undefined): string {
  return resolve(named ?? process.env["KUBEFLOW_GITOPS_CACHE"] ?? join(homedir(), ".cache", "kubeflow-gitops"));
}
