import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { compileSchema } from "../../generator/schema/compile-schema.ts";
import { readDocument } from "../../generator/yaml/read-document.ts";

/** `line:column CODE message` and hints of checking a YAML text against a schema. */
function check(schema: ValueMap, text: string): readonly string[] {
  const document = readDocument(text, "f.yaml");
  if (!document.ok) throw new Error(JSON.stringify(document.problems));
  const problems = compileSchema(schema)(document.value.value, (path, part) => [document.value.place(path, part)]);
  return problems.map(({ code, message, hint, place }) =>
    [`${place?.line}:${place?.column} ${code} ${message}`, ...(hint === undefined ? [] : [hint])].join(" | "),
  );
}

const object = (properties: ValueMap, more: ValueMap = {}): ValueMap => ({
  type: "object",
  additionalProperties: false,
  properties,
  ...more,
});

describe("unknown keys", () => {
  const schema = object({
    argocd: object({ namespace: { type: "string" }, destination: object({ server: { type: "string" } }) }),
    gateway: object({ hosts: { type: "array", items: { type: "string" } } }),
  });

  test("a misspelt one has the nearest as suggestion", () => {
    expect(check(schema, "argocd:\n  destinaton: {}\n")).toEqual([
      '2:3 UNKNOWN_KEY There is no "destinaton" in argocd. Did you mean "destination"? | Known there: namespace, destination.',
    ]);
  });

  test("a misplaced one is sent to where it belongs", () => {
    expect(check(schema, "argocd:\n  hosts: []\n")).toEqual([
      '2:3 UNKNOWN_KEY There is no "hosts" in argocd. | It belongs into gateway.',
    ]);
  });

  test("every one is told", () => {
    expect(check(schema, "x: 1\nargocd: {y: 2}\n")).toEqual([
      '1:1 UNKNOWN_KEY There is no "x" at the top level. | Known there: argocd, gateway.',
      '2:10 UNKNOWN_KEY There is no "y" in argocd. | Known there: namespace, destination.',
    ]);
  });
});

describe("wrong types", () => {
  test.each([
    [{ type: "string" }, "1", "1:4 WRONG_TYPE a must be a text, but is the number 1. | Put it in quotes."],
    [{ type: "string" }, "true", "1:4 WRONG_TYPE a must be a text, but is true. | Put it in quotes."],
    [{ type: "string" }, "[x]", "1:4 WRONG_TYPE a must be a text, but is a list."],
    [
      { type: "boolean" },
      "yes",
      '1:4 WRONG_TYPE a must be true or false, but is the text "yes". | Write true or false without quotes; yes, no, on and off are texts in YAML 1.2.',
    ],
    [{ type: "integer" }, '"5"', '1:4 WRONG_TYPE a must be a whole number, but is the text "5". | Remove the quotes.'],
    [{ type: "integer" }, "1.5", "1:4 WRONG_TYPE a must be a whole number, but is the number 1.5."],
    [{ type: ["string", "integer"] }, "{}", "1:4 WRONG_TYPE a must be a text or a whole number, but is a map."],
    [{ type: "array", items: { type: "string" } }, "x", '1:4 WRONG_TYPE a must be a list, but is the text "x".'],
    [{ type: "object" }, '""', "1:4 WRONG_TYPE a must be a map, but is an empty text."],
  ])("%j: %s", (schema, text, expected) => {
    expect(check(object({ a: schema as ValueMap }), `a: ${text}`)).toEqual([expected]);
  });

  test("an item", () => {
    const schema = object({ a: { type: "array", items: { type: "string" } } });
    expect(check(schema, "a:\n  - x\n  -\n")).toEqual(["3:4 WRONG_TYPE a[1] must be a text, but is empty."]);
  });
});

describe("wrong values", () => {
  test.each([
    [
      { enum: ["argocd", "flux"] },
      "argcd",
      '1:4 WRONG_CHOICE a must be "argocd" or "flux", but is the text "argcd". Did you mean "argocd"?',
    ],
    [{ enum: ["3.1"] }, "3.1", '1:4 WRONG_CHOICE a must be "3.1", but is the number 3.1.'],
    [{ const: 1 }, "2", "1:4 WRONG_CHOICE a must be 1, but is the number 2."],
    [
      { type: "string", pattern: "^[a-z]+$", "x-explain": "lower-case letters" },
      "Ab",
      '1:4 WRONG_FORMAT a must be lower-case letters, but is the text "Ab".',
    ],
    [
      { type: "string", pattern: "^[a-z]+$" },
      "Ab",
      '1:4 WRONG_FORMAT a must be a text that matches ^[a-z]+$, but is the text "Ab".',
    ],
    [{ type: "string", minLength: 1, pattern: "^x" }, '""', "1:4 OUT_OF_RANGE a must not be empty."],
    [{ type: "string", maxLength: 2 }, "abc", "1:4 OUT_OF_RANGE a must have at most 2 characters, but has 3."],
    [{ type: "integer", minimum: -1 }, "-2", "1:4 OUT_OF_RANGE a must be at least -1, but is -2."],
    [{ type: "array", minItems: 1 }, "[]", "1:4 OUT_OF_RANGE a must have at least 1 item, but has none."],
    [
      { type: "object", maxProperties: 1 },
      "{b: 1, c: 2}",
      "1:4 OUT_OF_RANGE a must have at most 1 key, but has b, c. | A layer takes out what an earlier one put in by setting it to null.",
    ],
    [
      { type: "array", uniqueItems: true },
      "[x, y, x]",
      '1:11 DUPLICATE_ITEM a holds "x" twice. | Keep one of the two.',
    ],
    [
      { type: "object", propertyNames: { pattern: "^[a-z]+$", "x-explain": "lower-case letters" } },
      "{B: 1}",
      '1:5 WRONG_FORMAT The key "B" in a must be lower-case letters.',
    ],
    [{ not: { type: "string" } }, "x", "1:4 INVALID_VALUE a must NOT be valid."],
  ])("%j: %s", (schema, text, expected) => {
    expect(check(object({ a: schema as ValueMap }), `a: ${text}`)).toEqual([expected]);
  });

  test("of a value with several faults one is told", () => {
    const schema = object({ a: { type: "string", enum: ["x"], minLength: 3, pattern: "^y" } });
    expect(check(schema, "a: 1")).toHaveLength(1);
  });
});

describe("missing values", () => {
  const schema = object({
    a: object({ b: { type: "string", description: "What b is." }, c: { type: "string" } }, { required: ["b", "c"] }),
  });

  test("each is told where its map is, with its description", () => {
    expect(check(schema, "\na:\n  x-y: 1\n")).toEqual([
      "2:1 MISSING_VALUE a.b is missing. | What b is.",
      "2:1 MISSING_VALUE a.c is missing.",
      '3:3 UNKNOWN_KEY There is no "x-y" in a. | Known there: b, c.',
    ]);
  });

  test("what a condition asks for", () => {
    const conditional = object(
      { provider: { enum: ["in", "out"] }, host: { type: "string" } },
      {
        required: ["provider"],
        if: { properties: { provider: { const: "out" } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ["host"] },
      },
    );
    expect(check(conditional, "provider: in")).toEqual([]);
    expect(check(conditional, "provider: out")).toEqual(["1:1 MISSING_VALUE host is missing."]);
  });
});

test("of several forms one problem is told, not one per form", () => {
  const forms = [
    object({ name: { type: "string" } }, { title: "a name", required: ["name"] }),
    object({ path: { type: "string" } }, { title: "a path", required: ["path"] }),
  ];
  expect(check(object({ a: { oneOf: forms } }), "a: {nam: x}")).toEqual([
    "1:4 WRONG_FORM a fits none of its forms. | Its forms: a name; a path.",
  ]);
});

test("keys with dots and slashes are written so that they can be told apart", () => {
  const schema = object({ labels: { type: "object", additionalProperties: { type: "string" } } });
  expect(check(schema, "labels: {example.com/team: 1}")).toEqual([
    '1:28 WRONG_TYPE labels["example.com/team"] must be a text, but is the number 1. | Put it in quotes.',
  ]);
});

test.each([
  [{ type: "strng" }, /type/],
  [{ type: "object", proprties: {} }, /proprties/],
  [{ $ref: "#/$defs/nothing" }, /nothing/],
])("a schema that is wrong itself says so: %j", (schema, reason) => {
  expect(() => compileSchema(schema as ValueMap)).toThrow(reason);
});
