import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { PlainValue } from "../../generator/yaml/node-value.ts";
import { toValue } from "../../generator/yaml/node-value.ts";
import { printValue } from "../../generator/yaml/print-value.ts";
import { readManifests } from "../../generator/yaml/read-manifests.ts";

const awkward = [
  [
    "",
    " ",
    "~",
    "null",
    "yes",
    "No",
    "on",
    "y",
    "true",
    "=",
    "<<",
    ".",
    "..",
    "---",
    "...",
    "-",
    "?",
    ":",
    "#",
    "+",
    "_",
  ],
  [
    "0123",
    "0o17",
    "0b1",
    "0b2",
    "0b_",
    "0x",
    "0x_",
    "1_000",
    "1e3",
    "1e400",
    ".5",
    "5.",
    "._5",
    "+.inf",
    ".NaN",
    "-.INF",
  ],
  [
    "12:30:45",
    "1:99",
    "2001-01-01",
    "2001-13-45",
    "2001-01-01 10:00:00 +1",
    "a: b",
    "a #b",
    "{{ x }}",
    "${x}",
    "[a]",
    "*a",
  ],
  [
    "&a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "'",
    '"',
    "\\",
    "a\nb",
    "a\n",
    "\na",
    "a\n\n",
    " a\n b",
    "a \nb",
    "\n",
    "\t",
    "a\t",
  ],
  [
    "\r",
    "a\rb",
    "\r\n",
    "\u0085",
    "\u2028",
    "a\u2029b\n",
    "\ufeff",
    "\ufeffa",
    "\u0000",
    "\u001b",
    "\u007f",
    "\u00a0",
    "😀",
    "é",
  ],
  [
    "trailing ",
    "x ".repeat(100),
    "lorem ipsum ".repeat(30),
    "x".repeat(300),
    `${"word ".repeat(40)}\nnext`,
    "__proto__",
  ],
].flat();

const string = fc.oneof(
  fc.constantFrom(...awkward),
  fc
    .array(fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: "grapheme" })), { maxLength: 6 })
    .map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[-+.0-9_:exobTZ ]{0,12}$/),
);

const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }));

const { value } = fc.letrec<{ value: PlainValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    string,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    // A reader of YAML 1.1 makes `__proto__` an own property or not; keys of our files are never that.
    fc.dictionary(
      string.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

describe("printValue", () => {
  it.each(["1.1", "1.2"] as const)("comes back from a reader of YAML %s", (version) => {
    fc.assert(
      fc.property(value, (original) => {
        expect(parse(printValue(original), { version, schema: version === "1.1" ? "yaml-1.1" : "core" })).toStrictEqual(
          original,
        );
      }),
      { numRuns: 3000 },
    );
  });

  it("comes back from the reader of manifests", () => {
    fc.assert(
      fc.property(string, number, (text, amount) => {
        // To go-yaml a NEL is a line break even when it is escaped; it is none to anyone who reads our files.
        const original = { text, [`${text}key`]: [text, amount], nested: { list: [[text]] } };
        const result = readManifests(printValue(original), "test.yaml");
        if (!result.ok) throw new Error(JSON.stringify(result.problems));
        expect(toValue(result.value[0]!)).toStrictEqual(original);
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps the order of keys and the style of Kustomize", () => {
    const original = { kind: "Kustomization", apiVersion: "v1", b: [{ z: 1, a: "yes" }], a: { y: "1", x: [] }, e: {} };
    expect(printValue(original)).toBe(
      'kind: Kustomization\napiVersion: v1\nb:\n- z: 1\n  a: "yes"\na:\n  "y": "1"\n  x: []\ne: {}\n',
    );
  });

  it.each([
    [0, "0\n"],
    [-0, "-0.0\n"],
    [1e21, "1.0e+21\n"],
    [1.5e-7, "1.5e-7\n"],
    [123456789.5, "123456789.5\n"],
    [9007199254740991, "9007199254740991\n"],
  ])("prints %d", (amount, text) => {
    expect(printValue(amount)).toBe(text);
  });
});
