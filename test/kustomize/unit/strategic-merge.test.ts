import { expect, test } from "vitest";
import { fieldOf } from "../../../generator/kustomize/fields.ts";
import { SchemaRegistry } from "../../../generator/kustomize/strategic-merge/schema-registry.ts";
import { strategicMerge } from "../../../generator/kustomize/strategic-merge/strategic-merge.ts";
import { LazyEntry } from "../../../generator/yaml/lazy-entry.ts";
import { createManifestReader } from "../../../generator/yaml/manifest-reader.ts";
import type { MappingNode, Node } from "../../../generator/yaml/node.ts";
import { parseNode, printNode } from "../../support/parse-node.ts";

function merge(target: string, patch: string): string | undefined {
  const fail = (reason: string): never => expect.fail(reason);
  const merged = strategicMerge(parseNode(target), parseNode(patch), { schemas: new SchemaRegistry(), fail });
  return merged?.kind === "mapping" ? printNode(merged) : undefined;
}

const pod = "apiVersion: v1\nkind: Pod\n";

test("items of a patch come first, merged by name, and the rest of the target follows", () => {
  const target = `${pod}spec: {containers: [{name: a, image: x}, {name: b, image: y}]}`;
  const patch = `${pod}spec: {containers: [{name: c}, {name: b, image: z}]}`;
  expect(merge(target, patch)).toBe(`${pod}spec:
  containers:
  - name: c
  - image: z
    name: b
  - image: x
    name: a
`);
});

test("an item with the directive delete goes", () => {
  const target = `${pod}spec: {containers: [{name: a}, {name: b}]}`;
  const patch = `${pod}spec: {containers: [{name: a, $patch: delete}]}`;
  expect(merge(target, patch)).toBe(`${pod}spec:\n  containers:\n  - name: b\n`);
});

test("ports are told apart by two keys, of which the patch may leave out one", () => {
  const service = "apiVersion: v1\nkind: Service\n";
  const target = `${service}spec: {ports: [{port: 80, protocol: TCP}, {port: 80, protocol: UDP}]}`;
  const patch = `${service}spec: {ports: [{port: 80, protocol: UDP, name: dns}, {port: 81}]}`;
  expect(merge(target, patch)).toBe(`${service}spec:
  ports:
  - port: 81
  - port: 80
    protocol: TCP
  - name: dns
    port: 80
    protocol: UDP
`);
});

test("lists of a type without a schema are replaced", () => {
  const widget = "apiVersion: example.com/v1\nkind: Widget\n";
  const target = `${widget}spec: {containers: [{name: a}]}`;
  const patch = `${widget}spec: {containers: [{name: b}]}`;
  expect(merge(target, patch)).toBe(`${widget}spec:\n  containers:\n  - name: b\n`);
});

test("null removes, an empty value of the target goes with any patch, an explicit null stays", () => {
  const target = `${pod}spec: {a: 1, b: 2}\nempty:\nexplicit: null`;
  expect(merge(target, `${pod}spec: {a: null}`)).toBe("apiVersion: v1\nexplicit: null\nkind: Pod\nspec:\n  b: 2\n");
});

test("a value over a quoted one takes its quotes", () => {
  const target = `${pod}spec: {a: "x", b: x}`;
  expect(merge(target, `${pod}spec: {a: 1, b: 1}`)).toBe(`${pod}spec:\n  a: "1"\n  b: 1\n`);
});

test("a mapping that is new loses the nulls and directives in it", () => {
  const patch = `${pod}spec: {new: {$patch: replace, a: null, b: {$patch: delete}, c: 1}}`;
  expect(merge(`${pod}spec: {old: 1}`, patch)).toBe(`${pod}spec:\n  new:\n    c: 1\n  old: 1\n`);
});

test("the directive delete at the top deletes the object", () => {
  expect(merge(`${pod}spec: {a: 1}`, `${pod}$patch: delete`)).toBeUndefined();
});

test("values of different kinds cannot be merged", () => {
  const reasons: string[] = [];
  const merge = { schemas: new SchemaRegistry(), fail: (reason: string) => reasons.push(reason) };
  strategicMerge(parseNode(`${pod}spec: {a: 1}`), parseNode(`${pod}spec: [a]`), merge);
  expect(reasons).toEqual(["there is a mapping to merge with a sequence"]);
});

/** A value that is larger, and deeper, than what a reader keeps as a tree. */
function large(more: string): string {
  const fields = Array.from(
    { length: 300 },
    (_, index) => `        p${index}: {type: string, maximum: ${index}, default: x}\n`,
  );
  return `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec:\n  a:\n    b:\n      c:\n${more}${fields.join("")}`;
}

function readOutlined(text: string): MappingNode {
  const read = createManifestReader().read(Buffer.from(text), "widget.yaml");
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value[0]?.node as MappingNode;
}

const annotation = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a, annotations: {kept: 'true'}}";
const merging = { schemas: new SchemaRegistry(), fail: (reason: string): never => expect.fail(reason) };

test.each([
  ["empty values", "        inner:\n        explicit: ~\n"],
  [
    "an object of a type whose lists merge",
    "        apiVersion: v1\n        kind: Pod\n        spec: {containers: [{}, {name: a}]}\n",
  ],
  ["nothing that a patch touches", ""],
])("a large value that was not read merges as one that was: with %s", (_, more) => {
  const merged = strategicMerge(readOutlined(large(more)), parseNode(annotation), merging);

  expect(printNode(merged as MappingNode)).toBe(merge(large(more), annotation));
});

test("a large value that a patch says nothing of is not read", () => {
  const merged = strategicMerge(readOutlined(large("")), parseNode(annotation), merging);

  const lazy = ["spec", "a", "b"].reduce<Node | undefined>(fieldOf, merged) as MappingNode;
  expect(lazy.entries.map(LazyEntry.textOf)).toEqual([expect.stringMatching(/^c:\n/)]);
});
