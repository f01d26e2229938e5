import { describe, expect, test } from "vitest";
import { patternOfTarget } from "../../generator/compose/object-pattern.ts";
import { classifyAll } from "../../generator/compose/rendered-addition.ts";
import type { Value } from "../../generator/model/value.ts";

const PLACE = { file: "components/tool/patches/tool.yaml", line: 1, column: 1 };
const target = { kind: "Deployment", name: "tool" };
const classify = (document: Value) => classifyAll("patch", [document], { name: "tool", place: PLACE });

test.each<[string, string, Value]>([
  ["operations", "- {op: remove, path: /spec/replicas}\n", [{ op: "remove", path: "/spec/replicas" }]],
  ["an object", "spec:\n  replicas: 2\n", { spec: { replicas: 2 } }],
  ["JSON", '[{"op": "remove", "path": "/spec/replicas"}]', [{ op: "remove", path: "/spec/replicas" }]],
])("a patch may be a text that says %s, as Kustomize has it", (_, text, patch) => {
  expect(classify({ target, patch: text })).toMatchObject({ ok: true, value: [{ kind: "operations", target, patch }] });
});

describe("refused", () => {
  const NO_PATCH = "The patch of this target is neither operations nor an object.";
  const generator = (entry: { [key: string]: Value }) => ({ configMapGenerator: [{ name: "tool", ...entry }] });

  test.each<[Value]>([[""], ["text"], ["a: ["], ["a: 1\n---\nb: 2\n"], ["[1]"], [5], [null], [[null]], [[]]])(
    "the patch %j",
    (patch) => {
      const problems = [{ code: "PATCH_UNREADABLE", message: NO_PATCH, place: PLACE }];
      expect(classify({ target, patch })).toMatchObject({ ok: false, problems });
    },
  );

  test.each<[string, Value]>([
    ["literals is no list of texts in the configMapGenerator of tool.", generator({ literals: { a: "b" } })],
    ["literals is no list of texts in the configMapGenerator of tool.", generator({ literals: [1] })],
    ["files is no list of texts in the configMapGenerator of tool.", generator({ files: "a" })],
    ["contents is no mapping of texts in the configMapGenerator of tool.", generator({ contents: "text" })],
    ["contents is no mapping of texts in the configMapGenerator of tool.", generator({ contents: { a: { b: "c" } } })],
    ["An entry of configMapGenerator has no name.", { configMapGenerator: [{}] }],
    [
      "The name of this target, (, is no regular expression in Go's syntax (RE2).",
      { target: { name: "(" }, patch: {} },
    ],
    [
      "The name of this target, a[b, is no regular expression in Go's syntax (RE2).",
      { target: { name: "a[b" }, patch: {} },
    ],
    [
      "There is no operation null: there are add, remove, replace, move, copy, test.",
      { target, patch: [{ path: "/a" }] },
    ],
    ["There is no operation ad: there are add, remove, replace, move, copy, test.", { target, patch: [{ op: "ad" }] }],
    ["The path of an operation add begins with /, as in /spec/replicas.", { target, patch: [{ op: "add" }] }],
    [
      "The path of an operation remove begins with /, as in /spec/replicas.",
      { target, patch: [{ op: "remove", path: 5 }] },
    ],
    ["The operation add of /a has no value.", { target, patch: [{ op: "add", path: "/a" }] }],
    ["The operation move of /a says no path `from`.", { target, patch: [{ op: "move", path: "/a" }] }],
    ["The name of this target is no text.", { target: { name: { a: "b" } }, patch: {} }],
    ...["names", "labelSelector", "annotationSelector"].map((field): [string, Value] => [
      `A target is told by group, version, kind, name, namespace, of which each is a regular expression, and not by ${field}.`,
      { target: { kind: "Deployment", [field]: "a" }, patch: {} },
    ]),
  ])("%s", (message, document) => {
    const problems = [{ code: "PATCH_UNREADABLE", message, place: PLACE }];
    expect(classify(document)).toMatchObject({ ok: false, problems });
  });
});

test.each(["(?i)TOOL", "\\pL+", "[[:alpha:]]+", "\\Qtool\\E", "(?P<all>t.*)"])(
  "a target is in Go's syntax: %s",
  (name) => {
    const object = { apiVersion: "apps/v1", kind: "Deployment", name: "tool" };
    expect(classify({ target: { name }, patch: [{ op: "remove", path: "/spec" }] })).toMatchObject({ ok: true });
    expect(patternOfTarget({ name }).matches(object)).toBe(true);
    expect(patternOfTarget({ name: `${name}s` }).matches(object)).toBe(false);
  },
);

test("a target that is no pattern selects nothing, and one that says nothing selects everything", () => {
  const object = { apiVersion: "apps/v1", kind: "Deployment", name: "tool" };
  expect(patternOfTarget({ name: "(" }).matches(object)).toBe(false);
  expect(patternOfTarget({}).matches(object)).toBe(true);
});
