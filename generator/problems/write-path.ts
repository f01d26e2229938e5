import type { Path } from "../model/value.ts";

/** A path as people write it: `profiles[0].owner`, `platform.labels["example.com/team"]`. Empty for the root. */
export function writePath(path: Path): string {
  return path.map(writeStep).join("");
}

function writeStep(step: string | number, index: number): string {
  if (typeof step === "number") return `[${step}]`;
  if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
  return index === 0 ? step : `.${step}`;
}
