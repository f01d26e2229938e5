import { expect, test } from "vitest";
import { readJson } from "../../generator/yaml/read-json.ts";

test("reads JSON", () => {
  expect(readJson('{"a": [1, null]}', "f.json")).toEqual({ ok: true, value: { a: [1, null] } });
});

test.each([
  ["a comma too many", '{\n  "a": 1,\n}', "3:1 BAD_JSON"],
  ["a comment", "{\n  // no\n}", "2:3 BAD_JSON"],
  ["an end too early", '{\n  "a": [1', "2:10 BAD_JSON"],
  ["__proto__", '{\n  "__proto__": {}\n}', "2:3 RESERVED_KEY"],
])("%s is refused, where it is", (_, text, expected) => {
  const result = readJson(text, "f.json");
  const problems = result.ok ? [] : result.problems;
  expect(problems.map(({ code, place }) => `${place?.line}:${place?.column} ${code}`)).toEqual([expected]);
});
