/**
 * The values of the package's own YAML files, parsed when the program is bundled (build.mjs puts them in the place of this file): JSON, by the digest of
 * the file's text. Empty where the program runs from source. A file that has changed since is not found here, and is parsed; so is one in which a place is
 * asked for.
 */
export const parsedDocuments: ReadonlyMap<string, string> = new Map();
