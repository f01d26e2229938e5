import { readFileSync, realpathSync } from "node:fs";
import { join, posix } from "node:path";
import { diskFileSystem } from "../kustomize/file-system.ts";
import { loadKustomization } from "../kustomize/load-kustomization.ts";
import { type EntryKind, entryKindAt, namedBases, namedFiles } from "../kustomize/named-files.ts";
import type { RepositorySpec } from "../kustomize/parse-repository-url.ts";
import type { RemoteSource } from "../kustomize/sources/remote-source.ts";
import type { ByteTree } from "../model/file-tree.ts";
import type { Problem, Result } from "../model/problem.ts";
import { vendorFolder } from "../model/sources-lock.ts";
import { vendorRefused } from "../problems/lock-problems.ts";
import { withoutCredentials } from "../problems/without-credentials.ts";
import { replaceScalars } from "../yaml/replace-scalars.ts";
import { classifyEntry } from "./classify-entry.ts";
import { sha256 } from "./hash-tree.ts";
import { locateInside } from "./locate-inside.ts";
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
  /** The repository's files on this machine; without symbolic links. */
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
  for (const path of fetched === undefined ? [] : paths) await walk.start({ ...fetched!, directory: path });
  return walk.result();
}

/** The same within vendored sources, where every kustomization names its bases by relative path. `paths` are relative to the folder. */
export async function walkVendored(folder: string, paths: readonly string[]): Promise<Result<Closure>> {
  const refuse = async (name: string): Promise<Result<never>> => {
    return { ok: false, problems: [vendorRefused(name, "it is still named by URL")] };
  };
  const walk = new Walk({ repository: ({ raw }) => refuse(raw), file: refuse });
  const real = realpathSync(folder);
  for (const directory of paths) await walk.start({ folder: real, vendored: "", directory });
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
    return { folder: realpathSync(fetched.value), vendored: vendorFolder(url, commit), directory: spec.path };
  }

  async start(at: Position): Promise<void> {
    const entered = this.enter(at, at.directory);
    if (entered !== undefined) await this.visit(entered);
  }

  /** The position without symbolic links, and a problem where they lead out of its repository. `name`: what led there. */
  enter(at: Position, name: string): Position | undefined {
    const located = locateInside(at.folder, at.directory);
    if (located.is === "outside") return this.refuse(name, LEADS_OUT);
    return located.is === "folder" ? { ...at, directory: located.path } : at;
  }

  /** Takes in a kustomization and all that it leads to. */
  async visit(at: Position): Promise<void> {
    const place = posix.join(at.vendored, at.directory);
    if (this.visited.has(place) || this.problems.length > 0) return;
    this.visited.add(place);
    const loaded = loadKustomization(
      { directory: join(at.folder, at.directory), loadRestrictions: "rootOnly" },
      SILENT,
    );
    if (!loaded.ok) {
      this.problems.push(...loaded.problems);
      return;
    }
    const { entry } = loaded.value;
    const renamed = {
      base: await this.takeEntries(at, namedBases(loaded.value), "base"),
      file: await this.takeEntries(at, namedFiles(loaded.value), "file"),
    };
    const content = readFileSync(entry.file);
    const isAsItWas = renamed.base.size + renamed.file.size === 0;
    this.take(at, posix.basename(entry.file), isAsItWas ? content : rewritten(content, renamed));
  }

  /** Takes in what entries name; gives those that are called otherwise in the copy. */
  private async takeEntries(
    at: Position,
    entries: readonly string[],
    names: EntryKind,
  ): Promise<ReadonlyMap<string, string>> {
    const renamed = new Map<string, string>();
    for (const entry of entries) {
      const name = await this.takeEntry(at, entry, names);
      if (name !== entry) renamed.set(entry, name);
    }
    return renamed;
  }

  private async takeEntry(at: Position, entry: string, names: EntryKind): Promise<string> {
    const named = classifyEntry(entry, names);
    switch (named.is) {
      case "download":
        return this.download(at, entry, named.url);
      case "repository":
        return this.takeFolder(at, await this.fetch(named.spec), entry);
      case "path":
        return this.takePath(at, entry, named.path, names);
      case "text":
        return entry;
    }
  }

  /** Where nothing lies the entry is text, or a mistake, which building will tell. */
  private async takePath(at: Position, entry: string, name: string, names: EntryKind): Promise<string> {
    const path = posix.join(at.directory, name);
    const located = locateInside(at.folder, path);
    if (located.is === "outside") this.refuse(name, LEADS_OUT);
    if (located.is === "folder" && names === "base") return this.takeFolder(at, { ...at, directory: path }, entry);
    if (located.is === "file" && isBelow(located.path, at.directory))
      this.take(at, name, readFileSync(join(at.folder, located.path)));
    else if (located.is === "file") this.refuse(name, LEADS_OUT_OF_FOLDER);
    return entry;
  }

  private async takeFolder(at: Position, found: Position | undefined, entry: string): Promise<string> {
    const entered = found && this.enter(found, entry);
    if (entered === undefined) return entry;
    await this.visit(entered);
    const from = posix.join(at.vendored, at.directory);
    const place = posix.join(entered.vendored, entered.directory);
    const isWhereNamed = found?.folder === at.folder && posix.relative(posix.join(from, entry), place) === "";
    return isWhereNamed ? entry : posix.relative(from, place);
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
    this.take(at, copy, fetched.value);
    return entry.slice(0, entry.length - url.length) + copy;
  }

  /** `name` is relative to the kustomization. */
  private take(at: Position, name: string, content: string | Uint8Array): void {
    this.tree.set(posix.join(at.vendored, at.directory, name), content);
  }

  private refuse(name: string, reason: string): undefined {
    this.problems.push(vendorRefused(withoutCredentials(name), reason));
  }
}

const LEADS_OUT = "it leads out of its repository";
const LEADS_OUT_OF_FOLDER = "it leads out of the folder of its kustomization, where Kustomize reads no file";

const SILENT = { fileSystem: diskFileSystem(), warn: () => {} };

/** The kustomization with other names for what it reads; the same text said elsewhere, as in a label, stays. */
function rewritten(content: Buffer, renamed: Readonly<Record<EntryKind, ReadonlyMap<string, string>>>): string {
  return replaceScalars(content.toString(), (path, entry) => {
    const names = entryKindAt(path);
    return names && renamed[names].get(entry);
  });
}

function isBelow(path: string, directory: string): boolean {
  return directory === "" || path.startsWith(`${directory}/`);
}
