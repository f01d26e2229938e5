import { mirrored } from "../model/mirrors.ts";
import type { Platform, PlatformPart } from "../model/platform.ts";
import { VENDOR, vendorFolder } from "../model/sources-lock.ts";

/** What a kustomization in a folder of the component (`""` for its own, `parts/x`) names as the base of a part. */
export type PartReference = (part: PlatformPart, folder: string) => string;

/**
 * References as `delivery.manifests` wants them: the way from `clusters/<environment>/components/<name>` to the vendored copy, or the
 * URL at a full commit; for a controller at the mirror, and as it is published where the generator itself is going to read it.
 */
export function partReference({ values, release }: Platform): PartReference {
  const { manifests, mirrors = [] } = values.delivery;
  if (manifests === "rendered") return ({ reference }) => reference;
  if (manifests === "remote") return ({ reference }) => mirrored(reference, mirrors);
  const { url, commit } = release.source;
  return ({ path }, folder) => {
    const depth = 4 + folder.split("/").filter((segment) => segment !== "").length;
    return `${"../".repeat(depth)}${VENDOR}/${vendorFolder(url, commit)}/${path}`;
  };
}
