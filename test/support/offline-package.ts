import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.ts";
import { sharedRoot } from "./shared.ts";

/** The program with releases that pin the commits which upstream's repositories have on this machine, and those repositories. */
export interface OfflinePackage {
  /** Of the package. */
  readonly folder: string;
  /** With upstream's local repositories. */
  readonly repositories: string;
  /** Sends the public URLs to them. */
  readonly gitConfig: string;
  /** What a release pins here. */
  readonly commitOf: (release: string) => string;
}

/** What a run of the program came to. */
export interface Ran {
  readonly exit: number;
  readonly output: string;
  readonly errors: string;
}

/** Compiles the program, and makes the repositories; takes some seconds. JobSet's manifests, which upstream downloads, are in the release's tree. */
export function makeOfflinePackage(work: string): OfflinePackage {
  const repositories = join(work, "upstream");
  const serve = join(sharedRoot() ?? "", "upstream/serve");
  const gitConfig = execFileSync("bash", [serve, repositories], { encoding: "utf8" }).trim();
  const folder = join(work, "package");
  mkdirSync(folder, { recursive: true });
  for (const name of ["components", "overlays", "schemas", "environments", "package.json"]) {
    cpSync(join(repositoryRoot, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(repositoryRoot, "node_modules"), join(folder, "node_modules"));
  const commits = new Map<string, string>();
  for (const file of readdirSync(join(folder, "components/releases")).filter((name) => name.endsWith(".yaml"))) {
    const release = file.replace(/\.yaml$/, "");
    const commit = localCommit(join(repositories, "kubeflow-manifests"), release);
    const path = join(folder, "components/releases", file);
    writeFileSync(path, readFileSync(path, "utf8").replace(/commit: [0-9a-f]{40}/, `commit: ${commit}`));
    commits.set(release, commit);
  }
  execFileSync(process.execPath, ["build.mjs", join(folder, "dist"), folder], { cwd: repositoryRoot });
  return { folder, repositories, gitConfig, commitOf: (release) => commits.get(release) ?? "" };
}

function localCommit(repository: string, release: string): string {
  const tags = execFileSync("git", ["-C", repository, "tag"], { encoding: "utf8" }).split("\n");
  const tag = tags.find((name) => name === `${release}-offline` || name === `v${release}-offline`) ?? "";
  return execFileSync("git", ["-C", repository, "rev-parse", tag], { encoding: "utf8" }).trim();
}

/** The shipped environments without their base, which is a layer of the package. */
export function copyEnvironments(root: string): void {
  const base = join(repositoryRoot, "environments/base");
  cpSync(join(repositoryRoot, "environments"), join(root, "environments"), {
    recursive: true,
    filter: (path) => path !== base,
  });
}

/** A root with copies of shipped environments whose upstream manifests are delivered in the given ways. */
export function writeRoot(root: string, manifests: Readonly<Record<string, string>>): void {
  copyEnvironments(root);
  for (const [environment, mode] of Object.entries(manifests)) setManifests(root, environment, `manifests: ${mode}`);
}

/** Sets something under `delivery` of an environment, beside what it says already. */
export function setManifests(root: string, environment: string, delivery: string): void {
  const file = `environments/${environment}/values.yaml`;
  const text = readFileSync(join(repositoryRoot, file), "utf8");
  const added = /^delivery:\n/m.test(text)
    ? text.replace(/^delivery:\n/m, `delivery:\n  ${delivery}\n`)
    : `${text}\ndelivery:\n  ${delivery}\n`;
  writeFileSync(join(root, file), added);
}

/** Runs the program in a root; `via` is a program in front of it, such as one that takes the network away. */
export function runOffline(
  { folder, gitConfig }: OfflinePackage,
  root: string,
  args: readonly string[],
  { env = {}, via = [] }: { readonly env?: NodeJS.ProcessEnv; readonly via?: readonly string[] } = {},
): Promise<Ran> {
  const [program = process.execPath, ...rest] = [...via, process.execPath, join(folder, "dist/main.js"), ...args];
  const cache = join(root, "..", "cache");
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: gitConfig, KUBEFLOW_GITOPS_CACHE: cache, ...env };
  return new Promise((resolve) => {
    execFile(program, rest, { cwd: root, env: environment, maxBuffer: 1 << 28 }, (error, output, errors) => {
      resolve({ exit: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, output, errors });
    });
  });
}
