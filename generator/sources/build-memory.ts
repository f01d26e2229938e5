import { join } from "node:path";
import { diskCache, type TextCache } from "../yaml/disk-cache.ts";
import { programDigest } from "./program-digest.ts";

/** What this very program has built, in a cache folder: another one may build otherwise. Undefined: nobody knows which one it is. */
export function buildMemory(cache: string): TextCache | undefined {
  return programDigest === undefined ? undefined : diskCache(join(cache, "builds", programDigest));
}
