import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { parseIdentity, printIdentity } from "../../../generator/output/run-identity.ts";

/** Makes the runs of this process that left something in a folder look like those of a process that is dead. */
export function buryRuns(clusters: string): void {
  for (const name of readdirSync(clusters)) {
    const [output, owner] = name.split(".kubeflow-gitops");
    if (owner === undefined) continue;
    if (owner !== "")
      renameSync(join(clusters, name), join(clusters, `${output}.kubeflow-gitops.${dead(owner.slice(1))}`));
    else buryOwner(join(clusters, name));
  }
}

function buryOwner(staging: string): void {
  for (const name of readdirSync(staging)) {
    if (parseIdentity(name) !== undefined) renameSync(join(staging, name), join(staging, dead(name)));
  }
}

/** No system gives out so high a process number. */
function dead(owner: string): string {
  return printIdentity({ ...parseIdentity(owner)!, pid: 2 ** 30 });
}
