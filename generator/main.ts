#!/usr/bin/env node
import { join } from "node:path";
import { requireBundled } from "./bundle/require-bundled.ts";
import { optimiseAfter, SHORT_RUN } from "./cli/optimise-after.ts";

optimiseAfter(SHORT_RUN);
const { run } = requireBundled(join(import.meta.dirname, "cli/program.js")) as typeof import("./cli/program.ts");

// Whoever reads the output may stop early: `kubeflow-gitops build | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

// What Node says where nothing is left to wait for, and the program has not come to its end.
process.once("beforeExit", () => {
  process.exitCode ??= 13;
});

void run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
}).then((code) => {
  process.exitCode = code;
});
