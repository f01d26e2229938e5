import type { Problem, Result } from "../model/problem.ts";
import { componentExpected, kustomizationExpected, resourceNotFound } from "../problems/kustomize-problems.ts";
import { accumulate, type Target } from "./accumulate.ts";
import { type Accumulation, appendResources, emptyAccumulation, mergeAccumulations } from "./accumulator.ts";
import type { BuildContext } from "./build-context.ts";
import { downloadFiles } from "./download-files.ts";
import { enterRoot, type KustomizationRoot, placedIn, readFileOf } from "./kustomization-root.ts";
import { loadKustomization } from "./load-kustomization.ts";
import { useOpenApi } from "./open-api.ts";
import { originOf } from "./origin.ts";
import { readResources } from "./read-resources.ts";
import { type Entry, entryAt } from "./report.ts";
import type { Resource } from "./resource.ts";
import { isRemoteFile, looksLikeRepository } from "./sources/remote-url.ts";

/** Adds what each entry names: a file of manifests first, a folder or repository with a kustomization otherwise. */
export async function accumulateResources(
  target: Target,
  paths: readonly string[],
  entry: Entry,
  given: Accumulation,
  context: BuildContext,
): Promise<Accumulation> {
  let gathered = given;
  for (const [index, path] of paths.entries()) {
    gathered = await accumulateResource(target, path, entryAt(entry, index), gathered, context);
    if (context.problems.any) break;
  }
  return gathered;
}

async function accumulateResource(
  target: Target,
  path: string,
  entry: Entry,
  given: Accumulation,
  context: BuildContext,
): Promise<Accumulation> {
  const added = (read: readonly Resource[]): Accumulation => {
    const resources = read.map((resource) => ({ ...resource, addedBy: entry }));
    return { ...given, resources: appendResources(given.resources, resources, entry, context) };
  };
  // Kustomize would GET a repository's web page first. What looks like one may still be a file: `…/a.yaml/raw?ref=main`.
  const isRepositoryFirst = isRemoteFile(path) && looksLikeRepository(path);
  const file = isRepositoryFirst ? undefined : await readResourceFile(target, path, context);
  if (file?.ok) return added(file.value);
  const root = await enterRoot(target.root, path, context);
  if (root.ok) return accumulateDirectory(target, root.value, path, "Kustomization", entry, given, context);
  const late = isRepositoryFirst && isAnswered(root.problems) ? await readResourceFile(target, path, context) : file;
  if (late?.ok) return added(late.value);
  reportBoth(path, file?.problems ?? [], root.problems, entry, context);
  return given;
}

/** The server was there, and said no: it may know the address in another way. */
function isAnswered(problems: readonly Problem[]): boolean {
  return problems.every(({ code }) => code !== "SOURCE_UNREACHABLE" && code !== "SOURCE_TIMEOUT");
}

/** Components are always folders, and work on what their parent has gathered so far. */
export async function accumulateComponents(
  target: Target,
  given: Accumulation,
  context: BuildContext,
): Promise<Accumulation> {
  const { components, entry } = target.kustomization;
  let gathered = given;
  for (const [index, path] of components.entries()) {
    const at = entryAt(entry, "components", index);
    const root = await enterRoot(target.root, path, context);
    if (root.ok) gathered = await accumulateDirectory(target, root.value, path, "Component", at, gathered, context);
    else for (const problem of root.problems) context.problems.report(problem, at);
    if (context.problems.any) break;
  }
  return gathered;
}

async function accumulateDirectory(
  target: Target,
  root: KustomizationRoot,
  path: string,
  kind: "Kustomization" | "Component",
  entry: Entry,
  given: Accumulation,
  context: BuildContext,
): Promise<Accumulation> {
  const { problems } = context;
  const loaded = loadKustomization(root, context);
  if (!loaded.ok) {
    for (const problem of loaded.problems) problems.report(problem, "entry" in problem ? undefined : entry);
    return given;
  }
  const kustomization = loaded.value;
  await downloadFiles(kustomization, context);
  useOpenApi(kustomization, root, context);
  if (kustomization.kind !== kind) {
    problems.report(kind === "Component" ? componentExpected(path) : kustomizationExpected(path), entry);
  }
  if (problems.any) return given;
  const { origin } = target;
  const child: Target = { root, kustomization, ...(origin === undefined ? {} : { origin: originOf(origin, path) }) };
  if (kind === "Kustomization") {
    const made = await accumulate(child, emptyAccumulation, context);
    return problems.any ? given : mergeAccumulations(given, made, entry, context);
  }
  const made = await accumulate(child, given, context);
  return problems.any ? given : mergeAccumulations(emptyAccumulation, made, entry, context);
}

async function readResourceFile(
  target: Target,
  path: string,
  context: BuildContext,
): Promise<Result<readonly Resource[]>> {
  const content = isRemoteFile(path) ? await download(path, context) : readFileOf(target.root, path, context);
  if (!content.ok) return content;
  const read = readResources(content.value, path, context.reader, context.schemas.clusterScope);
  if (!read.ok) return { ok: false, problems: read.problems.map((problem) => placedIn(target.root, problem)) };
  if (target.origin === undefined) return read;
  const origin = originOf(target.origin, path);
  return { ok: true, value: read.value.map((resource) => ({ ...resource, origin })) };
}

async function download(url: string, context: BuildContext): Promise<Result<Uint8Array>> {
  return context.remote === undefined ? { ok: false, problems: [] } : context.remote.file(url);
}

/** What was wrong with the file tells more than that it is no folder either, unless there is no such file. */
function reportBoth(
  path: string,
  fileProblems: readonly Problem[],
  rootProblems: readonly Problem[],
  entry: Entry,
  context: BuildContext,
): void {
  const { report } = context.problems;
  const isMissing = (problem: Problem): boolean => problem.code === "KUSTOMIZE_FILE_NOT_FOUND";
  const telling = fileProblems.filter((problem) => !isMissing(problem));
  const otherThanMissing = rootProblems.filter((problem) => problem.code !== "KUSTOMIZE_DIRECTORY_NOT_FOUND");
  if (telling.length > 0)
    for (const problem of telling) report(problem, problem.place === undefined ? entry : undefined);
  else if (otherThanMissing.length > 0) for (const problem of otherThanMissing) report(problem, entry);
  else report(resourceNotFound(path), entry);
}
