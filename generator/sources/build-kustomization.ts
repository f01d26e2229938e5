import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Result } from "../model/problem.ts";
import { buildFailed, kustomizeMissing } from "../problems/source-problems.ts";

/** The programs that build, the first that is there: kubectl has Kustomize in it. */
const BUILDERS = [
  ["kubectl", "kustomize"],
  ["kustomize", "build"],
] as const;

/** The whole distribution is 15 MB of YAML. */
const LARGEST_OUTPUT = 512 * 1024 * 1024;

/**
 * What the real Kustomize renders for a folder: YAML documents. Remote bases are fetched by Kustomize itself, with the user's git
 * configuration. `name` is what messages call the folder. Problems: neither program is on the PATH, or the build fails.
 */
export async function buildKustomization(folder: string, name: string): Promise<Result<string>> {
  for (const [program, command] of BUILDERS) {
    try {
      const { stdout } = await promisify(execFile)(program, [command, folder], { maxBuffer: LARGEST_OUTPUT });
      return { ok: true, value: stdout };
    } catch (error) {
      const { code, stderr = "" } = error as NodeJS.ErrnoException & { stderr?: string };
      if (code === "ENOENT") continue;
      return { ok: false, problems: [buildFailed(name, lastWords(stderr))] };
    }
  }
  return { ok: false, problems: [kustomizeMissing()] };
}

/** What went wrong, without the warnings about deprecated fields before it and the frame with the time that kubectl's log puts around it. */
function lastWords(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const words = lines.filter((line) => !/^(# Warning:.*|[EIW][0-9]{4} .*err=<|>|)$/.test(line));
  return words.slice(-5).join("\n");
}
