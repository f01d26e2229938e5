import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { recoverOutputs } from "../../generator/output/recover-outputs.ts";
import { writeOutput } from "../../generator/output/write-output.ts";
import { bigTree } from "./support/big-tree.ts";
import { putFiles, readFiles, temporaryRoot } from "./support/temporary-root.ts";
import { expectValue, ORIGIN, onDisk } from "./support/trees.ts";

const REPOSITORY = join(import.meta.dirname, "../..");
const FOREIGN = { "components/component-3/README.md": "notes", "mine/secret.enc.yaml": "sops: {}" };
const even = { ...onDisk(bigTree("even")), ...FOREIGN };
const odd = { ...onDisk(bigTree("odd")), ...FOREIGN };

/** A process that writes both trees in turn. */
async function startWriting(root: string) {
  const script = join(import.meta.dirname, "support/write-for-ever.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, root], { cwd: REPOSITORY });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => Promise.reject(new Error(`it ended by itself: ${errors}`))),
  ]);
  return child;
}

test("killed by SIGKILL at random instants, the tree is one of the two, and the next run succeeds", async () => {
  // On the disk and not in memory: here the kill also has to hit a run that waits for a flush.
  const root = temporaryRoot(tmpdir());
  const output = { root, path: "clusters/prod" };
  const clusters = join(root, "clusters");
  putFiles(join(clusters, "prod"), FOREIGN);
  const tags = new Set<string>();
  const leftovers = new Set<string>();
  for (let round = 0; round < 12; round += 1) {
    const child = await startWriting(root);
    await sleep(Math.random() * 150);
    child.kill("SIGKILL");
    await once(child, "exit");
    for (const name of readdirSync(clusters)) {
      if (name === "prod") continue;
      for (const inside of readdirSync(join(clusters, name))) leftovers.add(inside);
    }
    if (existsSync(join(clusters, "prod"))) expect([even, odd]).toContainEqual(readFiles(join(clusters, "prod")));

    expectValue(recoverOutputs({ root, path: "clusters" }));
    const tree = readFiles(join(clusters, "prod"));
    expect([even, odd]).toContainEqual(tree);
    expect(readdirSync(clusters)).toEqual(["prod"]);
    tags.add(tree["bootstrap.yaml"]!);
    expectValue(await writeOutput(output, bigTree("even"), ORIGIN));
    expect(readFiles(join(clusters, "prod"))).toEqual(even);
  }
  // Otherwise no kill came at an interesting moment and nothing was shown.
  expect(leftovers.size, "kills in the middle of a run").toBeGreaterThan(0);
  expect(tags.size).toBeGreaterThan(0);
});

test.each(["SIGTERM", "SIGINT"] as const)("%s ends a run, and never between the two renames", async (signal) => {
  const root = temporaryRoot();
  for (let round = 0; round < 5; round += 1) {
    const child = await startWriting(root);
    await sleep(Math.random() * 100);
    child.kill(signal);
    const [, killedBy] = await once(child, "exit");
    expect(killedBy).toBe(signal);
    expect(existsSync(join(root, "clusters/prod"))).toBe(true);
    expectValue(recoverOutputs({ root, path: "clusters" }));
  }
});
