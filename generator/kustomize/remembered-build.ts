import { sep } from "node:path";
import type { Result } from "../model/problem.ts";
import { withoutCredentials } from "../problems/without-credentials.ts";
import { hashOf, type TextCache } from "../yaml/disk-cache.ts";
import { type BuildOptions, buildKustomization, printResources } from "./build.ts";
import type { FileSystem } from "./file-system.ts";
import type { RepositorySpec } from "./parse-repository-url.ts";
import type { RemoteSource } from "./sources/remote-source.ts";

export interface RememberOptions extends BuildOptions {
  /** Texts of earlier builds, all by this same program. Undefined: nothing is remembered. */
  readonly memory: TextCache | undefined;
}

/**
 * One question that a build asked of the world outside it, and the answer; contents are known by their hash. What is in the folder of a
 * repository is not asked again: the folder is that of one commit.
 */
type Observation =
  | readonly ["file", path: string, hash: string | null]
  | readonly ["directory", path: string, is: boolean]
  | readonly ["path", path: string, real: string | null]
  | readonly ["repository", spec: RepositorySpec, folder: string]
  | readonly ["download", url: string, hash: string];

/** A build that succeeded. */
interface RememberedBuild {
  readonly observations: readonly Observation[];
  readonly warnings: readonly string[];
}

/**
 * The text of a build. A build is a function of what it reads, of what it finds absent, and of what remote sources give; where
 * all of that is as it was at the last build of this folder, so is the text, and nothing is parsed. Builds with problems are not kept, nor
 * are those that credentials were needed for.
 */
export async function buildText(path: string, options: RememberOptions): Promise<Result<string>> {
  const { memory, fileSystem } = options;
  if (memory === undefined) return buildAnew(path, options);
  const key = hashOf(JSON.stringify([fileSystem.realPath(path) ?? path, options.loadRestrictions]));
  const remembered = await recall(key, memory, options);
  if (remembered !== undefined) return { ok: true, value: remembered };
  const observations = new Map<string, Observation>();
  const warnings: string[] = [];
  const text = await buildAnew(path, {
    ...options,
    fileSystem: observedFiles(options.fileSystem, observations),
    ...(options.remote && { remote: observedRemote(options.remote, observations) }),
    warn: (message) => {
      warnings.push(message);
      options.warn?.(message);
    },
  });
  const build: RememberedBuild = { observations: [...observations.values()], warnings };
  if (text.ok && !build.observations.some(holdsCredentials)) memory.set(key, `${JSON.stringify(build)}\n${text.value}`);
  return text;
}

async function buildAnew(path: string, options: BuildOptions): Promise<Result<string>> {
  const built = await buildKustomization(path, options);
  return built.ok ? printResources(built.value, options.fileSystem) : built;
}

/** Asked without them, a server would not answer, and with them they would lie on the disk. */
function holdsCredentials(observation: Observation): boolean {
  const [question, asked] = observation;
  if (question !== "repository" && question !== "download") return false;
  const urls = question === "repository" ? [asked.raw, asked.url] : [asked];
  return urls.some((url) => withoutCredentials(url) !== url);
}

async function recall(
  key: string,
  memory: TextCache,
  { fileSystem, remote, warn }: BuildOptions,
): Promise<string | undefined> {
  const entry = memory.get(key);
  if (entry === undefined) return undefined;
  const end = entry.indexOf("\n");
  const { observations, warnings } = JSON.parse(entry.slice(0, end)) as RememberedBuild;
  for (const observation of observations) {
    if (!(await isStillSo(observation, fileSystem, remote))) return undefined;
  }
  for (const warning of warnings) warn?.(warning);
  return entry.slice(end + 1);
}

async function isStillSo(observation: Observation, files: FileSystem, remote?: RemoteSource): Promise<boolean> {
  switch (observation[0]) {
    case "file":
      return hashOfFile(files.readFile(observation[1])) === observation[2];
    case "directory":
      return files.isDirectory(observation[1]) === observation[2];
    case "path":
      return (files.realPath(observation[1]) ?? null) === observation[2];
    case "repository": {
      const folder = await remote?.repository(observation[1]);
      return folder?.ok === true && folder.value === observation[2];
    }
    case "download": {
      const content = await remote?.file(observation[1]);
      return content?.ok === true && hashOf(content.value) === observation[2];
    }
  }
}

function hashOfFile(content: Uint8Array | undefined): string | null {
  return content === undefined ? null : hashOf(content);
}

/** A file system that notes what it was asked; a question asked twice is noted once. */
function observedFiles(files: FileSystem, observations: Map<string, Observation>): FileSystem {
  const note = (observation: Observation & readonly [string, path: string, unknown]) => {
    const [question, path] = observation;
    if (!isInRepository(path, observations)) observations.set(`${question} ${path}`, observation);
  };
  return {
    readFile(path) {
      const content = files.readFile(path);
      note(["file", path, hashOfFile(content)]);
      return content;
    },
    isDirectory(path) {
      const is = files.isDirectory(path);
      note(["directory", path, is]);
      return is;
    },
    realPath(path) {
      const real = files.realPath(path);
      note(["path", path, real ?? null]);
      return real;
    },
  };
}

function isInRepository(path: string, observations: ReadonlyMap<string, Observation>): boolean {
  for (const [question, , folder] of observations.values()) {
    if (question === "repository" && path.startsWith(`${folder}${sep}`)) return true;
  }
  return false;
}

/** Failed answers are not noted: a build that met one does not succeed, or did not need it. */
function observedRemote(remote: RemoteSource, observations: Map<string, Observation>): RemoteSource {
  return {
    async repository(spec) {
      const folder = await remote.repository(spec);
      if (folder.ok) observations.set(`repository ${JSON.stringify(spec)}`, ["repository", spec, folder.value]);
      return folder;
    },
    async file(url) {
      const content = await remote.file(url);
      if (content.ok) observations.set(`download ${url}`, ["download", url, hashOf(content.value)]);
      return content;
    },
  };
}
