/** Runs the benchmarks and prints a table for each: `npm run bench [part of a name]`. */
import { buildPlatform } from "./build-platform.ts";
import { deliverManifests } from "./deliver-manifests.ts";
import { generateEnvironment } from "./generate-environment.ts";
import { generateFleet } from "./generate-fleet.ts";

/** What one program needed for the work. */
export interface Measurement {
  readonly program: string;
  readonly wallSeconds: number;
  /** User and system time of the process and its children. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

export interface Benchmark {
  readonly name: string;
  /** The first measurement is what the others are compared with. Undefined when this machine lacks something for it. */
  measure(): Promise<readonly Measurement[] | undefined>;
}

const benchmarks: readonly Benchmark[] = [generateEnvironment, generateFleet, buildPlatform, deliverManifests];

const wanted = process.argv[2] ?? "";
for (const { name, measure } of benchmarks.filter((benchmark) => benchmark.name.includes(wanted))) {
  const measurements = await measure();
  console.log(
    `\n${name}\n${measurements === undefined ? "  skipped: not possible on this machine" : table(measurements)}`,
  );
}

function table(measurements: readonly Measurement[]): string {
  const [base] = measurements;
  const rows = measurements.map(({ program, wallSeconds, cpuSeconds, peakMegabytes }) => [
    program,
    `${wallSeconds.toFixed(2)} s`,
    `${cpuSeconds.toFixed(2)} s`,
    `${peakMegabytes.toFixed(0)} MB`,
    `${((base?.cpuSeconds ?? 0) / cpuSeconds).toFixed(1)}x`,
  ]);
  const all = [["program", "wall", "CPU", "peak memory", "less CPU"], ...rows];
  return all
    .map((row) => `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(34) : cell.padStart(12))).join("")}`)
    .join("\n");
}
