import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { checkedReader } from "../../generator/layers/file-schemas.ts";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import { readComponent } from "../../generator/layers/read-component.ts";
import { rootFolders } from "../../generator/layers/roots.ts";
import { catalogSchema } from "../../generator/values/catalog-schema.ts";
import { COMPONENT_FILE, temporaryFolder, withUserFiles } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const filesOf = (schema: unknown) => ({
  "components/mine/component.yaml": COMPONENT_FILE,
  "components/mine/values.schema.json": JSON.stringify(schema),
  "environments/test/environment.yaml": "",
});

/** What is said of a component's schema, by whoever reads the component or puts all schemas together. */
function faultsOf(schema: unknown): readonly string[] {
  const roots = withUserFiles(filesOf(schema));
  const [builtIn, user] = rootFolders(roots);
  const read = readComponent(user!, "mine", checkedReader(builtIn!, "component"));
  const catalog = readCatalog(roots);
  const result = read.ok && catalog.ok ? catalogSchema(catalog.value) : read;
  return result.ok ? [] : result.problems.map(({ code, message, place }) => `${place?.file} ${code} ${message}`);
}

const SELF = "#/properties/components/properties/mine/properties/a";
const TREE = { type: "object", properties: { inside: { $ref: SELF } } };

describe("a component's values.schema.json is refused", () => {
  test.each([
    [null, "the file must be a map"],
    [[], "the file must be a map"],
    ["x", "the file must be a map"],
    [{ type: "array" }, "its type must be object"],
    [{ properties: 5 }, "properties must be a map"],
    [{ required: "a", properties: {} }, "required must be a list of texts"],
    [{ properties: { a: null } }, "properties.a must be a map"],
    [{ properties: { a: { $defs: { b: 1 } } } }, "properties.a.$defs.b must be a map"],
    [{ properties: { a: { type: "object", properties: [] } } }, "properties.a.properties must be a map"],
    [{ properties: { a: { items: { properties: { b: true } } } } }, "properties.a.items.properties.b must be a map"],
    [{ properties: { a: { $ref: 1 } } }, "properties.a.$ref must be a text"],
    [{ properties: { a: { $ref: "#/$defs/nowhere" } } }, "properties.a refers to #/$defs/nowhere, which is not there"],
    [{ properties: { a: { $ref: "#mine" } } }, "properties.a refers to #mine, which is not there"],
    [{ properties: { a: { $ref: SELF } } }, `properties.a refers to itself by ${SELF}`],
    [{ properties: { a: { $ref: "#" } } }, "properties.a refers to itself by #"],
    [{ properties: { a: TREE } }, `properties.a.properties.inside refers to itself by ${SELF}`],
  ])("%j", (schema, fault) =>
    expect(faultsOf(schema)).toEqual([
      `components/mine/values.schema.json BAD_SCHEMA This JSON Schema cannot be used: ${fault}.`,
    ]),
  );
});

test("one that refers to what all components have, twice, is not", () => {
  const volume = { $ref: "#/$defs/volume" };
  expect(faultsOf({ type: "object", properties: { a: volume, b: { type: "array", items: volume } } })).toEqual([]);
});

test.each([[["validate"]], [["explain", "--env", "test"]], [["schema"]]])("%s says so", async (command) => {
  const root = temporaryFolder(filesOf({ properties: { a: TREE } }));
  const terminal = memoryTerminal(root);
  expect(await run(command, terminal)).toBe(1);
  expect(terminal.errors()).toMatch(/^components\/mine\/values\.schema\.json:1:1 BAD_SCHEMA /);
  expect(existsSync(join(root, "schemas"))).toBe(false);
});
