import { type Generated, renderGenerated } from "../generate.ts";
import type { Roots } from "../layers/roots.ts";
import type { Result } from "../model/problem.ts";
import type { Upstream } from "../model/upstream.ts";
import { cacheFolder } from "../sources/cache-folder.ts";
import { LONG_RUN, optimiseAfter } from "./optimise-after.ts";

/**
 * Gives what puts upstream's manifests where `delivery.manifests` of an environment wants them. The build engine and git are loaded for the
 * first environment that has them in its output. `cache`: the folder that the user names, if any.
 */
export function manifestsAdder(
  roots: Roots,
  cache: string | undefined,
): (generated: Generated) => Promise<Result<Generated>> {
  let upstream: Promise<Upstream> | undefined;
  const open = async () => {
    optimiseAfter(LONG_RUN);
    return (await import("../sources/open-upstream.ts")).openUpstream(roots.user, cacheFolder(cache));
  };
  return async (generated) => {
    if (generated.platform.values.delivery.manifests === "remote") return { ok: true, value: generated };
    upstream ??= open();
    return renderGenerated(generated, await upstream);
  };
}
