import fc from "fast-check";
import { expect, test } from "vitest";
import { writePath } from "../../generator/problems/write-path.ts";
import { parsePath } from "../../generator/values/parse-path.ts";

test.each([
  ["", []],
  ["database.host", ["database", "host"]],
  ["profiles[0].owner", ["profiles", 0, "owner"]],
  ["profiles.0.owner", ["profiles", 0, "owner"]],
  ['platform.labels["example.com/team"]', ["platform", "labels", "example.com/team"]],
  ["components.model-registry.enabled", ["components", "model-registry", "enabled"]],
])("%j is read", (text, path) => expect(parsePath(text)).toEqual(path));

test.each(["a..b", "a[", "a[b]", '["a', "a.", "a]", String.raw`a["\x"]`, 'a["\n"]'])("%j is no path", (text) =>
  expect(parsePath(text)).toBeUndefined(),
);

test("what is written is read as it was", () => {
  const step = fc.oneof(
    fc.nat(99),
    fc.string({ unit: "grapheme" }).filter((text) => !/^\d+$/.test(text)),
  );
  fc.assert(fc.property(fc.array(step), (path) => void expect(parsePath(writePath(path))).toEqual(path)));
});
