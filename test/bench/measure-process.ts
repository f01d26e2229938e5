import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { Measurement } from "./run.ts";

const gnuTime = "/usr/bin/time";

/** Tells whether processes can be measured here: GNU time knows the CPU time and peak memory of a child, Node does not. */
export function canMeasure(): boolean {
  return existsSync(gnuTime) && spawnSync(gnuTime, ["-f", "%e", "true"]).status === 0;
}

/**
 * Runs a command several times and gives the run with the median CPU time. `prepare` is called before each run and is not
 * measured. Throws when the command fails: a failing command is fast.
 */
export function measureProcess(
  program: string,
  [command, ...args]: readonly [string, ...string[]],
  runs: number,
  prepare: () => NodeJS.ProcessEnv = () => process.env,
): Measurement {
  const measured = Array.from({ length: runs }, () => measureOnce(program, [command, ...args], prepare()));
  return measured.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(runs / 2)] as Measurement;
}

function measureOnce(program: string, command: readonly string[], env: NodeJS.ProcessEnv): Measurement {
  const { status, stderr } = spawnSync(gnuTime, ["-f", "measured %e %U %S %M", ...command], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const found = /measured (\S+) (\S+) (\S+) (\S+)\n$/.exec(stderr.toString());
  if (status !== 0 || found === null)
    throw new Error(`${command.join(" ")} failed:\n${stderr.toString().slice(-2_000)}`);
  const [wall, user, system, kilobytes] = found.slice(1).map(Number) as [number, number, number, number];
  return { program, wallSeconds: wall, cpuSeconds: user + system, peakMegabytes: kilobytes / 1_024 };
}
