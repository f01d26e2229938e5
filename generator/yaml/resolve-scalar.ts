import { floatValue, integerDigits } from "./go-number.ts";
import type { Tag } from "./node.ts";
import { rfc3339 } from "./timestamp.ts";

/** What a plain text can only be when its first character says so (`resolve.go:resolveTable`); any other first character is a string. */
const wordHint = 1;
const pointHint = 2;
const digitHint = 3;

const hints = new Uint8Array(128);
for (const character of "yYnNtTfFoO~") hints[character.charCodeAt(0)] = wordHint;
for (const character of "+-0123456789") hints[character.charCodeAt(0)] = digitHint;
hints[".".charCodeAt(0)] = pointHint;

const commonWords: ReadonlyMap<string, Tag> = new Map<string, Tag>([
  ...["true", "True", "TRUE", "false", "False", "FALSE"].map((word) => [word, "bool"] as const),
  ...["~", "null", "Null", "NULL"].map((word) => [word, "null"] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, "float"] as const),
  ...["", "+", "-"].flatMap((sign) => [".inf", ".Inf", ".INF"].map((word) => [sign + word, "float"] as const)),
]);

const yaml11Words: ReadonlyMap<string, Tag> = new Map<string, Tag>([
  ...commonWords,
  ...["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"].map((word) => [word, "bool"] as const),
  ...["n", "N", "no", "No", "NO", "off", "Off", "OFF"].map((word) => [word, "bool"] as const),
]);

const longestWord = 5;

/** The tag that a plain scalar of a manifest resolves to (`goyaml.v3/resolve.go:resolve` with an empty tag). */
export function resolvePlain(text: string): Tag {
  return resolve(text, commonWords, "0b 0o");
}

/** The tag under the YAML 1.1 rules of go-yaml v2, by which kustomization files are read and output is quoted. */
export function resolvePlainYaml11(text: string): Tag {
  return resolve(text, yaml11Words, "0b");
}

function resolve(text: string, words: ReadonlyMap<string, Tag>, prefixes: "0b" | "0b 0o"): Tag {
  if (text === "") return "null";
  const first = text.charCodeAt(0);
  const hint = first < 128 ? hints[first] : 0;
  if (hint === 0) return "str";
  if (text.length <= longestWord) {
    const word = words.get(text);
    if (word !== undefined) return word;
  }
  if (hint === digitHint) return resolveDigits(text, prefixes);
  return hint === pointHint && floatValue(text) !== undefined ? "float" : "str";
}

function resolveDigits(text: string, prefixes: "0b" | "0b 0o"): Tag {
  if (integerDigits(text, prefixes) !== undefined) return "int";
  if (floatValue(text) !== undefined) return "float";
  return rfc3339(text) === undefined ? "str" : "timestamp";
}
