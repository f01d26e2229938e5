import fc from "fast-check";
import { Raw, type Value } from "./write-yaml.ts";

/** Usually nothing: a value once in so many times. */
export function seldom<T>(once: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: once - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** Names from a short list, so that references, patches and clashes happen. */
export const name = fc.constantFrom("web", "api", "settings", "login", "runner", "data");
export const namespace = fc.constantFrom(undefined, undefined, undefined, "one", "two", "default");
export const affix = fc.constantFrom("a-", "b-", "prod-", "x");

/** Spellings that YAML 1.1, YAML 1.2 and Go read differently. */
const spelling = fc.constantFrom(
  ...[
    "0777",
    "0o17",
    "0x1F",
    "0b11",
    "1_000",
    "1.0",
    "1.10",
    "1e3",
    "1e21",
    "1234567.5",
    "9007199254740993",
    "-0",
    "+1",
    "1.",
  ],
  ...[
    ".5",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    "true",
    "False",
    "null",
    "~",
    "2020-01-01",
    "2020-01-01T10:00:00Z",
    "12:30",
  ],
  ...["text", "a b", "'single'", "!!str 1", "-1", "18446744073709551616", "0.00001", "1e-7", "NULL", "nan", "<<", "="],
);

const words = fc
  .array(
    fc.constantFrom("word", "a", "longer-word", "it's", "b:", "#c", "é", "漢字", "\t", "  ", "\n", "😀", "-", "1"),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(" "));
const characters = fc
  .string({ unit: "grapheme", maxLength: 12 })
  .filter((text) => !/[\u007f-\u009f\ufffe\uffff\ud800-\udfff]/u.test(text));

const lines = fc
  .array(fc.constantFrom("one", "  two", "three ", "", "#x", "a: b"), { maxLength: 5 })
  .map((all) => `${all.join("\n")}\n`);

/** Text of every kind, to be quoted: nothing is said about how it looks. */
export const text = fc.oneof(
  { weight: 3, arbitrary: spelling.filter((plain) => !plain.includes("!")) },
  words,
  lines,
  characters,
);

export const scalar: fc.Arbitrary<Value> = fc.oneof(
  spelling.map((plain) => new Raw(plain)),
  text,
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const key = fc.constantFrom("a", "b", "c", "name", "value", "a10", "a2", "on", "1", "x.y/z");

/** Any value a custom resource may hold. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;

/** A mapping: what most controllers have as `spec`. */
export const members = fc.dictionary(key, anyValue, { maxKeys: 3 });

export const labels = fc.dictionary(fc.constantFrom("app", "tier", "team"), fc.constantFrom("web", "api", "1"), {
  maxKeys: 2,
});
export const texts = fc.dictionary(fc.constantFrom("level", "mode", "note", "file.txt"), text, { maxKeys: 3 });
