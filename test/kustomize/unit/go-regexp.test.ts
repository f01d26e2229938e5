import { expect, test } from "vitest";
import { goRegExp } from "../../../generator/kustomize/go-regexp.ts";

test.each([
  ["^(?:web.*)$", "web-1", true],
  ["^(?:(?i)WEB)$", "web", true],
  ["^(?:web|api)$", "apis", false],
  ["[[:alpha:]]+", "123", false],
  ["^[[:alpha:][:digit:]_]+$", "a1_", true],
  ["a\\z", "ab", false],
  ["^a{2}$", "aa", true],
  ["x{y}", "x{y}", true],
  ["^[]a]+$", "]a", true],
  ["^[a[]+$", "[a", true],
  ["(?P<name>b)", "abc", true],
  ["^a\\-b$", "a-b", true],
])("%s on %s is %s", (pattern, text, expected) => {
  expect(goRegExp(pattern)?.test(text)).toBe(expected);
});

test.each(["(?=a)", "(?<!a)b", "(a)\\1", "(", "a(?U)b", "*"])("%s is refused", (pattern) => {
  expect(goRegExp(pattern)).toBeUndefined();
});
