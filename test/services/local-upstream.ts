import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RepositorySpec } from "../../generator/kustomize/parse-repository-url.ts";
import type { RemoteSource } from "../../generator/kustomize/sources/remote-source.ts";
import type { Release } from "../../generator/model/release.ts";
import { sharedRoot } from "../support/shared.ts";

/** The public addresses of what a release is built from, answered from the folders on this machine: neither git nor a network, and no copy. */
export function localUpstream(releases: readonly Release[]): RemoteSource {
  const upstream = join(sharedRoot() ?? "", "upstream");
  const folders = new Map(releases.map(({ name, source }) => [source.commit, releaseFolder(upstream, name)]));
  return {
    async repository({ url, ref }: RepositorySpec) {
      const project =
        url
          .split("/")
          .at(-1)
          ?.replace(/\.git$/, "") ?? "";
      const folder = folders.get(ref ?? "") ?? join(upstream, project, ref ?? "");
      if (!existsSync(folder)) throw new Error(`there is no ${url} at ${ref} in ${upstream}`);
      return { ok: true, value: folder };
    },
    async file(url) {
      const [, project = "", version = "", file = ""] = /\/([^/]+)\/releases\/download\/([^/]+)\/(.+)$/.exec(url) ?? [];
      return { ok: true, value: readFileSync(join(upstream, project, version, file)) };
    },
  };
}

function releaseFolder(upstream: string, release: string): string {
  const manifests = join(upstream, "kubeflow-manifests");
  return existsSync(join(manifests, release)) ? join(manifests, release) : join(manifests, `v${release}`);
}
