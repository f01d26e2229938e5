/**
 * Records what `kubectl kustomize` makes of every conformance case, and tells what changed:
 * `npx tsx test/kustomize/record.ts [--check] [text in the case's name]`. With `--check` nothing is written.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { inParallel } from "../support/in-parallel.ts";
import type { RealBuild } from "../support/kubectl-kustomize.ts";
import { buildForReal, type ConformanceCase, conformanceCases, readRecording } from "./conformance-cases.ts";

const [filter = ""] = process.argv.slice(2).filter((word) => word !== "--check");
const check = process.argv.includes("--check");
const cases = conformanceCases().filter(({ name }) => name.includes(filter));
const changed = (await inParallel(cases, 2, record)).filter((name) => name !== undefined);
console.log(`${cases.length} cases, ${changed.length} changed${changed.map((name) => `\n  ${name}`).join("")}`);
process.exitCode = check && changed.length > 0 ? 1 : 0;

async function record(conformanceCase: ConformanceCase): Promise<string | undefined> {
  const build = await buildForReal(conformanceCase);
  if (isDeepStrictEqual(build, readRecording(conformanceCase))) return undefined;
  if (!check) write(conformanceCase, build);
  return conformanceCase.name;
}

function write({ folder }: ConformanceCase, build: RealBuild): void {
  rmSync(join(folder, build.ok ? "error.txt" : "expected.yaml"), { force: true });
  if (build.ok) writeFileSync(join(folder, "expected.yaml"), build.text);
  else writeFileSync(join(folder, "error.txt"), `${build.reason}\n`);
}
