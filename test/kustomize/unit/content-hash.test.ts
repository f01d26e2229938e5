import { expect, test } from "vitest";
import { contentHash } from "../../../generator/kustomize/generators/content-hash.ts";
import { parseNode } from "../../support/parse-node.ts";

// Recorded from the real program.
test.each([
  ["{kind: ConfigMap}", "6ct58987ht"],
  ["{kind: Secret, type: Opaque, data: {}}", "46f8b28mk5"],
  ['{kind: ConfigMap, data: {a: "<b>&c", d: "1"}}', "f6967bd2gf"],
])("%s has the hash %s", (object, expected) => {
  expect(contentHash(parseNode(object))).toBe(expected);
});
