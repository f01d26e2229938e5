import { describe, expect, test } from "vitest";
import type { Catalog } from "../../generator/model/catalog.ts";
import type { Component } from "../../generator/model/component.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { resolveValues } from "../../generator/values/resolve-values.ts";
import { layersOf } from "./layers-of.ts";

const VALUES_SCHEMA: ValueMap = {
  type: "object",
  additionalProperties: false,
  required: ["database", "components"],
  properties: {
    database: {
      type: "object",
      additionalProperties: false,
      required: ["host"],
      properties: { host: { description: "Where it is.", type: "string" }, port: { type: "integer" } },
    },
    users: {
      type: "array",
      "x-merge-key": "name",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["name"],
        properties: { name: { type: "string" }, age: { type: "integer" } },
      },
    },
    components: { type: "object", additionalProperties: { $ref: "#/$defs/componentSettings" } },
  },
  $defs: {
    size: { type: "string", pattern: "^[0-9]+Gi$", "x-explain": "a size: `10Gi`" },
    componentSettings: { type: "object", required: ["enabled"], properties: { enabled: { type: "boolean" } } },
  },
};

function component(name: string, schema: ValueMap = {}): Component {
  return { name, summary: name, folder: `components/${name}`, schema } as unknown as Component;
}

function catalogOf(...components: readonly Component[]): Catalog {
  const defaults = components.map(({ name, folder }) => {
    const [layer] = layersOf(`components: {${name}: {enabled: true}}`);
    return { ...layer!, kind: "component" as const, folder };
  });
  return {
    components: new Map(components.map((each) => [each.name, each])),
    releases: new Map(),
    facts: () => ({ ok: false, problems: [] }),
    defaults,
    valuesSchema: VALUES_SCHEMA,
  };
}

const CATALOG = catalogOf(
  component("katib", { type: "object", properties: { volume: { $ref: "#/$defs/size" } } }),
  component("istio"),
);

/** `file:line:column CODE` of each problem, with the message where it was asked for. */
function problems(catalog: Catalog, ...texts: readonly string[]): readonly string[] {
  const result = resolveValues(catalog, layersOf(...texts));
  return result.ok
    ? []
    : result.problems.map(
        ({ code, message, place }) => `${place?.file}:${place?.line}:${place?.column} ${code} ${message}`,
      );
}

test("good values come out merged", () => {
  const result = resolveValues(CATALOG, layersOf("database: {host: a}", "components: {katib: {volume: 5Gi}}"));
  expect(result.ok && result.value.value).toEqual({
    database: { host: "a" },
    components: { katib: { enabled: true, volume: "5Gi" }, istio: { enabled: true } },
  });
});

describe("each problem is where it was written", () => {
  test("an unknown key in every layer that has it", () => {
    expect(problems(CATALOG, "database:\n  host: a\n  prt: 1\n", "database:\n  prt: 2\n")).toEqual([
      'layer-1/values.yaml:3:3 UNKNOWN_KEY There is no "prt" in database. Did you mean "port"?',
      'layer-2/values.yaml:2:3 UNKNOWN_KEY There is no "prt" in database. Did you mean "port"?',
    ]);
  });

  test("a wrong value in the layer that had the last word", () => {
    expect(problems(CATALOG, "database: {host: a, port: 1}", "database:\n  port: x\n", "database: {host: b}")).toEqual([
      'layer-2/values.yaml:2:9 WRONG_TYPE database.port must be a whole number, but is the text "x".',
    ]);
  });

  test("a missing value at its map in the last layer that has that", () => {
    expect(problems(CATALOG, "database: {port: 1}", "database:\n  port: 2\n", "users: []")).toEqual([
      "layer-2/values.yaml:1:1 MISSING_VALUE database.host is missing.",
    ]);
  });

  test("a value that was removed where it was removed", () => {
    expect(problems(CATALOG, "database: {host: a}", "database:\n  host: null\n")).toEqual([
      "layer-2/values.yaml:2:3 MISSING_VALUE database.host is empty here, which takes out what other layers say, the defaults too; but it must be there.",
    ]);
    expect(problems(CATALOG, "database: {host: a}", "database:\n  # host: b\n")).toEqual([
      expect.stringContaining("layer-2/values.yaml:1:1 MISSING_VALUE database is empty here"),
    ]);
  });

  test("an item of a merged list in the layer that wrote it, under another index", () => {
    expect(
      problems(CATALOG, "database: {host: a}\nusers: [{name: x}, {name: y}]", "users:\n  - name: y\n    age: old\n"),
    ).toEqual(['layer-2/values.yaml:3:10 WRONG_TYPE users[1].age must be a whole number, but is the text "old".']);
  });
});

test("an unknown component is called that, with the nearest", () => {
  expect(problems(CATALOG, "database: {host: a}\ncomponents:\n  katibb: {enabled: false}\n")).toEqual([
    'layer-1/values.yaml:3:3 UNKNOWN_COMPONENT There is no component "katibb". Did you mean "katib"?',
  ]);
});

test("components that are no map are a wrong type, not an unknown component", () => {
  expect(problems(CATALOG, "database: {host: a}\ncomponents: [katib]\n")).toEqual([
    "layer-1/values.yaml:2:13 WRONG_TYPE components must be a map, but is a list.",
  ]);
});

test("a component's settings are closed, its fragment may use the definitions of all values", () => {
  const text = "database: {host: a}\ncomponents:\n  katib: {volume: big, volum: 1}\n  istio: {enable: true}\n";
  expect(problems(CATALOG, text)).toEqual([
    'layer-1/values.yaml:3:24 UNKNOWN_KEY There is no "volum" in components.katib. Did you mean "volume"?',
    'layer-1/values.yaml:3:19 WRONG_FORMAT components.katib.volume must be a size: `10Gi`, but is the text "big".',
    'layer-1/values.yaml:4:11 UNKNOWN_KEY There is no "enable" in components.istio. Did you mean "enabled"?',
  ]);
});

test("a values.yaml that is no map at all", () => {
  expect(problems(CATALOG, "database: {host: a}", "- a\n- b\n")).toEqual([
    "layer-2/values.yaml:1:1 WRONG_TYPE The file must be a map, but is a list.",
  ]);
});

test("in a list that merges, each item has its name once, in every layer by itself", () => {
  const twice = "users:\n  - name: x\n  - name: x\n  - age: 1\n";
  expect(problems(CATALOG, `database: {host: a}\n${twice}`, "users: [{name: z}]")).toEqual([
    'layer-1/values.yaml:4:11 DUPLICATE_ITEM users holds name: "x" twice.',
    "layer-1/values.yaml:5:5 MISSING_VALUE users[2].name is missing.",
  ]);
});

test("all problems of all layers come together", () => {
  expect(problems(CATALOG, "database: {host: 1}", "databse: {}", "components: {kati: {}}")).toHaveLength(3);
});

describe("a component's fragment", () => {
  test("cannot redefine what every component has", () => {
    const catalog = catalogOf(component("katib", { type: "object", properties: { enabled: { type: "string" } } }));
    expect(problems(catalog, "database: {host: a}")).toEqual([
      'components/katib/values.schema.json:1:1 COMMON_SETTING Every component has "enabled"; katib cannot define it in its own way.',
    ]);
  });

  test("that is no schema is named", () => {
    const catalog = catalogOf(
      component("istio"),
      component("katib", { type: "object", properties: { x: { type: "strng" } } }),
    );
    expect(problems(catalog, "database: {host: a}")).toEqual([
      expect.stringMatching(/^components\/katib\/values.schema.json:1:1 BAD_SCHEMA .*strng/),
    ]);
  });
});
