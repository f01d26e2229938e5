import { expect, test } from "vitest";
import { mapping, scalar, withField } from "../../../generator/kustomize/fields.ts";
import { carrySharedChanges } from "../../../generator/kustomize/shared-values.ts";
import { printNode } from "../../support/parse-node.ts";

test("a change of a shared value reaches its other places, and what was written stays shared", () => {
  const value = scalar("old", "str");
  const before = mapping({
    labels: mapping({ app: value, other: scalar("old", "str") }),
    selector: mapping({ app: value }),
  });
  const now = scalar("new", "str");
  const after = withField(before, "labels", mapping({ app: now, other: scalar("old", "str") }));
  const carried = carrySharedChanges(before, after, new Set([value]));
  expect(printNode(carried.node)).toBe("labels:\n  app: new\n  other: old\nselector:\n  app: new\n");
  expect([...carried.shared]).toEqual([now]);
});

test("a shared value that is removed in one place stays in the others", () => {
  const value = scalar("old", "str");
  const before = mapping({ labels: mapping({ app: value }), selector: mapping({ app: value }) });
  const after = withField(before, "labels", mapping());
  expect(carrySharedChanges(before, after, new Set([value])).node).toBe(after);
});
