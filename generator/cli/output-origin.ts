import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Platform } from "../model/platform.ts";
import type { OutputOrigin } from "../output/ownership.ts";

/**
 * What made an environment's output: this package's version, and a digest of the values in effect and of the release's commit.
 * A comment in a values file is no input, nor is a setting of a component that is off: neither changes the output.
 */
export function outputOrigin({ values, release, components }: Platform): OutputOrigin {
  const settings = Object.fromEntries(components.map(({ component, settings: own }) => [component.name, own]));
  const inputs = { values: { ...values, components: settings }, release: release.name, commit: release.source.commit };
  const digest = createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
  return { version: packageVersion(), inputs: `sha256:${digest}` };
}

/** Of this package. */
export function packageVersion(): string {
  const file = resolve(import.meta.dirname, "../../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
