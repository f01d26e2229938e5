import type { GitSource } from "../model/release.ts";
import type { RepositoryVersion } from "./checkout.ts";

/**
 * Where to read a release from: its pinned commit, or what `--source` says instead, a folder or URL with an optional `@ref` that names the
 * version there. A mirror needs none: it has the pinned commit.
 */
export function parseSource(text: string | undefined, pinned: GitSource): RepositoryVersion {
  if (text === undefined) return { url: pinned.url, ref: pinned.commit };
  // In git@example.com:team/mirror the @ is part of the address: a ref comes after the last path segment began, and has no colon.
  const at = text.lastIndexOf("@");
  const ref = text.slice(at + 1);
  if (at <= text.lastIndexOf("/") || ref.includes(":")) return { url: text, ref: pinned.commit };
  return { url: text.slice(0, at), ref };
}
