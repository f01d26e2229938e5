import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Path, Value, ValueMap } from "../../generator/model/value.ts";
import { mergeLayers } from "../../generator/values/merge-layers.ts";
import { type Draft, mergeValues, settle } from "../../generator/values/merge-values.ts";
import { schemaOf } from "../../generator/values/schema-at.ts";
import { layersOf, layersOfValues } from "./layers-of.ts";

/** `users` merges by name, at the top and in every map `group*`; nothing else is said of the values. */
const USERS: ValueMap = { type: "array", "x-merge-key": "name", items: { type: "object" } };
const SCHEMA: ValueMap = {
  properties: { users: USERS, group: { properties: { users: { $ref: "#/$defs/users" } } } },
  $defs: { users: USERS },
};
const AT = schemaOf(SCHEMA);

function merged(...texts: readonly string[]): ValueMap {
  return mergeLayers(layersOf(...texts), SCHEMA).value;
}

describe("merging", () => {
  test("maps merge, scalars are replaced", () => {
    expect(merged("a: {b: 1, c: 2}", "a: {c: 3, d: 4}")).toEqual({ a: { b: 1, c: 3, d: 4 } });
  });

  test("lists are replaced", () => {
    expect(merged("a: [1, 2]", "a: [3]")).toEqual({ a: [3] });
  });

  test("a map replaces a scalar, and a scalar a map", () => {
    expect(merged("a: 1\nb: {c: 1}", "a: {c: 1}\nb: 2")).toEqual({ a: { c: 1 }, b: 2 });
  });

  test("a list with a merge key merges by it: items in the order in which they came", () => {
    const texts = ["users: [{name: x, a: 1}, {name: y}]", "users: [{name: z}, {name: x, b: 2}]"];
    expect(merged(...texts)).toEqual({ users: [{ name: "x", a: 1, b: 2 }, { name: "y" }, { name: "z" }] });
  });

  test("so does one that a reference of the schema leads to", () => {
    const texts = ["group: {users: [{name: x, a: 1}]}", "group: {users: [{name: x, a: 2}]}"];
    expect(merged(...texts)).toEqual({ group: { users: [{ name: "x", a: 2 }] } });
  });

  test("null removes a key, and what is written after it stands alone", () => {
    expect(merged("a: {b: 1}\nc: 1", "a: null", "a: {d: 2}\nc: null")).toEqual({ a: { d: 2 } });
  });

  test("null removes a key of an item, and a whole list", () => {
    expect(merged("users: [{name: x, a: 1}]", "users: [{name: x, a: null}]")).toEqual({ users: [{ name: "x" }] });
    expect(merged("users: [{name: x}]", "users: null", "users: [{name: y}]")).toEqual({ users: [{ name: "y" }] });
  });

  test("null in a list that is replaced is kept: patches remove fields with it", () => {
    expect(merged("patches: [{metadata: {annotations: {x: null}}}]")).toEqual({
      patches: [{ metadata: { annotations: { x: null } } }],
    });
  });

  test("empty files say nothing", () => {
    expect(merged("", "a: 1", "# nothing")).toEqual({ a: 1 });
  });

  test("a key that objects inherit cannot reach their prototype", () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "a": {"constructor": {"prototype": {"polluted": 1}}}}');
    mergeLayers(layersOfValues({ a: {} }, hostile, hostile), SCHEMA);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

const scalar = fc.oneof(fc.constantFrom<Value>(true, false, "", "x", "yes", 0, 1), fc.constant<Value>(null));
const key = fc.constantFrom("a", "b", "users", "group");
const users = fc.uniqueArray(
  fc
    .record({ name: fc.constantFrom("x", "y", "z") }, { requiredKeys: ["name"] })
    .chain((user) =>
      fc
        .dictionary(fc.constantFrom("a", "b"), scalar, { maxKeys: 2 })
        .map((rest) => ({ ...rest, ...user }) as ValueMap),
    ),
  { selector: (user) => user["name"], maxLength: 3 },
);
const { value: values } = fc.letrec<{ value: ValueMap; child: Value }>((tie) => ({
  value: fc.dictionary(key, tie("child"), { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<ValueMap>,
  child: fc.oneof({ depthSize: "small" }, scalar, users, fc.array(scalar, { maxLength: 2 }), tie("value")),
}));

/** What layers alone decide about: values with nothing removed. */
const settled = values.map((value) => settle(value, AT) as ValueMap);

const merge = (...all: readonly ValueMap[]) => mergeLayers(layersOfValues(...all), SCHEMA);

describe("laws", () => {
  test("one layer is what it says, without what it removes", () => {
    fc.assert(fc.property(settled, (x) => void expect(merge(x).value).toEqual(x)));
    fc.assert(fc.property(values, (x) => void expect(merge(x).value).toEqual(settle(x, AT))));
  });

  test("a layer twice is that layer", () => {
    fc.assert(fc.property(values, (x) => void expect(merge(x, x).value).toEqual(merge(x).value)));
  });

  test("an empty layer changes nothing, wherever it is", () => {
    fc.assert(
      fc.property(values, values, (x, y) => void expect(merge({}, x, {}, y, {}).value).toEqual(merge(x, y).value)),
    );
  });

  test("neighbours may be merged first", () => {
    fc.assert(
      fc.property(values, values, values, (x, y, z) => {
        const leftFirst = mergeValues(mergeValues(x, y, AT), z, AT);
        const rightFirst = mergeValues(x, mergeValues(y, z, AT), AT);
        expect(settle(leftFirst, AT)).toEqual(settle(rightFirst, AT));
      }),
      { numRuns: 1000 },
    );
  });

  test("what the last layer sets is set, and what it removes is not", () => {
    fc.assert(
      fc.property(values, values, (x, y) => {
        const result = merge(x, y).value;
        for (const { path, value } of writtenLeaves(y)) expect(lookUp(result, path)).toEqual(value ?? undefined);
      }),
    );
  });

  test("merging changes none of the layers", () => {
    fc.assert(
      fc.property(values, values, (x, y) => {
        const before = structuredClone([x, y]);
        merge(x, y);
        expect([x, y]).toEqual(before);
      }),
    );
  });

  test("the last origin of a value is the value", () => {
    fc.assert(
      fc.property(values, values, values, (x, y, z) => {
        const result = merge(x, y, z);
        for (const { path, value } of writtenLeaves(result.value)) {
          expect(result.origins(path).at(-1)?.value).toEqual(value);
        }
      }),
    );
  });

  test("settling twice is settling once", () => {
    fc.assert(fc.property(values, (x) => void expect(settle(settle(x, AT) as Draft, AT)).toEqual(settle(x, AT))));
  });
});

/** Every value that is no map, outside of lists. */
function writtenLeaves(value: Value, path: Path = []): readonly { readonly path: Path; readonly value: Value }[] {
  if (Array.isArray(value)) return path.at(-1) === "users" ? [] : [{ path, value }];
  if (typeof value !== "object" || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([name, child]) => writtenLeaves(child, [...path, name]));
}

function lookUp(value: Value | undefined, path: Path): Value | undefined {
  return path.reduce<Value | undefined>((found, step) => {
    const isMap = typeof found === "object" && found !== null && Object.hasOwn(found, step);
    return isMap ? (found as Readonly<Record<string | number, Value>>)[step] : undefined;
  }, value);
}

describe("origins", () => {
  const result = mergeLayers(
    layersOf(
      "database:\n  host: a\n  port: 1\nusers:\n  - name: x\n    age: 1\n  - name: y\n",
      "database: null\nhosts: [p, q]\n",
      "database:\n  host: b\nusers:\n  - name: y\n    age: 2\n  - name: x\n    age: 3\nhosts:\n  - r\n",
    ),
    SCHEMA,
  );
  const originsOf = (path: Path) =>
    result
      .origins(path)
      .map(({ layer, place, value }) => `${layer} ${place.line}:${place.column} ${JSON.stringify(value)}`);

  test("every layer that had a say, with the key's place, a removal above it too", () => {
    expect(originsOf(["database", "host"])).toEqual(['layer-1 2:3 "a"', "layer-2 1:1 null", 'layer-3 2:3 "b"']);
  });

  test("a value that is gone has the layer that removed it last", () => {
    expect(originsOf(["database", "port"])).toEqual(["layer-1 3:3 1", "layer-2 1:1 null"]);
  });

  test("items of a merged list are found by their name", () => {
    expect(result.value["users"]).toEqual([
      { name: "x", age: 3 },
      { name: "y", age: 2 },
    ]);
    expect(originsOf(["users", 0, "age"])).toEqual(["layer-1 6:5 1", "layer-3 7:5 3"]);
    expect(originsOf(["users", 1, "age"])).toEqual(["layer-3 5:5 2"]);
  });

  test("a list is searched once, not once for each of its values", () => {
    let reads = 0;
    const users = Array.from({ length: 200 }, (_, index) => ({
      get name() {
        reads += 1;
        return `user-${index}`;
      },
    }));
    const many = mergeLayers(layersOfValues({ users }, { users }), SCHEMA);
    reads = 0;
    for (const index of users.keys()) expect(many.origins(["users", index, "name"])).toHaveLength(2);
    expect(reads).toBeLessThan(10 * users.length);
  });

  test("an item of a list that is replaced", () => {
    expect(originsOf(["hosts", 0])).toEqual(['layer-2 2:9 "p"', 'layer-3 9:5 "r"']);
    expect(originsOf(["hosts", 1])).toEqual(['layer-2 2:12 "q"', 'layer-3 8:1 ["r"]']);
  });

  test("nothing is known of what nobody wrote", () => {
    expect(originsOf(["nothing", "here"])).toEqual([]);
    expect(result.place(["nothing", "here"])).toEqual({ file: "layer-3/values.yaml", line: 1, column: 1 });
  });

  test("the place of a value, and of the parent of what is not there", () => {
    expect(result.place(["database", "host"])).toEqual({ file: "layer-3/values.yaml", line: 2, column: 9 });
    expect(result.place(["database", "name"], "key")).toEqual({ file: "layer-3/values.yaml", line: 1, column: 1 });
    expect(result.place(["users", 0, "email"], "key")).toEqual({ file: "layer-3/values.yaml", line: 6, column: 5 });
  });
});
