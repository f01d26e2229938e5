import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { diskFileSystem } from "../kustomize/file-system.ts";
import { loadKustomization } from "../kustomize/load-kustomization.ts";
import { fileOfEntry, namedBases, namedFiles } from "../kustomize/named-files.ts";
import { parseRepositoryUrl, type RepositorySpec } from "../kustomize/parse-repository-url.ts";
import type { RemoteSource } from "../kustomize/sources/remote-source.ts";
import { isRemoteFile, looksLikeRepository } from "../kustomize/sources/remote-url.ts";
import type { ByteTree } from "../model/file-tree.ts";
import type { Problem, Result } from "../model/problem.ts";
import { vendorFolder } from "../model/sources-lock.ts";
import { vendorRefused } from "../problems/lock-problems.ts";
import { withoutCredentials } from "../problems/without-credentials.ts";
import { replaceScalars } from "../yaml/replace-scalars.ts";
import { sha256 } from "./hash-tree.ts";
import { commitOf } from "./locked-source.ts";

/** All that some folders read, wherever it is. */
export interface Closure {
  /** Each version of a repository once. */
  readonly repositories: readonly FetchedRepository[];
  readonly files: readonly FetchedFile[];
  /** The files by path below `vendor/`; kustomizations name one another by relative path, and nothing by URL. */
  readonly tree: ByteTree;
}

export interface FetchedRepository {
  /** Without credentials. */
  readonly url: string;
  readonly ref: string;
  readonly commit: string;
  readonly folder: string;
}

export interface FetchedFile {
  readonly url: string;
  readonly sha256: string;
}

/** A place among the sources. */
interface Position {
  /** The repository's files on this machine. */
  readonly folder: string;
  /** Of the repository below `vendor/`; `""` for what is vendored already. */
  readonly vendored: string;
  /** Of a kustomization, relative to the repository. */
  readonly directory: string;
}

/** Follows kustomizations of a repository at one version into all that they name. Problems: what cannot be fetched, read or copied. */
export async function walkRepository(
  repository: RepositorySpec,
  paths: readonly string[],
  source: RemoteSource,
): Promise<Result<Closure>> {
  const walk = new Walk(source);
  const fetched = await walk.fetch(repository);
  for (const directory of fetched === undefined ? [] : paths) {
    await walk.visit({ ...fetched!, directory });
  }
  return walk.result();
}

/** The same within vendored sources, where every kustomization names its bases by relative path. `paths` are relative to the folder. */
export async function walkVendored(folder: string, paths: readonly string[]): Promise<Result<Closure>> {
  const refuse = async (name: string): Promise<Result<never>> => {
    return { ok: false, problems: [vendorRefused(name, "it is still named by URL")] };
  };
  const walk = new Walk({ repository: ({ raw }) => refuse(raw), file: refuse });
  for (const directory of paths) await walk.visit({ folder, vendored: "", directory });
  return walk.result();
}

/** What has been found so far. */
class Walk {
  private readonly source: RemoteSource;
  private readonly repositories = new Map<string, FetchedRepository>();
  private readonly files = new Map<string, FetchedFile>();
  private readonly tree = new Map<string, string | Uint8Array>();
  private readonly visited = new Set<string>();
  private readonly problems: Problem[] = [];

  constructor(source: RemoteSource) {
    this.source = source;
  }

  result(): Result<Closure> {
    const { repositories, files, tree, problems } = this;
    if (problems.length > 0) return { ok: false, problems };
    return { ok: true, value: { repositories: [...repositories.values()], files: [...files.values()], tree } };
  }

  async fetch(spec: RepositorySpec): Promise<Position | undefined> {
    const fetched = await this.source.repository(spec);
    if (!fetched.ok) {
      this.problems.push(...fetched.problems);
      return undefined;
    }
    const url = withoutCredentials(spec.url);
    const commit = commitOf(fetched.value);
    this.repositories.set(`${url} ${spec.ref}`, { url, ref: spec.ref, commit, folder: fetched.value });
    return { folder: fetched.value, vendored: vendorFolder(url, commit), directory: spec.path };
  }

  /** Takes in a kustomization and all that it leads to. */
  async visit(at: Position): Promise<void> {
    const place = posix.join(at.vendored, at.directory);
    if (this.visited.has(place) || this.problems.length > 0) return;
    this.visited.add(place);
    const loaded = loadKustomization({ directory: join(at.folder, at.directory) }, SILENT);
    if (!loaded.ok) {
      this.problems.push(...loaded.problems);
      return;
    }
    const { entry } = loaded.value;
    const renamed = new Map<string, string>();
    for (const base of namedBases(loaded.value)) {
      const name = await this.takeBase(at, base);
      if (name !== base) renamed.set(base, name);
    }
    for (const file of namedFiles(loaded.value)) {
      const name = await this.takeFile(at, file);
      if (name !== file) renamed.set(file, name);
    }
    const path = posix.join(at.directory, posix.basename(entry.file));
    const content = readFileSync(entry.file);
    this.take(at, path, renamed.size === 0 ? content : replaceScalars(content.toString(), renamed));
  }

  /** A folder, a repository, or a file; gives what it is called in the copy. */
  private async takeBase(at: Position, base: string): Promise<string> {
    const spec = parseRepositoryUrl(base);
    if (isRemoteFile(base) && (spec === undefined || !looksLikeRepository(base))) return this.download(at, base, base);
    if (spec === undefined) {
      const directory = posix.join(at.directory, base);
      if (!isFolder(join(at.folder, directory))) return this.takeFile(at, base);
      if (this.leadsOut(base, directory)) return base;
      await this.visit({ ...at, directory });
      return base;
    }
    const found = await this.fetch(spec);
    if (found === undefined) return base;
    await this.visit(found);
    const from = posix.join(at.vendored, at.directory);
    return posix.relative(from, posix.join(found.vendored, found.directory));
  }

  /** An entry that is no file of the repository holds its text itself; where it should have been one, building says so. */
  private async takeFile(at: Position, entry: string): Promise<string> {
    const name = fileOfEntry(entry);
    if (isRemoteFile(name)) return this.download(at, entry, name);
    const path = posix.join(at.directory, name);
    const file = join(at.folder, path);
    if (name.includes("\n") || !existsSync(file) || this.leadsOut(name, path)) return entry;
    this.take(at, path, readFileSync(file));
    return entry;
  }

  /** Kustomize reads no file outside the folder of the kustomization: the copy lies in it, named after its content. */
  private async download(at: Position, entry: string, url: string): Promise<string> {
    const fetched = await this.source.file(url);
    if (!fetched.ok) {
      this.problems.push(...fetched.problems);
      return entry;
    }
    const digest = sha256(fetched.value);
    const shown = withoutCredentials(url);
    this.files.set(shown, { url: shown, sha256: digest });
    const { name, ext } = posix.parse(new URL(url).pathname);
    const copy = `${name.replace(/[^A-Za-z0-9._-]/g, "-")}-${digest.slice(0, 12)}${ext}`;
    this.take(at, posix.join(at.directory, copy), fetched.value);
    return entry.slice(0, entry.length - url.length) + copy;
  }

  private take(at: Position, path: string, content: string | Uint8Array): void {
    this.tree.set(posix.join(at.vendored, path), content);
  }

  private leadsOut(name: string, path: string): boolean {
    if (path !== ".." && !path.startsWith("../")) return false;
    this.problems.push(vendorRefused(name, "it leads out of its repository"));
    return true;
  }
}

const SILENT = { fileSystem: diskFileSystem(), warn: () => {} };

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
