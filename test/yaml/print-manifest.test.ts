import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Node, ScalarNode, Tag } from "../../generator/yaml/node.ts";
import { printManifest } from "../../generator/yaml/print-manifest.ts";
import { readManifests } from "../../generator/yaml/read-manifests.ts";
import { cases, manifests } from "./recorded/cases.ts";

function read(text: string): readonly Node[] {
  const result = readManifests(text, "test.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function print(node: Node): string {
  const result = printManifest(node);
  return result.ok ? result.value : result.problems.map((problem) => `${problem.code} ${problem.message}`).join("\n");
}

function scalar(tag: Tag, text: string, quoted?: true): ScalarNode {
  return quoted ? { kind: "scalar", tag, text, quoted } : { kind: "scalar", tag, text };
}

function field(value: Node): Node {
  return { kind: "mapping", entries: [{ key: scalar("str", "a"), value }] };
}

describe("printManifest", () => {
  const expected = readFileSync(resolve(import.meta.dirname, "recorded/expected.yaml"), "utf8").split(/^---\n/m);
  const nodes = read(manifests());

  it("has a recorded output for every case", () => {
    expect(nodes).toHaveLength(cases.length);
    expect(expected).toHaveLength(cases.length);
  });

  it.each(cases.map((body, index) => [body, index] as const))("prints %j as kubectl kustomize does", (_body, index) => {
    expect(print(nodes[index]!)).toBe(expected[index]);
  });

  it("resolves again what a transformer wrote without a tag, unless it stands in quotes", () => {
    expect(print(field(scalar("none", "5")))).toBe("a: 5\n");
    expect(print(field(scalar("none", "5", true)))).toBe('a: "5"\n');
    expect(print(field(scalar("none", "text")))).toBe("a: text\n");
  });

  it("refuses a text that does not fit its tag", () => {
    expect(print(field(scalar("int", "yes")))).toBe(
      "YAML_SCALAR_INVALID The value in a cannot be printed: cannot decode !!str `yes` as a !!int.",
    );
  });

  it.each([
    ["a: .inf", "YAML_SCALAR_INVALID The value in a cannot be printed: JSON has no number for `.inf`."],
    ['a: "\\x7f"', "YAML_SCALAR_INVALID The value in a cannot be printed: control characters are not allowed."],
    ["a: {b: [{c: 1, c: 2}]}", 'YAML_DUPLICATE_KEY The key "c" is there twice in a.b.0.'],
    ["b: 1\na: 1\nb: 2", 'YAML_DUPLICATE_KEY The key "b" is there twice.'],
    ["a: {8080: x}", "YAML_KEY_NOT_STRING The key 8080 in a is not a string."],
    ["null: x", "YAML_KEY_NOT_STRING The key null is not a string."],
  ])("refuses %j as Kustomize does", (text, message) => {
    expect(print(read(text)[0]!)).toBe(message);
  });

  it("makes other keys strings at the top only, as Kustomize does", () => {
    expect(print(read("8080: x\ntrue: y")[0]!)).toBe('"8080": x\n"true": "y"\n');
  });
});
