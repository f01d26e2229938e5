import { expect, test } from "vitest";
import { didYouMean, nearest } from "../../generator/problems/did-you-mean.ts";

const COMPONENTS = ["cert-manager", "istio", "katib", "kserve", "kserve-web-app", "volumes"];

test.each([
  ["cert-manger", "cert-manager"],
  ["isito", "istio"],
  ["KATIB", "katib"],
  ["volume", "volumes"],
  ["kserv", "kserve"],
  ["pipelines", undefined],
  ["x", undefined],
  ["", undefined],
])("%j is taken for %j", (name, expected) => expect(nearest(name, COMPONENTS)).toBe(expected));

test("of equally near names the first in order is taken, whatever their order was", () => {
  expect(nearest("ab", ["ac", "aa"])).toBe("aa");
  expect(nearest("ab", ["aa", "ac"])).toBe("aa");
});

test("a suggestion is a question, and none is nothing", () => {
  expect(didYouMean("katibb", COMPONENTS)).toBe(' Did you mean "katib"?');
  expect(didYouMean("zzz", COMPONENTS)).toBe("");
});
