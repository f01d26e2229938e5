import { buildKustomization, printResources } from "../../generator/kustomize/build.ts";
import { diskFileSystem, type FileSystem } from "../../generator/kustomize/file-system.ts";
import type { RemoteSource } from "../../generator/kustomize/sources/remote-source.ts";
import type { Result } from "../../generator/model/problem.ts";
import type { LoadRestrictions } from "./kubectl-kustomize.ts";

export interface BuildTextOptions {
  readonly loadRestrictions?: LoadRestrictions;
  readonly fileSystem?: FileSystem;
  readonly remote?: RemoteSource;
}

/** Builds a folder with our engine, in this process and without a cache, and gives the text that `build` prints. */
export async function buildText(directory: string, options: BuildTextOptions = {}): Promise<Result<string>> {
  const fileSystem = options.fileSystem ?? diskFileSystem();
  const built = await buildKustomization(directory, {
    fileSystem,
    loadRestrictions: options.loadRestrictions ?? "rootOnly",
    ...(options.remote === undefined ? {} : { remote: options.remote }),
  });
  return built.ok ? printResources(built.value, fileSystem) : built;
}
