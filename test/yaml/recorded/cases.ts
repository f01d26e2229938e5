/**
 * Values to print: each is one object's body in YAML, behind `apiVersion`, `kind` and `metadata`. What the real binary makes of them is
 * in `expected.yaml`, written by `record.ts`.
 */
export const cases: readonly string[] = [
  ...values(
    ["yes", "Yes", "y", "N", "on", "OFF", "true", "False", "null", "~", "", "yES", "=", "nan", ".nan2", "infinity"],
    ["0", "-0", "+1", "007", "08", "0777", "0o17", "0o8", "0b11", "0b2", "0b-11", "0x1F", "0x", "1_000", "1__0", "_1"],
    ["9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616"],
    [
      "-9223372036854775808",
      "-9223372036854775809",
      "1e3",
      "1E+3",
      "1.0",
      "1.10",
      "-0.0",
      ".5",
      "5.",
      "1.5e10",
      "1e20",
    ],
    ["1e21", "1e22", "1234567.5", "123456.5", "0.0001", "0.00001", "1e-7", "1e400", "1e", "1.2.3", "12e03", "089"],
    ["12:30", "1:99", "190:20:30.5", "2001-01-01", "2001-1-2", "2001-02-30", "2001-01-02T", "2001-01-02 03:04:05"],
    ["2001-12-14T21:59:43.10-05:00", "2001-12-14t21:59:43Z", "2001-12-14T21:59:43.123456789012+00:00", "<<"],
    ["a b", "a: b", "a:b", ":a", "a:", "a #b", "a#b", "#a", "-", "- a", "-a", "--- a", "---", "...", "?", "? a", "?a"],
    ["[", "{", "]", "}", ",", "&a", "*a", "!a", "|", ">", "'", '"', "%", "@", "`", "a'b", "it's: so", 'say "x"', "\\"],
    [
      " a",
      "a ",
      " ",
      "\t",
      "a\tb",
      "a\rb",
      "\u0000",
      "\u001b",
      "\u00a0",
      "é",
      "日本語",
      "😀",
      "\ufeff",
      "\ufeffab",
      "\u2028",
    ],
    [
      "a\u2028b",
      "\n",
      "\n\n",
      "a\n",
      "a\nb",
      "a\n\nb\n",
      "a\n\n",
      " a\nb",
      "\na",
      "a \nb",
      "a\n b\n",
      "a\nb ",
      "a\n\t",
      "é\n😀",
    ],
    ["x".repeat(200), `${"x".repeat(78)} a b`, `${"x".repeat(76)} a  b c`, "lorem ipsum ".repeat(20).trim()],
    [`${"it's lorem: ipsum ".repeat(12)}x`, `${'a "quoted" lorem\\ \t'.repeat(12)}`, `1 ${" 2".repeat(60)}`],
    [
      `\t${"日本語 日本語 ".repeat(12)}`,
      `${"a".repeat(79)}  b`,
      `\t${"a".repeat(79)}  b  c`,
      `${"lorem ".repeat(30)}\nnext line`,
    ],
  ).flatMap((text) => [`value: ${text}`, `list:\n- ${text}\n- - ${text}`, `spec: {deep: {deeper: ${text}}}`]),
  ...[
    "~",
    "yes",
    "1",
    "a b",
    "a: b",
    "é",
    "'",
    "\t",
    "x".repeat(128),
    "x".repeat(129),
    "é".repeat(65),
    "a\nb",
    "",
    "on",
    "8080",
  ].map((key) => `? ${JSON.stringify(key)}\n: nested:\n    ? ${JSON.stringify(key)}\n    : - a: 1\n      - b`),
  `spec: {${["9", "10", "1", "a", "A", "a b", "a-b", "a.b", "a/b", "a_b", "a0", "a1", "a01", "a001", "a2", "a10", "ab"].map((key) => `"${key}": 1`).join(", ")}}`,
  'spec: {"é": 1, "z": 2, "Z": 3, "_": 4, "ä1": 5, "ä10": 6, "ä2": 7, "日": 8, "": 9, "~": 10, "x-1": 11, "x1": 12, "😀": 13}',
  ...[
    "yes",
    "0x1f",
    "0777",
    "1_000",
    "1.50",
    "1e3",
    "08",
    "2020-01-01",
    "2020-01-01 10:00:00",
    "~",
    "Null",
    "True",
    ".5",
    "12:30",
  ].map((plain) => `plain: ${plain}\nlist: [${plain}]\nquoted: '${plain}'`),
  "empty: {}\nlist: []\nnested: {a: {}, b: [], c: [[], {}]}\nnothing:\nflow: {a, b: , c: ''}",
  "tags: [!!str 1, !!int '7', !!float 1, !!binary aGVsbG8=, !custom x, ! y, !!str , !!timestamp 2020-01-01]",
  "base: &base {a: 1, b: 2}\nlist: [*base, &name text, *name]\nmerged:\n  <<: *base\n  b: 3\nboth:\n  <<: [{a: 9}, *base]",
  'quoted: {"<<": 1, b: 2}\nkept: "<<"',
  "literal: |\n  a\n   b\n\n  c\nstrip: |-\n  a\nkeep: |+\n  a\n\nindented: |2\n    a\n   b\nnothing: |\nend: 1",
  "folded: >\n  a\n  b\n\n  c\nmore: >\n  a\n   b\n  c\nkeep: >+\n  a\n\nstrip: >-\n  a\n\n   b\nspaces: >2\n   a\n   b",
  "plain: a\n  b\n\n  c\nsingle: 'a\n\n  it''s'\ndouble: \"a\n  b\\\n  \\ c\\x41\\u00e9\\U0001f600\"",
  "? complex\n: - a\n  - b: 1\n    c: 2\n? alone\nlast:\n- - - deep\n  - x\n-\n- a:\n  - b",
  "comments: # one\n  # two\n  a: 1 # three\n\n  # four\n  b: '#no' #yes\nlist:\n# five\n- a # six\n-  # seven\n  b",
  'flow: [a, b: c, {d: e}, "f": g,\n  h i\n  j, [k,\n l]]\nmap: {"a":1, b: [c], \'d\':e}\nodd: {a:1, -b, c-: -}',
];

function values(...groups: readonly (readonly string[])[]): readonly string[] {
  return groups.flat().map((text) => `"${[...text].map(escaped).join("")}"`);
}

function escaped(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x20 || code === 0xfeff || code === 0x2028 ? `\\u${code.toString(16).padStart(4, "0")}` : character;
}

/** All cases as one file of manifests. */
export function manifests(): string {
  return cases
    .map((body, index) => `apiVersion: v1\nkind: Case\nmetadata:\n  name: case-${index}\n${body}\n`)
    .join("---\n");
}
