import { describe, expect, it } from "vitest";
import type { Node } from "../../generator/yaml/node.ts";
import { toValue } from "../../generator/yaml/node-value.ts";
import { readManifests } from "../../generator/yaml/read-manifests.ts";

function values(text: string): unknown {
  const result = readManifests(text, "a.yaml");
  return result.ok
    ? result.value.map(toValue)
    : result.problems.map(({ code, message, place }) => ({ code, message, place }));
}

function problem(text: string): string {
  const result = readManifests(text, "a.yaml");
  if (result.ok) throw new Error(`read as ${JSON.stringify(result.value.map(toValue))}`);
  return result.problems
    .map(({ code, message, place }) => `${place?.line}:${place?.column} ${code} ${message}`)
    .join("\n");
}

describe("documents", () => {
  it.each([
    ["", []],
    ["# nothing\n", []],
    ["---\n---\n# c\n---\n", []],
    ["null\n---\n~\n", []],
    ["a: 1\n---\nb: 2\n", [{ a: 1 }, { b: 2 }]],
    ["---\na: 1\n--- # c\nb: 2\n---\n", [{ a: 1 }, { b: 2 }]],
    ["a: 1\n---   \nb: 2", [{ a: 1 }, { b: 2 }]],
    // The last separator has no line break, so go-yaml sees it, and only its first document counts.
    ["a: 1\n---", [{ a: 1 }]],
    ["a: 1\n...\nb: 2\n", [{ a: 1 }]],
    ["\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n", [{ a: 1, b: "x\ny\n" }]],
    ["a: |\n  x\n---\nb: |\n  y", [{ a: "x\n" }, { b: "y" }]],
    ['{"a": 1}\n{"b": 2}\n', [{ a: 1 }]],
    ["a: 1\n \t\nb: 2", [{ a: 1, b: 2 }]],
    ["a: 1\n# c\n\n  # c\nb: c\n   d\n\n\n# c\n...\n", [{ a: 1, b: "c d" }]],
  ])("reads %j", (text, expected) => {
    expect(values(text)).toStrictEqual(expected);
  });

  it("unwraps a list that is alone in its file", () => {
    expect(values("kind: List\nitems:\n- a: 1\n- b: 2\n")).toStrictEqual([{ a: 1 }, { b: 2 }]);
    expect(values("kind: List\nitems: []\n---\n")).toStrictEqual([{ kind: "List", items: [] }]);
    expect(values("kind: AllowList\nitems: [1]\n")).toStrictEqual([{ kind: "AllowList", items: [1] }]);
  });

  it("refuses a separator with more than a comment behind it", () => {
    expect(problem("a: 1\n--- {b: 2}\nc: 3\n")).toBe(
      '2:1 YAML_SEPARATOR The document separator "--- {b: 2}" has something behind the dashes.',
    );
  });

  it("names the line and column in the whole file, of every document that is no YAML", () => {
    expect(problem("a: 1\n---\nb: 2\nc: d: e\n---\nx: [\n")).toBe(
      "4:5 YAML_SYNTAX This is not YAML: mapping values are not allowed in this context.\n" +
        "7:1 YAML_SYNTAX This is not YAML: did not find expected ',' or a closing bracket.",
    );
  });
});

describe("scalars", () => {
  it.each([
    ["yes", "str"],
    ["true", "bool"],
    ["~", "null"],
    ["0777", "int"],
    ["0x1f", "int"],
    ["1_000.5", "float"],
    [".inf", "float"],
    ["12:30", "str"],
    ["2020-01-01", "timestamp"],
    ["'1'", "str"],
    ["!!str 1", "str"],
    ["!!int '1'", "int"],
    ["!!binary aGk=", "binary"],
    ["!Ref x", "other"],
  ])("resolves %s to %s", (text, tag) => {
    const result = readManifests(`a: ${text}`, "a.yaml");
    const node = result.ok ? result.value[0] : undefined;
    expect(node?.kind === "mapping" && node.entries[0]?.value).toMatchObject({ kind: "scalar", tag });
  });

  it("keeps the source text and whether it was quoted", () => {
    const result = readManifests("a: 0x1f\nb: '0x1f'\nc: |\n  0x1f", "a.yaml");
    const node = result.ok ? result.value[0] : undefined;
    expect(node?.kind === "mapping" && node.entries.map((entry) => entry.value)).toStrictEqual([
      { kind: "scalar", tag: "int", text: "0x1f" },
      { kind: "scalar", tag: "str", text: "0x1f", quoted: true },
      { kind: "scalar", tag: "str", text: "0x1f", quoted: true },
    ]);
  });
});

describe("anchors and merge keys", () => {
  it("shares what an alias stands for", () => {
    const result = readManifests("a: &x {b: 1}\nc: *x\n", "a.yaml");
    const node = result.ok ? result.value[0] : undefined;
    if (node?.kind !== "mapping") throw new Error("no mapping");
    expect(node.entries[1]?.value).toBe(node.entries[0]?.value);
  });

  it.each([
    ["a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3", [{ a: { p: 1, q: 2 }, b: { q: 3, p: 1 } }]],
    [
      "a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc: {<<: [*x, *y], r: 3}",
      [{ a: { p: 1 }, b: { p: 2, q: 2 }, c: { r: 3, p: 1, q: 2 } }],
    ],
    ["&k key: &v value\n*v : *k", [{ key: "value", value: "key" }]],
    ["a: &x 1\nb: &x 2\nc: *x", [{ a: 1, b: 2, c: 2 }]],
    ["a: &x\n  - 1\nb: *x", [{ a: [1], b: [1] }]],
    ["a: &x\nb: *x", [{ a: null, b: null }]],
    ["a: &x\n  !!str\n  1\nb: *x", [{ a: "1", b: "1" }]],
    ["a: &x\n  &y k: &z\n  - *y\nb: [*x, *z]", [{ a: { k: ["k"] }, b: [{ k: ["k"] }, ["k"]] }]],
  ])("resolves %j", (text, expected) => {
    expect(values(text)).toStrictEqual(expected);
  });

  it.each([
    ["a: *x", "1:4 YAML_SYNTAX This is not YAML: unknown anchor 'x' referenced."],
    ["a: &x [*x]", "1:8 YAML_SYNTAX This is not YAML: anchor 'x' value contains itself."],
    [
      "a: &x 1\nb: {<<: *x}",
      "2:12 YAML_SYNTAX This is not YAML: map merge requires map or sequence of maps as the value.",
    ],
    ["a: &x {}\nb:\n  <<: *x\n  <<: *x", "4:5 YAML_SYNTAX This is not YAML: duplicate merge key."],
    ["a: &x {}\nb:\n  <<: *x\n  <<: x\n\nc: d", "4:5 YAML_SYNTAX This is not YAML: duplicate merge key."],
    ["a: !!str\n  !!int b\nc: d", "2:3 YAML_SYNTAX This is not YAML: did not find expected node content."],
  ])("refuses %j", (text, message) => {
    expect(problem(text)).toBe(message);
  });
});

describe("what is no YAML to go-yaml", () => {
  it.each([
    ["a:\n\tb: 1", "found character that cannot start any token"],
    ["a: b\n  c: d", "mapping values are not allowed in this context"],
    ["a: - b", "block sequence entries are not allowed in this context"],
    ["a: 1\n- b", "did not find expected key"],
    ["a:\n    b: 1\n  c: 2", "did not find expected key"],
    ["- a\nb: 1", "did not find expected '-' indicator"],
    ["a: 1\nb\nc: 2", "could not find expected ':'"],
    ["a: 'b", "found unexpected end of stream"],
    ["a: 'b\n---\n c'", "found unexpected end of stream"],
    ['a: "\\q"', "found unknown escape character"],
    ['a: "\\ud800"', "found invalid Unicode character escape code"],
    ["a: |0\n x", "found an indentation indicator equal to 0"],
    ["a: | x\n y", "did not find expected comment or line break"],
    ["a: [b, , c]", "did not find expected node content"],
    ["a: [b", "did not find expected ',' or ']'"],
    ["a: @b", "found character that cannot start any token"],
    ["a: !x!y z", "found undefined tag handle"],
    ["? [a]\n: b", "a mapping key must be a scalar"],
    ["%YAML 1.1\n---\na: 1", "did not find expected <document start>"],
    ["a: &x\n  &y b", "did not find expected node content"],
  ])("refuses %j", (text, reason) => {
    expect(problem(text)).toContain(`YAML_SYNTAX This is not YAML: ${reason}.`);
  });

  it("refuses control characters by name and place", () => {
    expect(problem("a: 1\nb: x\u0001\n")).toBe(
      "2:5 YAML_CONTROL_CHARACTER The control character U+0001 is not allowed in YAML.",
    );
  });
});

describe("hostile input", () => {
  it("stops at a bomb of aliases", () => {
    const lines = Array.from({ length: 30 }, (_, level) => `a${level}: &a${level} [${`*a${level - 1},`.repeat(9)}]`);
    expect(problem(`a-1: &a-1 x\n${lines.join("\n")}`)).toContain("document contains excessive aliasing");
  });

  it.each([
    ["flow sequences", "[".repeat(100_000)],
    ["flow mappings", "{a: ".repeat(100_000)],
    ["block sequences", `${"- ".repeat(100_000)}a`],
    ["block mappings", Array.from({ length: 3000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
    ["explicit keys", "? ".repeat(100_000)],
  ])("stops at deep %s", (_name, text) => {
    expect(problem(text)).toContain("exceeded max depth of 500");
  });

  it("stops at more values than any manifest has", () => {
    expect(problem(`a:\n${"- 1\n".repeat(2_000_001)}`)).toContain("document has more than 2000000 values");
  });

  it("knows U+2028 as a line break, which only quotes can hold", () => {
    expect(values("a: \"x\u2028 y\"\nb: 'x \u2029y'")).toStrictEqual([{ a: "x\u2028y", b: "x\u2029y" }]);
    for (const text of ["a: x\u2028y", "a: |\n  x\u2028y", '"a\u2028b": 1', "a\u2028b: 1"])
      expect(problem(text)).toContain("YAML_SYNTAX");
  });

  it("takes `__proto__` for any other key", () => {
    const [node] = values("__proto__: {polluted: true}\nconstructor: 1") as [Record<string, unknown>];
    expect(Object.keys(node)).toStrictEqual(["__proto__", "constructor"]);
    expect("polluted" in {}).toBe(false);
  });

  it("keeps duplicate keys for whoever prints", () => {
    const result = readManifests("a: 1\na: 2", "a.yaml");
    const node: Node | undefined = result.ok ? result.value[0] : undefined;
    expect(node?.kind === "mapping" && node.entries.map((entry) => entry.key.text)).toStrictEqual(["a", "a"]);
  });

  it("reads ten thousand documents in linear time", () => {
    const start = performance.now();
    expect(values("a: 1\n---\n".repeat(10_000))).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
