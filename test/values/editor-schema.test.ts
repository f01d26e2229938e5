import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { schemaCommand } from "../../generator/cli/commands/schema.ts";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { assembleSchema } from "../../generator/values/assemble-schema.ts";
import { editorSchema } from "../../generator/values/editor-schema.ts";
import { withModeline } from "../../generator/values/modeline.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";
import { repositoryRoot } from "../support/repository-root.ts";

function shippedSchema(): ValueMap {
  const catalog = readCatalog({ package: repositoryRoot, user: repositoryRoot });
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems));
  return assembleSchema(catalog.value.valuesSchema, catalog.value.components.values());
}

describe("the schema for editors", () => {
  const ajv = new Ajv2020({ strict: false });
  const validate = ajv.compile(editorSchema(shippedSchema()));

  test.each([
    ["nothing", {}],
    ["a part of the values", { delivery: { argocd: { version: "3.3" } } }],
    ["a removal", { platform: { domain: null }, delivery: { argocd: { destination: { server: null, name: "x" } } } }],
    ["a removed component setting", { components: { katib: null } }],
    ["an item of a merged list with its name alone", { images: { overrides: [{ name: "a/b" }] } }],
  ])("takes %s", (_, value) => expect(validate(value) || validate.errors).toBe(true));

  test.each([
    ["an unknown key", { platfrom: {} }],
    ["an unknown component", { components: { katibb: {} } }],
    ["an unknown setting", { components: { katib: { volumse: {} } } }],
    ["a wrong type", { gateway: { httpsRedirect: "yes" } }],
    ["a wrong choice", { delivery: { controller: "argo" } }],
    ["an item of a merged list without its name", { images: { overrides: [{ newTag: "1" }] } }],
    ["an extra object without a kind", { components: { katib: { extra: { resources: [{ apiVersion: "v1" }] } } } }],
  ])("refuses %s", (_, value) => expect(validate(value)).toBe(false));
});

test("it is written, and named in every shipped values.yaml: npm run schema", async () => {
  const terminal = memoryTerminal(repositoryRoot);
  const code = await schemaCommand({ root: ".", output: "text", check: true }, terminal);
  expect({ code, errors: terminal.errors() }).toEqual({ code: 0, errors: "" });
});

test("the TypeScript type of the values is that of the schema: npm run types", async () => {
  const terminal = memoryTerminal(repositoryRoot);
  const code = await schemaCommand({ root: ".", output: "text", check: true, types: true }, terminal);
  expect({ code, errors: terminal.errors() }).toEqual({ code: 0, errors: "" });
});

describe("the line that names the schema", () => {
  test.each([
    ["is put before all else", "# Mine.\na: 1\n", "# yaml-language-server: $schema=s.json\n# Mine.\na: 1\n"],
    [
      "replaces another",
      "# yaml-language-server: $schema=t.json\na: 1\n",
      "# yaml-language-server: $schema=s.json\na: 1\n",
    ],
    ["stays", "# yaml-language-server: $schema=s.json\n", "# yaml-language-server: $schema=s.json\n"],
  ])("%s", (_, text, expected) => expect(withModeline(text, "s.json")).toBe(expected));
});
