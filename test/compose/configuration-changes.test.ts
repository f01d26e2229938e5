import { expect, test } from "vitest";
import type { Rendered } from "../../generator/compose/rendered-addition.ts";
import {
  configurationChanges,
  configurationChecksum,
} from "../../generator/compose/workloads/configuration-changes.ts";
import type { ObjectFacts } from "../../generator/model/facts.ts";
import type { Value, ValueMap } from "../../generator/model/value.ts";
import type { ImageMirror } from "../../generator/model/values.gen.ts";
import { fakeObject } from "../support/fake-platform.ts";

const FROM = { name: "x", place: undefined };
const PLAIN = fakeObject("v1", "ConfigMap", "a/settings");
const GENERATED = fakeObject("v1", "ConfigMap", "a/settings-2b4c6d8f9g");
const READS = ["ConfigMap/settings"];

const configMap = (fields: ValueMap): ValueMap => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings", namespace: "a" },
  ...fields,
});
const merge = (fields: ValueMap): Rendered => ({ ...FROM, kind: "merge", object: configMap(fields) });
const operations = (patch: Value): Rendered => ({
  ...FROM,
  kind: "operations",
  target: { kind: "ConfigMap", name: "settings" },
  patch,
});
const generator = (entry: ValueMap): Rendered => ({
  ...FROM,
  kind: "generator",
  field: "configMapGenerator",
  entry: { name: "settings", namespace: "a", behavior: "merge", ...entry },
});

/** The checksum of pods of namespace `a` that read `settings`, where a platform has this object and these additions. */
function checksum(
  additions: readonly Rendered[],
  object: ObjectFacts = PLAIN,
  namespace = "a",
  mirrors: readonly ImageMirror[] = [],
): string | undefined {
  const inventory = { objects: [object], removed: [], problems: [] };
  // The reader may be in another component: the changes are those of all.
  const components = [
    { additions, inventory },
    { additions: [], inventory: { ...inventory, objects: [] } },
  ];
  const changes = configurationChanges(components, { mirrors: [...mirrors], overrides: [], pullSecrets: [] });
  return configurationChecksum(changes, namespace, READS);
}

test.each<[string, Rendered, Rendered]>([
  ["a strategic merge", merge({ data: { a: "1" } }), merge({ data: { a: "2" } })],
  ["a merge for a target", operations({ data: { a: "1" } }), operations({ data: { a: "2" } })],
  [
    "operations",
    operations([{ op: "replace", path: "/data/a", value: "1" }]),
    operations([{ op: "replace", path: "/data/a", value: "2" }]),
  ],
  ["a generator that merges into a plain object", generator({ literals: ["a=1"] }), generator({ literals: ["a=2"] })],
  [
    "an object of our own",
    { ...FROM, kind: "resource", object: configMap({ data: { a: "1" } }) },
    { ...FROM, kind: "resource", object: configMap({ data: { a: "2" } }) },
  ],
])("%s changes the checksum with what it writes", (_, one, other) => {
  expect(checksum([one])).toMatch(/^[0-9a-f]{16}$/);
  expect(checksum([other])).not.toBe(checksum([one]));
  expect(checksum([one, other])).not.toBe(checksum([other, one]));
});

test("where the values say nothing of what pods read there is no checksum", () => {
  expect(checksum([])).toBeUndefined();
  expect(checksum([merge({ data: { a: "1" } })], PLAIN, "other")).toBeUndefined();
  expect(checksum([merge({ data: { a: "1" } })], fakeObject("v1", "ConfigMap", "a/others"))).toBeUndefined();
});

test("labels, and an object that is taken away, are no content", () => {
  expect(checksum([merge({ metadata: { name: "settings", namespace: "a", labels: { b: "c" } } })])).toBeUndefined();
  expect(checksum([operations([{ op: "add", path: "/metadata/labels/b", value: "c" }])])).toBeUndefined();
  expect(checksum([merge({ $patch: "delete" })])).toBeUndefined();
});

test("a name that changes with the content rolls out by itself, unless its hash is taken away", () => {
  expect(GENERATED).toMatchObject({ name: "settings", generated: true });
  expect(checksum([merge({ data: { a: "1" } })], GENERATED)).toBeUndefined();
  expect(checksum([generator({ literals: ["a=1"] })], GENERATED)).toBeUndefined();
  const keepsName = generator({ literals: ["a=1"], options: { disableNameSuffixHash: true } });
  expect(checksum([keepsName], GENERATED)).toBeDefined();
});

test("a mirror changes the configuration that names an image", () => {
  const naming = fakeObject("v1", "ConfigMap", "a/settings", { data: { image: "ghcr.io/example/app:v1" } });
  expect(checksum([], naming)).toBeUndefined();
  expect(checksum([], naming, "a", [{ from: "ghcr.io", to: "registry.example.com" }])).toBeDefined();
  expect(checksum([], naming, "a", [{ from: "quay.io", to: "registry.example.com" }])).toBeUndefined();
});
