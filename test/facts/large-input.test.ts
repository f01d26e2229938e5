import { expect, test } from "vitest";
import { rewriteAddition } from "../../generator/compose/images/rewrite-addition.ts";
import { describeObject } from "../../generator/facts/describe-object.ts";
import { fieldKeys } from "../../generator/facts/field-path.ts";
import type { Value, ValueMap } from "../../generator/model/value.ts";
import { printValue } from "../../generator/yaml/print-value.ts";

const MEGABYTE = 1_000_000;
const repeated = (text: string) => text.repeat(MEGABYTE / text.length);
const configMap = (data: ValueMap) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data });
const items = (size: number, item: (index: number) => Value) =>
  Array.from({ length: MEGABYTE / size }, (_, index) => item(index));
const withVariables = (env: readonly Value[]) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "x" },
  spec: { template: { spec: { containers: [{ name: "x", env }] } } },
});
const images = { mirrors: [{ from: "docker.io", to: "r.example.com" }], overrides: [], pullSecrets: [] };
const rewritten = (object: ValueMap) =>
  rewriteAddition({ kind: "resource", name: "x", place: undefined, object }, images) as { object: ValueMap };

// What takes time with the square of the size takes minutes here, and runs into the limit of a test.
test.each<[string, () => unknown]>([
  ["many digits", () => printValue(`${repeated("0_")}x`)],
  ["a name of brackets", () => fieldKeys(repeated("["))],
  ["many hubs", () => describeObject(configMap({ values: `{\n${repeated(' "hub": "a"\n')}}` }))],
  [
    "many variables with images",
    () => describeObject(withVariables(items(30, (n) => ({ name: `A${n}_IMAGE`, value: "a" })))),
  ],
  ["many images in lines", () => rewritten(configMap({ lines: repeated("docker.io/a/b:1\n") }))],
  ["many images in fields", () => rewritten(withVariables(items(40, (n) => ({ name: `A${n}_IMAGE`, value: "a:1" }))))],
])("a megabyte with %s takes no longer than its size", (_, read) => {
  read();
});

test("many images in one line are rewritten, each once", () => {
  const { object } = rewritten(configMap({ line: repeated("docker.io/a/b:1 ") }));
  expect((object.data as ValueMap).line).toBe(repeated("docker.io/a/b:1 ").replaceAll("docker.io", "r.example.com"));
});
