import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kubectlKustomize, type LoadRestrictions, type RealBuild } from "../support/kubectl-kustomize.ts";

/** A folder `conformance/<feature>/<case>`: what to build, and what the real program made of it. */
export interface ConformanceCase {
  readonly name: string;
  readonly folder: string;
  /** The folder to build: `input`, or `input/overlay` when there is no kustomization in `input`. */
  readonly root: string;
  readonly loadRestrictions: LoadRestrictions;
}

const home = join(import.meta.dirname, "conformance");

/** All cases, by name. */
export function conformanceCases(): readonly ConformanceCase[] {
  const names = readdirSync(home).flatMap((feature) =>
    readdirSync(join(home, feature)).map((name) => `${feature}/${name}`),
  );
  return names.sort().map((name) => readCase(name, join(home, name)));
}

function readCase(name: string, folder: string): ConformanceCase {
  const input = join(folder, "input");
  const options = join(folder, "options.json");
  const isRoot = ["kustomization.yaml", "kustomization.yml", "Kustomization"].some((file) =>
    existsSync(join(input, file)),
  );
  return {
    name,
    folder,
    root: isRoot ? input : join(input, "overlay"),
    loadRestrictions: existsSync(options) ? JSON.parse(readFileSync(options, "utf8")).loadRestrictions : "rootOnly",
  };
}

/** The recording: `expected.yaml`, or `error.txt` with the reason, in which `input` stands for the absolute path of it. */
export function readRecording({ folder }: ConformanceCase): RealBuild | undefined {
  const [expected, error] = [join(folder, "expected.yaml"), join(folder, "error.txt")];
  if (existsSync(expected)) return { ok: true, text: readFileSync(expected, "utf8") };
  return existsSync(error) ? { ok: false, reason: readFileSync(error, "utf8").trimEnd() } : undefined;
}

/** What the real program makes of the case now. */
export async function buildForReal(conformanceCase: ConformanceCase): Promise<RealBuild> {
  const build = await kubectlKustomize(conformanceCase.root, conformanceCase.loadRestrictions);
  return build.ok ? build : { ok: false, reason: stableReason(conformanceCase, build.reason) };
}

/** A reason in which nothing depends on the run: no absolute paths, no addresses of memory, no stack of a crash. */
function stableReason({ folder }: ConformanceCase, reason: string): string {
  return reason
    .replaceAll(`${folder}/`, "")
    .replaceAll(/0x[0-9a-f]+/g, "0x…")
    .replace(/\n\ngoroutine [\s\S]*/, "")
    .trimEnd();
}
