/** Prints a value at an offset of the template: what stands for it in the text. */
export type PrintToken = (offset: number, value: unknown) => string;

/**
 * What fills in a template of the package, compiled when the program is bundled (build.mjs puts the code in the place of this file): by the digest of its
 * text. Empty where the program runs from source. A template that has changed since is not found here, and is compiled; so is one that fails, to say where.
 */
export const precompiledTemplates: ReadonlyMap<string, (locals: object, print: PrintToken) => string> = new Map();
