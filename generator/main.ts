#!/usr/bin/env node
import { optimiseAfter } from "./cli/optimise-after.ts";

// Measured on one environment; a fleet and a large build have hot code long enough to be optimised all the same.
optimiseAfter(10_000_000);
const { run } = await import("./cli/program.ts");

// Whoever reads the output may stop early: `kubeflow-gitops build | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
});
