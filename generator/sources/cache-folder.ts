import { homedir } from "node:os";
import { join } from "node:path";

/** Where everything that was fetched is kept: what KUBEFLOW_GITOPS_CACHE names, or a folder among the user's caches. */
export function cacheFolder(): string {
  return process.env["KUBEFLOW_GITOPS_CACHE"] ?? join(homedir(), ".cache", "kubeflow-gitops");
}
