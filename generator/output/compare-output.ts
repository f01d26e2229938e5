import type { ByteTree } from "../model/file-tree.ts";
import type { Result } from "../model/problem.ts";
import { checkPaths } from "./check-paths.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { examineOutput } from "./examine-output.ts";
import { locateOutput, type OutputFolder } from "./locate-output.ts";
import type { OutputOrigin } from "./ownership.ts";
import type { Differences } from "./plan-output.ts";
import { sealTree } from "./seal-tree.ts";

/** How an output folder differs from what is generated: what `writeOutput` would do there, without doing it. Writes nothing. */
export function compareOutput(
  folder: OutputFolder,
  tree: ByteTree,
  origin: OutputOrigin,
  disk: Disk = nodeDisk,
): Result<Differences> {
  const problems = checkPaths(tree);
  if (problems.length > 0) return { ok: false, problems };
  const place = locateOutput(folder, disk);
  if (!place.ok) return place;
  const examined = examineOutput(place.value, sealTree(tree, origin), disk);
  if (!examined.ok) return examined;
  const { added, changed, removed, edited } = examined.value.plan;
  return { ok: true, value: { added, changed, removed, edited } };
}
