import { RE2JS } from "re2js";

/** A regular expression in Go's syntax. */
export interface GoRegExp {
  /** Whether it matches anywhere in a text. Takes time in proportion to the text, whatever the expression. */
  readonly test: (text: string) => boolean;
}

const cache = new Map<string, GoRegExp | undefined>();

/** A regular expression in Go's syntax (https://github.com/google/re2/wiki/Syntax); undefined where Go refuses it. Every pattern is compiled once. */
export function goRegExp(pattern: string): GoRegExp | undefined {
  if (!cache.has(pattern)) cache.set(pattern, PLAIN.test(pattern) ? new RegExp(pattern, "u") : re2(pattern));
  return cache.get(pattern);
}

/** A word, or one of several as a whole text: almost every target is that. It means the same in JavaScript, which then has nothing to try twice. */
const PLAIN = /^(?:(?:[\w /-]|\\\.)*|\^\(\?:(?:[\w /|-]|\\\.)*\)\$)$/;

function re2(pattern: string): GoRegExp | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
