import { describe, expect, test } from "vitest";
import { renderTemplate } from "../../generator/compose/templates/render-template.ts";
import type { TemplateLocals } from "../../generator/compose/templates/template-locals.ts";
import type { Addition } from "../../generator/model/layer.ts";
import { readValues } from "../../generator/yaml/read-values.ts";

const LOCALS = {
  settings: { name: "x', injected: '", list: ["a: b", { c: "\n- d" }], count: 2 },
  values: {},
} as unknown as TemplateLocals;

/** What a template renders to, read as YAML; or its problem. */
function render(text: string): unknown {
  const addition: Addition = { component: "mine", kind: "patch", file: "mine.yaml.ejs", text };
  const rendered = renderTemplate(addition, LOCALS, () => undefined);
  if (!rendered.ok)
    return rendered.problems.map(({ code, message, place }) => `${place?.line}:${place?.column} ${code} ${message}`)[0];
  const read = readValues(rendered.value);
  return "fault" in read ? read.fault : read.values[0];
}

const { name, list } = LOCALS.settings as { name: string; list: unknown };

describe("a value prints as itself", () => {
  test.each([
    ["a: <%= settings.name %>", { a: name }],
    ["<%= settings.name %>: <%= settings.list %> # <%= settings.name %>", { [name]: list }],
    ["- [<%= settings.name %>, <%= settings.list %>]", [[name, list]]],
    ["{ a: <%= settings.count %>, <%= settings.name %>: b }", { a: 2, [name]: "b" }],
    ["a: <%= `kf-${settings.name}` %>", { a: `kf-${name}` }],
    ["a:\n  <%= settings.name %>\nb: 'c'", { a: name, b: "c" }],
    [
      "a: |\n  echo <%= settings.name %> '<%= settings.count %>'\nb: >- # why\n  x <%= settings.count %>\n",
      { a: `echo ${JSON.stringify(name)} '2'\n`, b: "x 2" },
    ],
    ["a: <%% x %%>", { a: "<% x %>" }],
  ])("%s", (text, value) => expect(render(text)).toEqual(value));
});

describe("within a text it is refused, where it is", () => {
  test.each([
    ["a: '<%= settings.name %>'", "1:5"],
    ['a: "<%= settings.name %>"', "1:5"],
    ["a: 1\nb: kf-<%= settings.name %>", "2:7"],
    ["b: <%= settings.name %>-kf", "1:4"],
    ["b: <%= settings.name %><%= settings.count %>", "1:4"],
    ["b: x <%= settings.count %>", "1:6"],
    ["b: x\n  <%= settings.count %>", "2:3"],
    ["b: 'x\n  c: <%= settings.count %>\n  '", "2:6"],
    ["kf-<%= settings.count %>: 1", "1:4"],
    ["'<%= settings.count %>: x': 1", "1:2"],
    ["b: [kf-<%= settings.count %>]", "1:8"],
    ["b: !<%= settings.count %> x", "1:5"],
    ["b: &<%= settings.count %> x", "1:5"],
    ["a: |\n\nkf-<%= settings.count %>: 1", "3:4"],
    ["a: <%= settings.count %>\n<% if (settings.count === 2) { -%>\nb: '<%= settings.name %>'\n<% } -%>", "3:5"],
  ])("%s", (text, place) =>
    expect(render(text)).toBe(
      `${place} TEMPLATE_VALUE_IN_TEXT <%= %> prints a whole value, and stands within a text here.`,
    ),
  );
});

describe("a template that does not work says what is wrong, and where", () => {
  test.each([
    ["a: 1\nb: <%= settings. %>", "2:1 TEMPLATE_FAILED The template stops here: Unexpected token ')'."],
    ["a: 1\n<% } -%>\nb: 1", "2:1 TEMPLATE_FAILED The template stops here: Unexpected token '}'."],
    ["a: 1\n<% if (settings.count) { -%>\nb: 2\n", "4:1 TEMPLATE_FAILED The template stops here: A { is not closed."],
    ["a: 1\nb: <%= settings.count", "2:1 TEMPLATE_FAILED The template stops here: The tag <% has no %>."],
    ["a: <%= 1 %>\nb: <% x\nc: <%= 2 %>", "2:1 TEMPLATE_FAILED The template stops here: The tag <% has no %>."],
    ["\na: <%= nothing %>", "2:1 TEMPLATE_FAILED The template stops here: nothing is not defined"],
    ["\na: <%= undefined %>", "2:1 TEMPLATE_FAILED The template stops here: The value is undefined."],
    ['\n<% throw new Error("one\\n\\ntwo") %>', "2:1 TEMPLATE_FAILED The template stops here: one two"],
  ])("%j", (text, problem) => expect(render(text)).toBe(problem));
});

test.each([
  "process.env.HOME",
  "Math.random()",
  "Date.now()",
  "new Date()",
  'include("other.ejs")',
  "globalThis.process",
  'new Intl.NumberFormat("de").format(1)',
  "performance.now()",
])("%s is out of a template's reach", (code) => {
  const [, used] = /^(?:new )?(Math\.random|\w+)/.exec(code) ?? [];
  expect(render(`\na: <%= ${code} %>`)).toBe(
    `2:1 TEMPLATE_FAILED The template stops here: A template cannot use ${used}: the same values must always give the same text.`,
  );
});

test("the rest of Math is not", () => expect(render("a: <%= Math.max(1, settings.count) %>")).toEqual({ a: 2 }));
