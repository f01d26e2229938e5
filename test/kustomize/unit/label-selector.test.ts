import { expect, test } from "vitest";
import { parseLabelSelector } from "../../../generator/kustomize/label-selector.ts";

const labels = new Map([
  ["app", "web"],
  ["tier", "b"],
  ["size", "7"],
]);

test.each([
  ["", true],
  ["app=web", true],
  ["app==web,tier!=a", true],
  ["app in (api, web),tier notin (a,c)", true],
  ["missing notin (a)", true],
  ["missing!=a", true],
  ["app,!missing", true],
  ["size>6,size<8", true],
  ["size>7", false],
  ["app>1", false],
  ["app in (api)", false],
  ["!app", false],
])("%s is %s", (selector, expected) => {
  expect(parseLabelSelector(selector)?.(labels)).toBe(expected);
});

test.each(["app in web", "a=b=c", "size>many", "a b"])("%s cannot be read", (selector) => {
  expect(parseLabelSelector(selector)).toBeUndefined();
});
