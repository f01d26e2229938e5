import { cpSync } from "node:fs";
import { join } from "node:path";
import { makeOfflinePackage, runOffline, writeRoot } from "../support/offline-package.ts";
import { sharedRoot } from "../support/shared.ts";
import { canMeasure, measureProcess } from "./measure-process.ts";
import type { Benchmark } from "./run.ts";
import { moveAway, workFolder } from "./work-folder.ts";

/**
 * `vendor` of a whole release with an empty cache from local git repositories, and `generate` of the whole platform rendered: with an empty
 * memory of builds, and with nothing changed. Must: 6 s; 2.5 s; 0.6 s.
 */
export const deliverManifests: Benchmark = {
  name: "vendored and rendered manifests, Kubeflow 26.03.1",
  async measure() {
    if (sharedRoot() === undefined || !canMeasure()) return undefined;
    const work = workFolder("manifests");
    const offline = makeOfflinePackage(work);
    const cache = join(work, "cache");
    const env = { ...process.env, GIT_CONFIG_GLOBAL: offline.gitConfig, KUBEFLOW_GITOPS_CACHE: cache };
    const [vendored, rendered] = [join(work, "vendored"), join(work, "rendered")];
    writeRoot(vendored, { prod: "vendored" });
    writeRoot(rendered, { prod: "rendered" });
    const locked = await runOffline(offline, vendored, ["lock"], { env });
    if (locked.exit !== 0) throw new Error(locked.errors);
    cpSync(join(vendored, "sources.lock.yaml"), join(rendered, "sources.lock.yaml"));
    const run = (...args: readonly string[]): [string, ...string[]] => {
      return [process.execPath, join(offline.folder, "dist/main.js"), ...args];
    };
    const without = (...folders: readonly string[]) => {
      for (const folder of folders) moveAway(folder);
      return env;
    };
    const generate = run("generate", "--env", "prod", "--root", rendered);
    const forgetBuilds = () => without(join(rendered, "clusters"), join(cache, "builds"), join(cache, "manifests"));
    return [
      measureProcess("vendor, cold", run("vendor", "--root", vendored), 3, () =>
        without(cache, join(vendored, "vendor")),
      ),
      measureProcess("generate rendered, cold", generate, 3, forgetBuilds),
      measureProcess("generate rendered, unchanged", generate, 5, () => env),
    ];
  },
};
