import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Roots } from "../layers/roots.ts";
import type { Platform } from "../model/platform.ts";
import type { OutputOrigin } from "../output/ownership.ts";

/**
 * What made an environment's output: this package's version, and a digest of the merged values and the release's commit. A
 * comment in a values file is no input, so editing one changes no output.
 */
export function outputOrigin(roots: Roots, { values, release }: Platform): OutputOrigin {
  const inputs = JSON.stringify({ values, release: release.name, commit: release.source.commit });
  const { version } = JSON.parse(readFileSync(join(roots.package, "package.json"), "utf8")) as { version: string };
  return { version, inputs: `sha256:${createHash("sha256").update(inputs).digest("hex")}` };
}
