#!/usr/bin/env node
import { run } from "./cli/program.ts";

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
