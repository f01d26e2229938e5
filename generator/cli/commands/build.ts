import { writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildKustomization, printResources } from "../../kustomize/build.ts";
import { diskFileSystem } from "../../kustomize/file-system.ts";
import { remoteSource } from "../../kustomize/sources/remote-source.ts";
import type { Problem, Result } from "../../model/problem.ts";
import { diskCache } from "../../yaml/disk-cache.ts";
import { createManifestReader } from "../../yaml/manifest-reader.ts";

/** Where a command writes: the result, and everything else. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const usage = `Usage: kubeflow-gitops build [DIR] [--load-restrictor rootOnly|none] [--output FILE]

Prints what a kustomization folder (default: the current one) renders to, as \`kustomize build\` does.
`;

const restrictions = new Map([
  ["rootOnly", "rootOnly"],
  ["none", "none"],
  ["LoadRestrictionsRootOnly", "rootOnly"],
  ["LoadRestrictionsNone", "none"],
] as const);

/**
 * The command `build`: args are the words after it. Gives the exit code: 0 built, 1 a problem in the input, 2 wrong usage,
 * 3 a remote base could not be reached. Nothing is printed or written unless everything was built.
 */
export async function buildCommand(args: readonly string[], streams: Streams): Promise<number> {
  const request = readArguments(args);
  if (typeof request === "string") {
    streams.stderr.write(`${request}\n\n${usage}`);
    return 2;
  }
  const built = await buildText(request, (message) => streams.stderr.write(`warning: ${message}\n`));
  if (!built.ok) {
    streams.stderr.write(built.problems.map(printProblem).join(""));
    return built.problems.some(({ code }) => unreachable.has(code)) ? 3 : 1;
  }
  if (request.output === undefined) streams.stdout.write(built.value);
  else writeFileSync(request.output, built.value);
  return 0;
}

async function buildText(request: BuildRequest, warn: (message: string) => void): Promise<Result<string>> {
  const cacheDirectory = process.env.KUBEFLOW_GITOPS_CACHE ?? join(homedir(), ".cache", "kubeflow-gitops");
  const built = await buildKustomization(request.directory, {
    fileSystem: diskFileSystem(),
    remote: remoteSource(cacheDirectory),
    loadRestrictions: request.loadRestrictions,
    reader: createManifestReader(diskCache(join(cacheDirectory, "manifests"))),
    warn,
  });
  return built.ok ? printResources(built.value) : built;
}

const unreachable = new Set(["SOURCE_UNREACHABLE", "SOURCE_TIMEOUT"]);

interface BuildRequest {
  readonly directory: string;
  readonly loadRestrictions: "rootOnly" | "none";
  readonly output: string | undefined;
}

/** The request, or what is wrong with the arguments. */
function readArguments(args: readonly string[]): BuildRequest | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { "load-restrictor": { type: "string", default: "rootOnly" }, output: { type: "string", short: "o" } },
    });
    const loadRestrictions = restrictions.get(values["load-restrictor"] as "rootOnly");
    if (loadRestrictions === undefined)
      return `--load-restrictor is rootOnly or none, not ${values["load-restrictor"]}`;
    if (positionals.length > 1) return `one folder is built at a time, not ${positionals.length}`;
    return { directory: positionals[0] ?? ".", loadRestrictions, output: values.output };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function printProblem({ code, message, hint, place }: Problem): string {
  const where = place === undefined ? "" : `${place.file}:${place.line}:${place.column}: `;
  return `${where}${message} [${code}]\n${hint === undefined ? "" : `  ${hint}\n`}`;
}
