import { expect, test } from "vitest";
import { classifyAll } from "../../generator/compose/rendered-addition.ts";
import type { Value } from "../../generator/model/value.ts";

const PLACE = { file: "components/tool/expectations.yaml", line: 1, column: 1 };
const ENTRY = { kind: "Secret", namespace: "tools", name: "database", keys: ["password"], reason: "Its login." };

const classify = (...documents: Value[]) =>
  classifyAll("expectation", documents, { name: "expectations", place: PLACE });

test("entries are in documents, or in lists of them", () => {
  const other = { kind: "Namespace", name: "tools", reason: "Somebody else's.", optional: true };
  const result = classify(ENTRY, [other]);
  expect(result.ok && result.value.map((each) => each.kind === "expectation" && each.expectation)).toEqual([
    ENTRY,
    other,
  ]);
});

test.each<[string, Value]>([
  ["it is not a mapping", "database"],
  ['(database): it has no field "key"', { ...ENTRY, key: "password" }],
  ['(database): it has no field "constructor"', { ...ENTRY, constructor: "x" } as Value],
  ["it has no kind", { name: "database", reason: "Its login." }],
  ["keys is not a list of texts", { ...ENTRY, keys: "password" }],
  ["keys is not a list of texts", { ...ENTRY, keys: [1] }],
  ["optional is not true or false", { ...ENTRY, optional: "yes" }],
  ["namespace is not a text", { ...ENTRY, namespace: null }],
  ["reason is not a text", { ...ENTRY, reason: "" }],
])("%s", (fault, entry) => {
  expect(classify(entry)).toMatchObject({
    ok: false,
    problems: [{ code: "EXPECTATION_INVALID", message: expect.stringContaining(fault), place: PLACE }],
  });
});
