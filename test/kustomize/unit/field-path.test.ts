import { expect, test } from "vitest";
import { lookUp, splitFieldPath, splitPath } from "../../../generator/kustomize/field-path.ts";
import { editMatching } from "../../../generator/kustomize/matching-fields.ts";
import type { MappingNode } from "../../../generator/yaml/node.ts";
import { parseNode, printNode } from "../../support/parse-node.ts";

test.each([
  ["a.b.c", ["a", "b", "c"]],
  ["a\\.b.c", ["a.b", "c"]],
  ["a.[x.y/z].b", ["a", "x.y/z", "b"]],
  ["a.[name=x.y].b", ["a", "[name=x.y]", "b"]],
])("%s splits at dots but not in brackets", (path, expected) => {
  expect(splitFieldPath(path)).toEqual(expected);
});

test("a leading slash is ignored and a backslash keeps a slash", () => {
  expect(splitPath("/metadata/annotations/a\\/b", "/")).toEqual(["metadata", "annotations", "a/b"]);
});

const object = parseNode("{l: [{name: a, v: 1}, {name: ab, v: 2}], s: [x, y]}");

test.each([
  ["l.1.v", "2"],
  ["l.-.v", "2"],
  ["l.[name=ab].v", "2"],
  ["s.[=y]", "y"],
])("%s finds exactly one value", (path, expected) => {
  expect(lookUp(object, splitFieldPath(path), (reason) => expect.fail(reason))).toMatchObject({ text: expected });
});

test("a wildcard is no place to read from", () => {
  const reasons: string[] = [];
  expect(lookUp(object, ["l", "*"], (reason) => reasons.push(reason))).toBeUndefined();
  expect(reasons).toHaveLength(1);
});

function write(path: string, made?: "scalar"): { text: string; found: number } {
  const set = () => ({ kind: "scalar", tag: "str", text: "new" }) as const;
  const edited = editMatching(object, splitFieldPath(path), made, set, (reason) => expect.fail(reason));
  return { text: printNode(edited.node as MappingNode), found: edited.found };
}

test.each([
  ["l.*.v", 2],
  ["l.[name=a].v", 2],
  ["l.[name=^a$].v", 1],
  ["l.0.v", 1],
  ["s.[=x]", 1],
  ["l.[name=z].v", 0],
])("%s is written in %i places", (path, found) => {
  expect(write(path).found).toBe(found);
});

test("with create the way is made", () => {
  expect(write("l.[name=z].v", "scalar").text).toContain("- name: z\n  v: new\n");
  expect(write("a.b.0.c", "scalar").text).toContain("a:\n  b:\n  - c: new\n");
});
