import { expect, test } from "vitest";
import { fieldOf } from "../../../generator/kustomize/fields.ts";
import { applyJsonPatch, readOperations } from "../../../generator/kustomize/json-patch.ts";
import { parseNode, printNode } from "../../support/parse-node.ts";

/** The object after the operations, or why one does not apply. */
function patch(target: string, operations: string): string {
  const parsed = fieldOf(parseNode(`operations: ${operations}`), "operations");
  const read = parsed && readOperations(parsed);
  if (read === undefined) throw new Error("no operations");
  const patched = applyJsonPatch(parseNode(target), read);
  return "reason" in patched ? patched.reason : printNode(patched.node);
}

test.each([
  ["adds a member", "{a: {}}", "[{op: add, path: /a/b~1c, value: 1}]", "a:\n  b/c: 1\n"],
  ["inserts into a list", "{l: [1, 3]}", "[{op: add, path: /l/1, value: 2}]", "l:\n- 1\n- 2\n- 3\n"],
  ["appends to a list", "{l: [1]}", "[{op: add, path: /l/-, value: 2}]", "l:\n- 1\n- 2\n"],
  ["replaces what is missing in a mapping", "{a: {}}", "[{op: replace, path: /a/b, value: x}]", "a:\n  b: x\n"],
  ["counts from the end", "{l: [1, 2]}", "[{op: remove, path: /l/-1}]", "l:\n- 1\n"],
  ["moves", "{a: 1}", "[{op: move, from: /a, path: /b}]", "b: 1\n"],
  ["copies", "{a: [1]}", "[{op: copy, from: /a, path: /b}]", "a:\n- 1\nb:\n- 1\n"],
  ["tests numbers by value", "{a: 1.0}", "[{op: test, path: /a, value: 1}]", "a: 1\n"],
  ["adds null without a value", "{a: 1}", "[{op: add, path: /b}]", "a: 1\nb: null\n"],
  ["makes numbers doubles", "{a: 9007199254740993}", "[]", "a: 9007199254740992\n"],
])("%s", (_, target, operations, expected) => {
  expect(patch(target, operations)).toBe(expected);
});

test.each([
  ["{a: 1}", "[{op: add, path: /b/c, value: 1}]", "cannot add /b/c: there is no /b"],
  ["{a: {}}", "[{op: remove, path: /a/b}]", "cannot remove /a/b: there is no `b`"],
  ["{l: []}", "[{op: add, path: /l/2, value: 1}]", "cannot add /l/2: the index 2 is outside the list of 0"],
  ["{a: 1}", "[{op: test, path: /a, value: 2}]", "the test of /a expects `2` but finds `1`"],
  ["{a: 1}", "[{op: put, path: /a}]", "there is no operation `put`; use add, remove, replace, move, copy or test"],
])("%s with %s is refused", (target, operations, reason) => {
  expect(patch(target, operations)).toBe(reason);
});
