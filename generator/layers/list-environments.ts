import type { Roots } from "./roots.ts";

/** Names of the folders in the user's `environments/` that have an environment.yaml, sorted. */
export function listEnvironments(roots: Roots): readonly string[] {
  throw new Error(`not there yet: ${roots.user}`);
}
