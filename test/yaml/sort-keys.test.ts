import { expect, test } from "vitest";
import { sortKeys } from "../../generator/yaml/sort-keys.ts";

test("keys come as Kustomize prints them, at every level, and lists stay in their order", () => {
  const value = { b: [{ z: null, a10: 1, a9: true }, "x", "a"], "app.kubernetes.io/name": "y", app: { b: 1, B: 2 } };
  expect(JSON.stringify(sortKeys(value))).toBe(
    '{"app":{"B":2,"b":1},"app.kubernetes.io/name":"y","b":[{"a9":true,"a10":1,"z":null},"x","a"]}',
  );
});
