import v8 from "node:v8";

/** For `optimiseAfter`, measured on one environment. */
export const SHORT_RUN = 10_000_000;

/** Measured on three hundred environments, and on megabytes of manifests: both go through the same few functions again and again. */
export const LONG_RUN = 200_000;

/**
 * Lets V8 optimise a function only after it has run through so many bytes of its code, for functions loaded from now on. A
 * short run is over before the optimising compilers pay for themselves: starting later takes a third off its CPU time. That is so in Node 20; the V8 of
 * later ones counts calls and starts late by itself, and says on stderr that it does not know the flag.
 */
export function optimiseAfter(bytes: number): void {
  if (process.versions.v8.startsWith("11.3.")) v8.setFlagsFromString(`--interrupt-budget=${bytes}`);
}
