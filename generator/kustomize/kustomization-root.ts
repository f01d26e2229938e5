import { isAbsolute, join, resolve, sep } from "node:path";
import type { Problem, Result } from "../model/problem.ts";
import { refused } from "../problems/gather.ts";
import {
  directoryIsAbsolute,
  directoryIsAncestor,
  directoryNotFound,
  fileNotFound,
  fileOutsideRoot,
  remoteNotAllowed,
  repositoryCycle,
  rootOutsideRepository,
} from "../problems/kustomize-problems.ts";
import type { BuildContext, LoadRestrictions } from "./build-context.ts";
import { parseRepositoryUrl, type RepositorySpec } from "./parse-repository-url.ts";
import { isRemoteFile } from "./sources/remote-url.ts";

/** The folder of one kustomization, and how the build got there. */
export interface KustomizationRoot {
  /** Without symbolic links. */
  readonly directory: string;
  readonly referrer?: KustomizationRoot;
  /** Set in a cloned repository: nothing below it may leave it. */
  readonly repository?: { readonly spec: RepositorySpec; readonly directory: string };
  readonly loadRestrictions: LoadRestrictions;
}

/** The root that a build starts with: a local folder, or the URL of a repository. */
export async function openRoot(path: string, context: BuildContext): Promise<Result<KustomizationRoot>> {
  const repository = parseRepositoryUrl(path);
  if (repository !== undefined) return cloneRoot(repository, undefined, context);
  const directory = realDirectory(resolve(path), context);
  if (directory === undefined) return refused(directoryNotFound(path));
  return { ok: true, value: { directory, loadRestrictions: context.loadRestrictions } };
}

/**
 * The root that an entry of `resources` or `components` names (`api/internal/loader/fileloader.go: New`): a repository, or
 * a folder that is none of those which led here, nor around one of them.
 */
export async function enterRoot(
  referrer: KustomizationRoot,
  path: string,
  context: BuildContext,
): Promise<Result<KustomizationRoot>> {
  const spec = parseRepositoryUrl(path);
  if (spec !== undefined) {
    const visited = ancestors(referrer).find((root) => root.repository?.spec.raw.startsWith(spec.raw));
    return visited === undefined ? cloneRoot(spec, referrer, context) : refused(repositoryCycle(path));
  }
  if (path === "") return refused(directoryNotFound(path));
  if (isAbsolute(path)) return refused(directoryIsAbsolute(path));
  const directory = realDirectory(join(referrer.directory, path), context);
  if (directory === undefined) return refused(directoryNotFound(path));
  const { repository, loadRestrictions } = referrer;
  if (repository !== undefined && !isInside(directory, repository.directory)) {
    return refused(rootOutsideRepository(path, repository.spec.raw));
  }
  const visited = ancestors(referrer).find((root) => isInside(root.directory, directory));
  if (visited !== undefined) return refused(directoryIsAncestor(path, directory, visited.directory));
  return {
    ok: true,
    value: { directory, referrer, loadRestrictions, ...(repository === undefined ? {} : { repository }) },
  };
}

/** The bytes of a file that a kustomization names; what lies outside its folder is refused unless that is allowed. */
export function readFileOf(root: KustomizationRoot, path: string, context: BuildContext): Result<Uint8Array> {
  const downloaded = context.downloads.get(path);
  if (downloaded !== undefined) return downloaded;
  const absolute = isAbsolute(path) ? path : join(root.directory, path);
  const real = context.fileSystem.realPath(absolute);
  if (real === undefined) return refused(fileNotFound(path, root.directory));
  const content = context.fileSystem.readFile(real);
  if (content === undefined) return refused(fileNotFound(path, root.directory));
  if (root.loadRestrictions === "rootOnly" && !isInside(real, root.directory)) {
    return refused(fileOutsideRoot(path, root.directory));
  }
  return { ok: true, value: content };
}

/** The problem with the whole path of its file, which was read by the name that the kustomization gives it. */
export function placedIn(root: KustomizationRoot, problem: Problem): Problem {
  const { place } = problem;
  if (place === undefined || isRemoteFile(place.file)) return problem;
  return { ...problem, place: { ...place, file: resolve(root.directory, place.file) } };
}

/** Whether a path is the folder itself or lies below it. */
export function isInside(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

async function cloneRoot(
  spec: RepositorySpec,
  referrer: KustomizationRoot | undefined,
  context: BuildContext,
): Promise<Result<KustomizationRoot>> {
  if (context.remote === undefined) return refused(remoteNotAllowed(spec.raw));
  const fetched = await context.remote.repository(spec);
  if (!fetched.ok) return fetched;
  const repositoryRoot = realDirectory(fetched.value, context) ?? fetched.value;
  const directory = realDirectory(join(repositoryRoot, spec.path), context);
  if (directory === undefined) return refused(directoryNotFound(spec.raw));
  if (!isInside(directory, repositoryRoot)) return refused(rootOutsideRepository(spec.path, spec.raw));
  return {
    ok: true,
    value: {
      directory,
      repository: { spec, directory: repositoryRoot },
      loadRestrictions: "rootOnly",
      ...(referrer === undefined ? {} : { referrer }),
    },
  };
}

function realDirectory(path: string, context: BuildContext): string | undefined {
  const real = context.fileSystem.realPath(path);
  return real !== undefined && context.fileSystem.isDirectory(real) ? real : undefined;
}

function ancestors(root: KustomizationRoot): readonly KustomizationRoot[] {
  const found: KustomizationRoot[] = [];
  for (let at: KustomizationRoot | undefined = root; at !== undefined; at = at.referrer) found.push(at);
  return found;
}
