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
  ["^(?:(?iU)WEB.*)$", "web-1", true],
  ["^\\pL+$", "aé", true],
  ["^\\pL+$", "a1", false],
  ["^[\\pL\\d]+$", "a1", true],
  ["^\\p{Greek}\\P{^Lu}$", "λA", true],
  ["^\\p{^Greek}$", "λ", false],
  ["^[[:^digit:]]+$", "aé-", true],
  ["^[[:^digit:]]+$", "a1", false],
  ["^[^[:^digit:]]+$", "11", true],
  ["^\\Qa.b\\E.$", "a.bc", true],
  ["^\\Qa.b\\E.$", "axbc", false],
  ["^\\x{61}$", "a", true],
  ["^a{1000}$", "a", false],
  ["^a(?i)b$", "aB", true],
  ["^(?i:a)b$", "AB", false],
  ["^\\153$", "k", true],
  ["^(?:a|b-c|d\\.e)$", "d.e", true],
  ["^(?:a|b-c|d\\.e)$", "dxe", false],
  ["^(?:a.b)$", "a\rb", true],
  ["^(?:a.b)$", "a\nb", false],
  ["a|", "b", true],
  ["^(?:web-1)$", "web-1", true],
  ["^(?:)$", "", true],
  ["web", "a web server", true],
])("%s on %s is %s", (pattern, text, expected) => {
  expect(goRegExp(pattern)?.test(text)).toBe(expected);
});

test.each([
  "(?=a)",
  "(?<!a)b",
  "(a)\\1",
  "(",
  ")",
  "a|(",
  "a**",
  "(?z)a",
  "*",
  "a{1001}",
  "a{1,2000}",
  "a{1001,}",
  "\\1",
  "\\p{Latn1}",
  "[[:letter:]]",
])("%s is refused", (pattern) => {
  expect(goRegExp(pattern)).toBeUndefined();
});

test.each(["^(?:([a-z0-9]+(-[a-z0-9]+)*)+x)$", `^(?:${"(|a)".repeat(50)}x)$`])(
  "%s, over which backtracking would never come to an end, takes no time",
  (pattern) => {
    expect(goRegExp(pattern)?.test("a".repeat(10_000))).toBe(false);
  },
);
