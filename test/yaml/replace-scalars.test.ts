import { expect, test } from "vitest";
import { replaceScalars } from "../../generator/yaml/replace-scalars.ts";

const inList = (replacement: string) => (path: readonly unknown[], text: string) =>
  path[0] === "resources" && path.length === 2 && text === "https://a/b" ? replacement : undefined;

test("values are replaced however they are written, and nothing else is touched", () => {
  const text = `# https://a/b in a comment
resources:   # here
- https://a/b
- "https://a/b"   # there
- 'https://a/b/c'
- >-
  https://a/b
other: [ https://a/b, x ]
https://a/b: key
`;
  expect(replaceScalars(text, inList("../b"))).toBe(`# https://a/b in a comment
resources:   # here
- ../b
- ../b   # there
- 'https://a/b/c'
- ../b
other: [ https://a/b, x ]
https://a/b: key
`);
  expect(replaceScalars(text, () => undefined)).toBe(text);
});

test("an alias is what it stands for in its own place", () => {
  const text = "other: {a: &a https://a/b}\nresources: [*a, &b https://a/b]\nmore: [*a, *b]\n";
  expect(replaceScalars(text, inList("../b"))).toBe(
    'other: {a: &a https://a/b}\nresources: [../b, &b ../b]\nmore: ["https://a/b", "https://a/b"]\n',
  );
});

test("a text that would not be read as one is quoted", () => {
  expect(replaceScalars("resources: [https://a/b]\n", inList("a, b"))).toBe('resources: ["a, b"]\n');
});
