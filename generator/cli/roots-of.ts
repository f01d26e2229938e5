import { resolve } from "node:path";
import type { Roots } from "../layers/roots.ts";
import type { Terminal } from "./terminal.ts";

/** The package's own folder, and the user's. */
export function rootsOf(root: string, terminal: Terminal): Roots {
  return { package: resolve(import.meta.dirname, "../.."), user: resolve(terminal.cwd, root) };
}
