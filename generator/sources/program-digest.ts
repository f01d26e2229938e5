/**
 * A hash of all code of the program, when it is bundled (build.mjs puts it in the place of this file). Undefined where the program runs from
 * source, which changes from one moment to the next.
 */
export const programDigest: string | undefined = undefined;
