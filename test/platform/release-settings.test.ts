import { expect, test } from "vitest";
import type { Component } from "../../generator/model/component.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import type { Values } from "../../generator/model/values.gen.ts";
import { settingsNotIn, withoutSettings } from "../../generator/platform/release-settings.ts";

const PROPERTIES: ValueMap = {
  always: { type: "string" },
  later: { type: "string", "x-since": "1.11.0" },
  between: { type: "string", "x-since": "1.11.0", "x-until": "26.03" },
  nested: { type: "object", properties: { old: { type: "string", "x-until": "1.10.2" } } },
};
const TOOL = { name: "tool", schema: { type: "object", properties: PROPERTIES } } as unknown as Component;
const SETTINGS = { always: "a", later: "b", between: "c", nested: { old: "d", other: "e" } };
const VALUES = { components: { tool: SETTINGS, another: { later: "z" } } } as unknown as Values;

test.each([
  ["1.9.9", ["later", "between"]],
  ["1.10.2", ["later", "between"]],
  ["1.11.0", ["nested.old"]],
  ["26.03", ["nested.old"]],
  ["26.03.1", ["between", "nested.old"]],
])("%s does not have %j", (release, expected) => {
  const paths = settingsNotIn(release, [TOOL]).map(({ path }) => path.slice(2).join("."));
  expect(paths).toEqual(expected);
});

test("templates do not see them, and everything else stays", () => {
  const { components } = withoutSettings(VALUES, settingsNotIn("26.03.1", [TOOL]));
  expect(components).toEqual({
    tool: { always: "a", later: "b", nested: { other: "e" } },
    another: { later: "z" },
  });
});

test("what is not there needs no taking out", () => {
  const values = { components: { tool: { nested: {} } } } as unknown as Values;
  expect(withoutSettings(values, settingsNotIn("26.03.1", [TOOL]))).toEqual(values);
});
