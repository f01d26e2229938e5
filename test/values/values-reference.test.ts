import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { printReference } from "../../generator/values/reference/print-reference.ts";
import { repositoryRoot } from "../support/repository-root.ts";

const SCHEMA: ValueMap = {
  type: "object",
  properties: {
    gateway: {
      description: "How it is reached.",
      type: "object",
      required: ["port", "host"],
      properties: {
        port: { description: "Where it listens.", type: "integer", minimum: 1, maximum: 65535 },
        host: { description: "Its name.", $ref: "#/$defs/host" },
        mode: { description: "One | or the other.", enum: ["a", "b"] },
        limits: { description: "At most.", type: "object", additionalProperties: { type: ["string", "integer"] } },
      },
    },
    users: {
      description: "Who may log in.",
      type: "array",
      "x-merge-key": "name",
      items: {
        type: "object",
        required: ["name"],
        properties: {
          name: { description: "Of the user.", type: "string" },
          hosts: { description: "Where from.", type: "array", items: { $ref: "#/$defs/host" }, "x-since": "2" },
        },
      },
    },
    components: {
      description: "What there is.",
      type: "object",
      properties: {
        plain: { description: "Has nothing of its own.", $ref: "#/$defs/componentSettings" },
        own: {
          description: "Has a setting.",
          type: "object",
          properties: {
            enabled: { $ref: "#/$defs/componentSettings/properties/enabled" },
            tags: { description: "Its tags.", type: "array", items: { type: "string" }, "x-until": "3" },
          },
        },
      },
    },
  },
  $defs: {
    host: { type: "string", "x-explain": "a host name" },
    componentSettings: {
      type: "object",
      required: ["enabled"],
      properties: { enabled: { description: "Whether there is one.", type: "boolean" } },
    },
  },
};
const DEFAULTS: ValueMap = {
  gateway: { port: 80, limits: { cpu: "1" } },
  users: [{ name: "ada" }],
  components: { own: { enabled: true, tags: [] }, plain: { enabled: false } },
};

const page = printReference(SCHEMA, DEFAULTS);
const lines = page.split("\n");

test("every value has its type, default and meaning", () => {
  expect(lines.filter((line) => line.startsWith("| `"))).toEqual([
    "| `gateway.port` | whole number, 1 to 65535 | `80` | Where it listens. |",
    "| `gateway.host` | a host name | required | Its name. |",
    "| `gateway.mode` | `a` or `b` |  | One \\| or the other. |",
    '| `gateway.limits` | mapping of names to text or whole number | `{"cpu":"1"}` | At most. |',
    '| `users` | list of mappings, merged by `name` | `[{"name":"ada"}]` | Who may log in. |',
    "| `users[].name` | text | required | Of the user. |",
    "| `users[].hosts` | list, each a host name |  | Where from. From Kubeflow 2 on. |",
    "| `components.<name>.enabled` | `true` or `false` |  | Whether there is one. |",
    "| `components.own.tags` | list of text | `[]` | Its tags. Until Kubeflow 3. |",
  ]);
});

test("sections and components have their headings, and components say whether they are on", () => {
  expect(lines.filter((line) => line.startsWith("#"))).toEqual([
    "# Values",
    "## gateway",
    "## users",
    "## components",
    "### components.own",
    "### components.plain",
  ]);
  expect(page).toContain("### components.own\n\nHas a setting. On by default.\n\n| Value |");
  expect(page).toMatch(/### components\.plain\n\nHas nothing of its own\. Off by default\.\n$/);
});

test("every value of the shipped schema says what it means", () => {
  const shipped = readFileSync(join(repositoryRoot, "docs/values.md"), "utf8");
  const rows = shipped.split("\n").filter((line) => line.startsWith("| `"));
  expect(rows.length).toBeGreaterThan(130);
  expect(rows.filter((row) => row.endsWith("|  |"))).toEqual([]);
});
