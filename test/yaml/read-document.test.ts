import { describe, expect, test } from "vitest";
import { readDocument } from "../../generator/yaml/read-document.ts";

function readValue(text: string): unknown {
  const document = readDocument(text, "f.yaml");
  return document.ok ? document.value.value : document.problems;
}

/** `line:column CODE` of each problem. */
function problemsOf(text: string): readonly string[] {
  const document = readDocument(text, "f.yaml");
  return document.ok
    ? ["no problem"]
    : document.problems.map(({ code, place }) => `${place?.line}:${place?.column} ${code}`);
}

describe("what YAML 1.2 says", () => {
  test.each([
    ["a: yes", { a: "yes" }],
    ["a: on\nb: no", { a: "on", b: "no" }],
    ["a: 0123", { a: 123 }],
    ["a: 0o17", { a: 15 }],
    ["a: 12:30", { a: "12:30" }],
    ["a: 2024-01-01", { a: "2024-01-01" }],
    ["a: 1_000", { a: "1_000" }],
    ["a: 1e3", { a: 1000 }],
    ["a: ~", { a: null }],
    ["a: !!str 1", { a: "1" }],
    ["a: &x [1]\nb: *x", { a: [1], b: [1] }],
    ["a: &x 1\nb: &x 2\nc: *x", { a: 1, b: 2, c: 2 }],
    ['"1": a', { "1": "a" }],
    ["a: -9007199254740991", { a: -9007199254740991 }],
  ])("%j", (text, value) => expect(readValue(text)).toEqual(value));

  test.each(["", "# only a comment\n", "---\n"])("%j is empty", (text) => expect(readValue(text)).toBeNull());
});

test.each([
  ["a byte order mark", "\uFEFFa: 1\n", { a: 1 }],
  ["line ends of Windows", "a: 1\r\nb:\r\n  - x\r\n", { a: 1, b: ["x"] }],
  ["emoji", "a: 😀é", { a: "😀é" }],
])("%s is accepted", (_, text, value) => expect(readValue(text)).toEqual(value));

test.each([
  ["a key twice", "a: 1\nb:\n  c: 1\n  c: 2\n", ["4:3 DUPLICATE_KEY"]],
  ["every key that is there twice", "a: 1\na: 2\nb: 1\nb: 2\n", ["2:1 DUPLICATE_KEY", "4:1 DUPLICATE_KEY"]],
  ["an open bracket", "a: [1, 2\nb: 3\n", ["2:1 BAD_YAML"]],
  ["two values on one line", "a: b: c\n", ["1:4 BAD_YAML"]],
  ["tabs as indentation", "a:\n\tb: 1\n", ["2:1 BAD_YAML"]],
  ["a second document", "a: 1\n---\nb: 2\n", ["2:1 SEVERAL_DOCUMENTS"]],
  ["__proto__", "x:\n  __proto__: {a: 1}\n", ["2:3 RESERVED_KEY"]],
  ["constructor in a list", "x: [{constructor: 1}]\n", ["1:6 RESERVED_KEY"]],
  ["prototype's own toString", "toString: 1\n", ["1:1 RESERVED_KEY"]],
  ["a number as key", "a: 1\n1: a\n", ["2:1 KEY_NOT_TEXT"]],
  ["true as key", "true: a\n", ["1:1 KEY_NOT_TEXT"]],
  ["nothing as key", "~: a\n", ["1:1 KEY_NOT_TEXT"]],
  ["a map as key", "? {a: b}\n: c\n", ["1:3 KEY_NOT_TEXT"]],
  ["a merge key", "a: &x {b: 1}\nc:\n  <<: *x\n", ["3:3 MERGE_KEY"]],
  ["a tag of its own", "a: !secret x\n", ["1:4 CUSTOM_TAG"]],
  ["a tag of YAML 1.1", "a: !!binary aGk=\n", ["1:13 CUSTOM_TAG"]],
  ["a whole number beyond 2^53", "a: 9007199254740993\n", ["1:4 UNSAFE_NUMBER"]],
  ["the same in hexadecimal", "a: 0xFFFFFFFFFFFFFFFF\n", ["1:4 UNSAFE_NUMBER"]],
  ["infinity", "a: [1, -.inf]\n", ["1:8 UNSAFE_NUMBER"]],
  ["a control character", "a: b\nc: d\u0007\n", ["2:5 CONTROL_CHARACTER"]],
  ["an alias without an anchor", "a: *x\n", ["1:4 BAD_YAML"]],
  ["an alias of itself", "a: &x [*x]\n", ["1:8 BAD_YAML"]],
  ["another version of YAML", "%YAML 1.1\n---\na: yes\n", ["1:1 BAD_YAML"]],
])("%s is refused, where it is", (_, text, problems) => expect(problemsOf(text)).toEqual(problems));

describe("sizes that would hurt", () => {
  test("aliases of aliases are counted as what they expand to, and named where that begins", () => {
    const lists = Array.from(
      { length: 9 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(", ")}]\n`,
    );
    expect(problemsOf(`a0: &a0 [${Array(10).fill("x").join(", ")}]\n${lists.join("")}`)).toEqual([
      "5:45 TOO_MANY_VALUES",
    ]);
  });

  test("brackets that would end the parser's stack", () => {
    expect(problemsOf("[".repeat(20_000))[0]).toMatch(/^1:\d+ TOO_DEEP$/);
  });

  test("more levels than any manifest has", () => {
    expect(problemsOf(`a: ${"[".repeat(64)}1${"]".repeat(64)}`)).toEqual(["1:68 TOO_DEEP"]);
    expect(problemsOf(`a: ${"[".repeat(62)}1${"]".repeat(62)}`)).toEqual(["no problem"]);
  });

  test("more than a mebibyte", () => {
    expect(problemsOf(`a: ${"x".repeat(1024 * 1024)}`)).toEqual(["1:1 FILE_TOO_LARGE"]);
  });
});

describe("places", () => {
  const text = "# first\na:\n  b: [1, {c: x}]\n  d: &anchor\n    e: y\nf: *anchor\n";
  const document = readDocument(text, "f.yaml");
  const place = (path: (string | number)[], part?: "key" | "value") => {
    if (!document.ok) throw new Error("The document is good.");
    const { file, line, column } = document.value.place(path, part);
    return `${file}:${line}:${column}`;
  };

  test.each([
    ["the document", [], "value", "f.yaml:2:1"],
    ["a map, where its first key is", ["a"], "value", "f.yaml:3:3"],
    ["a key", ["a", "b"], "key", "f.yaml:3:3"],
    ["a value", ["a", "b"], "value", "f.yaml:3:6"],
    ["an item", ["a", "b", 0], "value", "f.yaml:3:7"],
    ["a value in an item", ["a", "b", 1, "c"], "value", "f.yaml:3:14"],
    ["what an alias stands for, where it is written", ["f", "e"], "value", "f.yaml:5:8"],
    ["the key of the parent of what is not there", ["a", "d", "z"], "key", "f.yaml:4:3"],
    ["the root for what is not there at all", ["z", "y"], "key", "f.yaml:2:1"],
  ] as const)("%s", (_, path, part, expected) => expect(place([...path], part)).toBe(expected));

  test("an empty file has a beginning", () => {
    const empty = readDocument("# nothing\n", "f.yaml");
    expect(empty.ok && empty.value.place(["a"])).toEqual({ file: "f.yaml", line: 1, column: 1 });
  });
});
