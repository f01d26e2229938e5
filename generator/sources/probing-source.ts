import { isCached } from "../kustomize/sources/fetch-repository.ts";
import { type RemoteSource, remoteSource } from "../kustomize/sources/remote-source.ts";
import { resolveRef } from "./resolve-ref.ts";

/**
 * Git and HTTP through a cache folder. A server is asked for its default branch before a repository is fetched: one that is down is found
 * out within seconds, and one that is up may take the time that a large repository needs.
 */
export function probingSource(cache: string): RemoteSource {
  const source = remoteSource(cache);
  return {
    async repository(spec) {
      const probed = isCached(spec, cache) ? undefined : await resolveRef({ ...spec, ref: "" });
      return probed === undefined || probed.ok ? source.repository(spec) : probed;
    },
    file: source.file,
  };
}
