/**
 * Numbers as Go reads and writes them. Kustomize resolves a number with `strconv`, sends it through JSON and prints it
 * with go-yaml v2, so `0x10` becomes `16`, `1.10` becomes `1.1` and 1234567.5 becomes `1.2345675e+06`.
 */

const decimal = /^(?:0|[1-9][0-9]{0,14})$/;
const basedInteger = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const signedAfterPrefix = /^0([bo])([-+]?)([0-7]+)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

const smallestInt64 = -(2n ** 63n);
const largestInt64 = 2n ** 63n - 1n;
const largestUint64 = 2n ** 64n - 1n;

/** Which prefixes of YAML 1.2 integers a resolver tries once `strconv.ParseInt` has refused; v2 knows `0b`, v3 also `0o`. */
export type LatePrefixes = "0b" | "0b 0o";

/**
 * The decimal digits of a text which `strconv.ParseInt(text, 0, 64)` or `ParseUint` accept once its underscores are
 * gone (go-yaml `resolve.go`), or undefined. `0777` is octal, `08` is no integer.
 */
export function integerDigits(text: string, prefixes: LatePrefixes): string | undefined {
  if (decimal.test(text)) return text;
  const plain = text.replaceAll("_", "");
  const value = basedInteger.test(plain) ? goInteger(plain) : lateInteger(plain, prefixes);
  if (value === undefined) return undefined;
  const signed = plain.startsWith("-") || plain.startsWith("+");
  return value >= smallestInt64 && value <= (signed ? largestInt64 : largestUint64) ? value.toString() : undefined;
}

function goInteger(plain: string): bigint {
  const negative = plain.startsWith("-");
  const magnitude = negative || plain.startsWith("+") ? plain.slice(1) : plain;
  const octal = /^0[0-7]/.test(magnitude);
  const value = BigInt(octal ? `0o${magnitude.slice(1)}` : magnitude.toLowerCase());
  return negative ? -value : value;
}

/** `0b-11` is -3: what follows the prefix goes to `ParseInt` on its own, sign included. */
function lateInteger(plain: string, prefixes: LatePrefixes): bigint | undefined {
  const [, letter, sign, digits] = signedAfterPrefix.exec(plain) ?? [];
  if (letter === undefined || digits === undefined) return undefined;
  if (letter === "o" && prefixes === "0b") return undefined;
  if (letter === "b" && /[^01]/.test(digits)) return undefined;
  const value = BigInt(`0${letter}${digits}`);
  return sign === "-" ? -value : value;
}

/** The value of a text which go-yaml takes for a finite float, or undefined. Underscores count only before a leading dot rules them out. */
export function floatValue(text: string): number | undefined {
  const plain = text.startsWith(".") ? text : text.replaceAll("_", "");
  if (!float.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * How a float is printed after its way through JSON: as digits when that JSON text has neither point nor exponent and
 * fits 64 bits, else by `strconv.FormatFloat(x, 'g', -1, 64)`, whose exponent form starts at 1e+06 and below 1e-04.
 */
export function printFloat(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) {
    // JSON text has as few digits as tell the value apart, and zeros behind them: 30042782705797470, not …472.
    const digits = value.toString();
    const integer = BigInt(digits);
    if (integer >= smallestInt64 && integer <= largestUint64) return digits;
  }
  const [mantissa = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return value.toString();
  const digits = Math.abs(exponent).toString().padStart(2, "0");
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${digits}`;
}
