import type { Entry } from "./node.ts";

const letter = /^\p{L}$/u;
const digit = /^\p{Nd}$/u;

/**
 * The order in which go-yaml v2 writes the keys of a mapping (`goyaml.v2/sorter.go:keyList.Less`): letters after everything
 * else, runs of digits by their value. Negative, zero (only for equal keys) or positive, like any comparison.
 */
export function compareKeys(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    if (a > 127 || b > 127) return compareCodePoints([...left], [...right]);
    const aIsLetter = isAsciiLetter(a);
    const bIsLetter = isAsciiLetter(b);
    if (aIsLetter !== bIsLetter) return aIsLetter ? 1 : -1;
    return isAsciiDigit(a) || isAsciiDigit(b) ? compareRuns(left, right, at) : a - b;
  }
  return left.length - right.length;
}

/** Whether the keys are strictly ascending, so that nothing is to sort and no key is there twice. */
export function areAscending(entries: readonly Entry[]): boolean {
  for (let at = 1; at < entries.length; at++) {
    if (compareKeys(entries[at - 1]!.key.text, entries[at]!.key.text) >= 0) return false;
  }
  return true;
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isAsciiDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function compareCodePoints(left: readonly string[], right: readonly string[]): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const a = left[at]!;
    const b = right[at]!;
    if (a === b) continue;
    const aIsLetter = letter.test(a);
    const bIsLetter = letter.test(b);
    if (aIsLetter && bIsLetter) return codeOf(a) - codeOf(b);
    if (aIsLetter !== bIsLetter) return aIsLetter ? 1 : -1;
    return compareRuns(left, right, at);
  }
  return left.length - right.length;
}

/** Both keys are equal up to `at` and have something else than a letter there: the runs of digits that start here decide. */
function compareRuns(left: ArrayLike<string>, right: ArrayLike<string>, at: number): number {
  const a = left[at]!;
  const b = right[at]!;
  const start = (a === "0" || b === "0") && followsNonZeroDigit(left, at) ? 1 : 0;
  const leftEnd = runEnd(left, at);
  const rightEnd = runEnd(right, at);
  const leftValue = runValue(left, at, leftEnd, start);
  const rightValue = runValue(right, at, rightEnd, start);
  if (leftValue !== rightValue) return leftValue < rightValue ? -1 : 1;
  return leftEnd === rightEnd ? codeOf(a) - codeOf(b) : leftEnd - rightEnd;
}

function followsNonZeroDigit(key: ArrayLike<string>, at: number): boolean {
  for (let before = at - 1; before >= 0 && isDigit(key[before]!); before--) {
    if (key[before] !== "0") return true;
  }
  return false;
}

function runEnd(key: ArrayLike<string>, at: number): number {
  let end = at;
  while (end < key.length && isDigit(key[end]!)) end++;
  return end;
}

/** The value of a run of digits behind a first digit `start`. It wraps at 64 bits, as Go's does. */
function runValue(key: ArrayLike<string>, at: number, end: number, start: number): bigint {
  let value = BigInt(start);
  for (let digitAt = at; digitAt < end; digitAt++) {
    value = BigInt.asIntN(64, value * 10n + BigInt(codeOf(key[digitAt]!) - 0x30));
  }
  return value;
}

function isDigit(character: string): boolean {
  const first = character.charCodeAt(0);
  return first < 128 ? isAsciiDigit(first) : digit.test(character);
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
