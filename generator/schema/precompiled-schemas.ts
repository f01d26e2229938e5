/**
 * Whether a value fits one of the package's own schemas, compiled when the program is bundled (build.mjs puts the code in the place of this file): by the
 * digest of the schema. Empty where the program runs from source. A schema that has changed since, or has a user's own components in it, is not found here,
 * and is compiled; so is one whose value does not fit, to say why.
 */
export const precompiledSchemas: ReadonlyMap<string, () => (value: unknown) => boolean> = new Map();
