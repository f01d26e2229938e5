import type { RepositorySpec } from "../kustomize/parse-repository-url.ts";
import type { Release } from "../model/release.ts";

/** What git is asked for to have a release: its repository at the pinned commit. */
export function releaseRepository({ source }: Release): RepositorySpec {
  return {
    raw: `${source.url}?ref=${source.commit}`,
    url: source.url,
    path: "",
    ref: source.commit,
    // The largest of all; a slow line needs its time.
    timeoutMilliseconds: 120_000,
    submodules: true,
  };
}
