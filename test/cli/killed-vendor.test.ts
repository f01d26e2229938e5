import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { recoverOutput } from "../../generator/output/recover-outputs.ts";
import { writeOutput } from "../../generator/output/write-output.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { dyingDisk, Killed, unflushedDisk } from "../output/support/breaking-disk.ts";
import { buryRuns } from "../output/support/bury-run.ts";
import { readFiles } from "../output/support/temporary-root.ts";
import { expectValue, ORIGIN, onDisk, treeOf } from "../output/support/trees.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const OLD = treeOf({ "source/a.yaml": "old" });
const NEW = treeOf({ "source/a.yaml": "new" });

test("whatever a killed `vendor` left, the next run of any command brings the old copy back, or has the new one", async () => {
  let absent = 0;
  for (let step = 0; ; step += 1) {
    const files = { "environments/base/values.yaml": "", ".mine.kubeflow-gitops/notes": "not ours" };
    const vendor = { root: temporaryFolder(files), path: "vendor" };
    expectValue(await writeOutput(vendor, OLD, ORIGIN, unflushedDisk));
    const killed = await writeOutput(vendor, NEW, ORIGIN, dyingDisk(step).disk).catch((error: unknown) => error);
    if (!(killed instanceof Killed)) break;
    const target = join(vendor.root, "vendor");
    buryRuns(vendor.root);

    // Reading the catalog takes long: the command is tried where nothing is in the folder's place, and all else by what it calls.
    if (existsSync(target)) expectValue(recoverOutput(vendor));
    else {
      const terminal = memoryTerminal(vendor.root);
      expect({ exit: await run(["list"], terminal), errors: terminal.errors() }).toEqual({ exit: 0, errors: "" });
      absent += 1;
    }
    expect([onDisk(OLD), onDisk(NEW)], `killed before operation ${step}`).toContainEqual(readFiles(target));
    expect(readdirSync(vendor.root).sort()).toEqual([".mine.kubeflow-gitops", "environments", "vendor"]);
  }
  expect(absent).toBe(1);
});
