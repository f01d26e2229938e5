import type { Result } from "../model/problem.ts";
import { buildNotPrintable } from "../problems/kustomize-transform-problems.ts";
import { createManifestReader, type ManifestReader } from "../yaml/manifest-reader.ts";
import { printManifest } from "../yaml/print-manifest.ts";
import { accumulate } from "./accumulate.ts";
import { emptyAccumulation } from "./accumulator.ts";
import type { BuildContext, LoadRestrictions } from "./build-context.ts";
import { finishMetadata } from "./build-metadata.ts";
import { downloadFiles } from "./download-files.ts";
import type { FileSystem } from "./file-system.ts";
import { addContentHashes } from "./generators/content-hash.ts";
import type { Kustomization } from "./kustomization.ts";
import { type KustomizationRoot, openRoot } from "./kustomization-root.ts";
import { loadKustomization } from "./load-kustomization.ts";
import { dropLocalResources } from "./local-resources.ts";
import { locateProblems } from "./locate-problems.ts";
import { fixNameReferences } from "./name-references.ts";
import { useOpenApi } from "./open-api.ts";
import { Problems } from "./report.ts";
import type { Resource } from "./resource.ts";
import { describeId } from "./resource-id.ts";
import { sortResources } from "./sort-resources.ts";
import type { RemoteSource } from "./sources/remote-source.ts";
import { SchemaRegistry } from "./strategic-merge/schema-registry.ts";
import { resolveVariables } from "./variables.ts";

export interface BuildOptions {
  readonly fileSystem: FileSystem;
  /** Where remote bases come from; without it they are refused. */
  readonly remote?: RemoteSource;
  readonly loadRestrictions: LoadRestrictions;
  /** Shared by several builds so that each file is read once, and across processes when it has a cache. */
  readonly reader?: ManifestReader;
  /** Takes notes that are no problems, such as deprecated fields. */
  readonly warn?: (message: string) => void;
}

/**
 * Builds the kustomization of a folder, or of a repository's URL, as `kustomize build` does
 * (`api/krusty/kustomizer.go: Run`).
 *
 * @returns the objects in the order of the output, or every problem found in the first step that has any
 */
export async function buildKustomization(path: string, options: BuildOptions): Promise<Result<readonly Resource[]>> {
  const problems = new Problems();
  const built = await build(path, options, problems);
  if (built !== undefined && !problems.any) return { ok: true, value: built };
  return { ok: false, problems: await locateProblems(problems.found, options.fileSystem) };
}

async function build(
  path: string,
  options: BuildOptions,
  problems: Problems,
): Promise<readonly Resource[] | undefined> {
  const context = contextOf(options, problems);
  const opened = await openRoot(path, context);
  const loaded = opened.ok ? loadKustomization(opened.value, context) : opened;
  if (!opened.ok || !loaded.ok) {
    for (const problem of loaded.ok ? [] : loaded.problems) problems.report(problem);
    return undefined;
  }
  const kustomization = loaded.value;
  await downloadFiles(kustomization, context);
  useOpenApi(kustomization, opened.value, context);
  return problems.any ? undefined : transform(opened.value, kustomization, context);
}

/** The steps that are taken once, over everything that the whole tree of kustomizations has gathered. */
async function transform(
  root: KustomizationRoot,
  kustomization: Kustomization,
  context: BuildContext,
): Promise<readonly Resource[] | undefined> {
  const { problems, schemas } = context;
  // Only a root that asks for build metadata makes kustomize keep track of origins.
  const target = { root, kustomization, ...(kustomization.buildMetadata.length > 0 ? { origin: {} } : {}) };
  const { resources, config, variables } = await accumulate(target, emptyAccumulation, context);
  const steps: readonly ((resources: readonly Resource[]) => readonly Resource[])[] = [
    (all) => addContentHashes(all, schemas.clusterScope),
    (all) => fixNameReferences(all, config.nameReference, context),
    (all) => resolveVariables(all, variables, config.varReference, context),
    (all) => dropLocalResources(all, problems.report),
    (all) => sortResources(all, kustomization, problems.report),
    (all) => finishMetadata(all, kustomization.buildMetadata),
  ];
  let built = resources;
  for (const step of steps) {
    if (problems.any) return undefined;
    built = step(built);
  }
  return built;
}

function contextOf(options: BuildOptions, problems: Problems): BuildContext {
  const { fileSystem, remote, loadRestrictions, reader = createManifestReader(), warn = () => {} } = options;
  return {
    fileSystem,
    ...(remote === undefined ? {} : { remote }),
    loadRestrictions,
    problems,
    schemas: new SchemaRegistry(),
    reader,
    downloads: new Map(),
    warn,
  };
}

/**
 * The text that `kustomize build` prints: the documents separated by `---`, nothing at all for none. Problems, placed where the
 * kustomizations name the object: values that no manifest can hold.
 */
export async function printResources(resources: readonly Resource[], fileSystem: FileSystem): Promise<Result<string>> {
  const problems = new Problems();
  const documents = resources.map(({ id, body, addedBy }) => {
    const printed = printManifest(body.node);
    if (printed.ok) return printed.value;
    for (const problem of printed.problems) problems.report(buildNotPrintable(describeId(id), problem), addedBy);
    return "";
  });
  if (problems.any) return { ok: false, problems: await locateProblems(problems.found, fileSystem) };
  return { ok: true, value: documents.join("---\n") };
}
