import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import v8 from "node:v8";
import type { Script } from "node:vm";
import { optimiseAfter, SHORT_RUN } from "../cli/optimise-after.ts";
import type { Terminal } from "../cli/terminal.ts";
import { listEnvironments } from "../layers/list-environments.ts";
import { compiledFile, requireBundled, sealCompiled } from "./require-bundled.ts";

/**
 * For build.mjs: what V8 makes of the bundle in a folder, by the file that it goes to. Functions are compiled when they are first called, so the program
 * does once what most runs do, with the environments of a package's folder and in a place of its own.
 */
export async function compileShippedCode(bundle: string, packageFolder: string): Promise<ReadonlyMap<string, Buffer>> {
  // V8 takes only code that was made under the flags that it has itself.
  optimiseAfter(SHORT_RUN);
  v8.setFlagsFromString("--no-flush-bytecode");
  const loaded = new Map<string, Script>();
  const { run } = requireBundled(join(bundle, "cli/program.js"), loaded) as typeof import("../cli/program.ts");
  const root = mkdtempSync(join(tmpdir(), "kubeflow-gitops-build-"));
  try {
    const environments = copyEnvironments(packageFolder, root);
    const terminal: Terminal = { stdout: NOWHERE, stderr: NOWHERE, cwd: root };
    const runs = environments.flatMap((environment) => usualRuns(environment, root));
    for (const args of [...runs, ["list"]]) await run(args, terminal);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  v8.setFlagsFromString("--flush-bytecode");
  return new Map([...loaded].map(([file, script]) => [compiledFile(file), sealCompiled(file, script)]));
}

const NOWHERE = { write: () => true };

/** The second finds everything as it is to be. One that is refused, whose values are not right yet, keeps no other from being done. */
function usualRuns(environment: string, root: string): readonly (readonly string[])[] {
  const flags = ["--env", environment, "--cache", join(root, "cache")];
  return ["generate", "generate", "check"].map((command) => [command, ...flags]);
}

/** Those that ship are five. A repository that was made from this one may have a thousand. */
const ENOUGH = 5;

/** Their names; the first ones where there are many. Their base is a layer of the package. */
function copyEnvironments(packageFolder: string, root: string): readonly string[] {
  const environments = join(packageFolder, "environments");
  const base = join(environments, "base");
  if (existsSync(environments))
    cpSync(environments, join(root, "environments"), { recursive: true, filter: (path) => path !== base });
  return listEnvironments({ package: packageFolder, user: root }).slice(0, ENOUGH);
}
