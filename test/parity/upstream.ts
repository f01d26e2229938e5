import { execFileSync } from "node:child_process";
import { join, relative } from "node:path";
import type { Release } from "../../generator/model/release.ts";
import { sharedRoot } from "../support/shared.ts";

/** Upstream's repositories on this machine, under other commit ids than the public ones. */
export interface Upstream {
  /** Git configuration that sends the public URLs to the local repositories. */
  readonly gitConfig: string;
  /** The distribution's repository. */
  readonly repository: string;
  /** The version of `release` in that repository, with what upstream downloads by HTTP beside the kustomization that names it. */
  readonly tag: string;
  /** That version in a folder. */
  readonly tree: string;
}

/** Makes the repositories below a folder that is there and empty; takes some seconds. */
export function serveUpstream(folder: string, release: string): Upstream {
  const serve = join(sharedRoot() ?? "", "upstream/serve");
  const gitConfig = execFileSync("bash", [serve, folder], { encoding: "utf8" }).trim();
  const repository = join(folder, "kubeflow-manifests");
  const tag = offlineTag(repository, release);
  const tree = join(folder, "tree");
  execFileSync("git", ["-C", repository, "worktree", "add", "--quiet", "--detach", tree, tag], { stdio: "ignore" });
  return { gitConfig, repository, tag, tree };
}

/** A release as the local repository calls it, in the form that builds without a network. */
export function offlineTag(repository: string, release: string): string {
  const tags = execFileSync("git", ["-C", repository, "tag"], { encoding: "utf8" }).split("\n");
  const tag = tags.find((name) => name === `${release}-offline` || name === `v${release}-offline`);
  if (tag === undefined) throw new Error(`there is no ${release} in ${repository}`);
  return tag;
}

/** References to the release's pinned commit, as generated kustomizations have them. */
function references({ source }: Release): RegExp {
  const url = source.url.replaceAll(".", "\\.");
  return new RegExp(`${url}//([^?\\s"']+)\\?ref=${source.commit}`, "g");
}

/** A generated file that reads upstream from the local tree: `folder` is where the file will be. */
export function fromTree(text: string, release: Release, upstream: Upstream, folder: string): string {
  return text.replace(references(release), (_, path: string) => relative(folder, join(upstream.tree, path)));
}

/** A generated file that reads upstream through git, at the local tag instead of the commit, which only the public repository has. */
export function fromTag(text: string, release: Release, upstream: Upstream): string {
  return text.replace(references(release), (_, path: string) => `${release.source.url}//${path}?ref=${upstream.tag}`);
}
