import type { ValidateFunction } from "ajv";

/**
 * The package's own schemas, compiled when the program is bundled (build.mjs puts them in the place of this file): by the digest of the schema. Empty where
 * the program runs from source. A schema that has changed since, or has a user's own components in it, is not found here, and is compiled.
 */
export const precompiledSchemas: ReadonlyMap<string, () => ValidateFunction> = new Map();
