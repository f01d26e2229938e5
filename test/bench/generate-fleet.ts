import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { canMeasure, measureProcess } from "./measure-process.ts";
import type { Benchmark, Measurement } from "./run.ts";
import { workFolder } from "./work-folder.ts";

const MAIN = resolve(import.meta.dirname, "../../dist/main.js");

/** `generate --all` of fleets of growing size: linear, and 1,000 environments in 60 s and 1 GB. */
export const generateFleet: Benchmark = {
  name: "generate --all, a fleet of whole platforms",
  async measure() {
    if (!canMeasure()) return undefined;
    return [100, 1_000].flatMap(measureFleet);
  },
};

function measureFleet(size: number): readonly Measurement[] {
  const work = workFolder("fleet");
  for (let index = 0; index < size; index++) writeEnvironment(work, index);
  const command: [string, ...string[]] = [process.execPath, MAIN, "generate", "--all", "--root", work];
  return [
    measureProcess(`${size} environments, all files new`, command, 1),
    measureProcess(`${size} environments, nothing changed`, command, 1),
  ];
}

/** Clusters of a fleet differ in name, domain, cloud and controller. */
function writeEnvironment(root: string, index: number): void {
  const folder = join(root, "environments", `cluster-${String(index).padStart(4, "0")}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "environment.yaml"), "overlays: [gke, high-availability]\n");
  writeFileSync(
    join(folder, "values.yaml"),
    `platform: {name: kubeflow-${index}, release: "26.03.1", purpose: production, domain: c${index}.example.com}
delivery:
  controller: ${index % 2 === 0 ? "argocd" : "flux"}
  repository: {url: https://git.example.com/team/platform.git}
components:
  dex: {staticUsers: [{email: a@example.com, username: a, userID: "1", hashFromEnv: ADMIN}]}
`,
  );
}
