import { expect, test } from "vitest";
import type { Value } from "../../generator/model/value.ts";
import { checkCredentials } from "../../generator/values/check-credentials.ts";

/** Where a layer with this value has credentials, under a key that the schema leaves open. */
function found(value: Value): readonly string[] {
  const place = (path: readonly (string | number)[]) => ({ file: path.join("."), line: 1, column: 1 });
  return checkCredentials({ file: "values.yaml", value: { config: value }, place }, {}).map(
    (problem) => problem.place?.file ?? "",
  );
}

test.each<[string, Value, string]>([
  ["in a text", { clientSecret: "abc" }, "config.clientSecret"],
  ["in a list of texts", { clientSecret: ["$A", "abc"] }, "config.clientSecret.1"],
  ["in an address in a list", { hosts: ["a", "ldaps://admin:abc@ldap.example.com"] }, "config.hosts.1"],
  ["in a list in a list", { nested: [["a", "https://admin:abc@example.com"]] }, "config.nested.0.1"],
  ["in a flag", { args: ["--client-secret=abc"] }, "config.args"],
  ["behind a flag", { args: ["--verbose", "--client-secret", "abc"] }, "config.args"],
])("a credential is found %s", (_, value, place) => {
  expect(found(value)).toEqual([place]);
});

test.each<[Value]>([
  [{ clientSecret: ["$A"] }],
  [{ args: ["--token", "$TOKEN"] }],
  [{ hosts: ["a", "https://example.com"] }],
  [{ extra: ["https://admin:abc@example.com"] }],
  [{ password: [1, true, null] }],
])("a reference is none, and objects in `extra` are looked at as objects: %j", (value) => {
  expect(found(value)).toEqual([]);
});
