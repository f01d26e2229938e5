import { existsSync } from "node:fs";
import { resolve } from "node:path";
/** The folder with real upstream manifests and reference schemas, when this machine has one; tests that need it skip otherwise. */
export function sharedRoot(): string | undefined {
  const root = resolve(process.env["KUBEFLOW_GITOPS_SHARED"] ?? resolve(import.meta.dirname, "../../../shared"));
  return existsSync(resolve(root, "upstream")) ? root : undefined;
}
