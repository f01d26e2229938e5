import { expect, test } from "vitest";
import { replaceScalars } from "../../generator/yaml/replace-scalars.ts";

test("values are replaced however they are written, and nothing else is touched", () => {
  const text = `# https://a/b in a comment
resources:   # here
- https://a/b
- "https://a/b"
- 'https://a/b/c'
- >-
  https://a/b
other: [ https://a/b, x ]
https://a/b: key
`;
  expect(replaceScalars(text, new Map([["https://a/b", "../b"]]))).toBe(`# https://a/b in a comment
resources:   # here
- ../b
- ../b
- 'https://a/b/c'
- ../b
other: [ ../b, x ]
https://a/b: key
`);
  expect(replaceScalars(text, new Map())).toBe(text);
});
