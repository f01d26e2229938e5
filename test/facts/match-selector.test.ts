import fc from "fast-check";
import { expect, test } from "vitest";
import { matchSelector } from "../../generator/facts/match-selector.ts";

test("no selector and an empty one match everything", () => {
  expect(matchSelector(undefined, {})).toBe(true);
  expect(matchSelector({}, { a: "1" })).toBe(true);
});

test("every label and every expression has to hold", () => {
  const selector = {
    matchLabels: { "app.kubernetes.io/part-of": "kubeflow-profile" },
    matchExpressions: [
      { key: "istio-injection", operator: "In", values: ["enabled"] },
      { key: "control-plane", operator: "DoesNotExist" },
    ],
  } as const;
  const labels = { "app.kubernetes.io/part-of": "kubeflow-profile", "istio-injection": "enabled" };
  expect(matchSelector(selector, labels)).toBe(true);
  expect(matchSelector(selector, { ...labels, "control-plane": "kubeflow" })).toBe(false);
  expect(matchSelector(selector, { ...labels, "istio-injection": "disabled" })).toBe(false);
  expect(matchSelector(selector, { "istio-injection": "enabled" })).toBe(false);
});

test("NotIn holds where the label is not there: that is how Istio's webhook sees unlabelled pods", () => {
  const selector = {
    matchExpressions: [{ key: "sidecar.istio.io/inject", operator: "NotIn", values: ["false"] }],
  } as const;
  expect(matchSelector(selector, {})).toBe(true);
  expect(matchSelector(selector, { "sidecar.istio.io/inject": "true" })).toBe(true);
  expect(matchSelector(selector, { "sidecar.istio.io/inject": "false" })).toBe(false);
});

test("a label is the object's own: what every JavaScript object inherits is none", () => {
  const selector = { matchExpressions: [{ key: "constructor", operator: "Exists" }] } as const;
  expect(matchSelector(selector, {})).toBe(false);
});

test("NotIn is the opposite of In, and DoesNotExist of Exists", () => {
  const word = fc.constantFrom("a", "b", "c");
  fc.assert(
    fc.property(word, fc.array(word), fc.dictionary(word, word), (key, values, labels) => {
      const holds = (operator: "In" | "NotIn" | "Exists" | "DoesNotExist") =>
        matchSelector({ matchExpressions: [{ key, operator, values }] }, labels);
      expect(holds("NotIn")).toBe(!holds("In"));
      expect(holds("DoesNotExist")).toBe(!holds("Exists"));
    }),
  );
});
