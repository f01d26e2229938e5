import { writeOutput } from "../../../generator/output/write-output.ts";
import { bigTree } from "./big-tree.ts";
import { ORIGIN } from "./trees.ts";

/** A process that writes two trees in turn into `clusters/prod` of the root that it is given, until somebody kills it. */
const root = process.argv[2]!;
for (let round = 0; ; round += 1) {
  const result = await writeOutput({ root, path: "clusters/prod" }, bigTree(round % 2 === 0 ? "even" : "odd"), ORIGIN);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  if (round === 0) process.stdout.write("ready\n");
}
