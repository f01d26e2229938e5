import { resolve } from "node:path";

/** The folder of this repository: package root and user root of what it ships. */
export const repositoryRoot = resolve(import.meta.dirname, "../..");
