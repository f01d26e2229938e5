import { type EntryKind, fileOfEntry } from "../kustomize/named-files.ts";
import { parseRepositoryUrl, type RepositorySpec } from "../kustomize/parse-repository-url.ts";
import { isRemoteFile, looksLikeRepository } from "../kustomize/sources/remote-url.ts";

/** What an entry of a kustomization means. */
export type NamedSource =
  | { readonly is: "download"; readonly url: string }
  | { readonly is: "repository"; readonly spec: RepositorySpec }
  /** Relative to the kustomization: a folder or a file, if it is there; else the entry may hold its text itself. */
  | { readonly is: "path"; readonly path: string }
  | { readonly is: "text" };

/** What an entry as written means. */
export function classifyEntry(entry: string, names: EntryKind): NamedSource {
  if (entry.includes("\n")) return { is: "text" };
  if (names === "file") {
    const name = fileOfEntry(entry);
    return isRemoteFile(name) ? { is: "download", url: name } : { is: "path", path: name };
  }
  const spec = parseRepositoryUrl(entry);
  if (isRemoteFile(entry) && (spec === undefined || !looksLikeRepository(entry))) return { is: "download", url: entry };
  return spec === undefined ? { is: "path", path: entry } : { is: "repository", spec };
}
