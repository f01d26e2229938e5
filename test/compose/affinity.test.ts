import { expect, test } from "vitest";
import { joinAffinity } from "../../generator/compose/workloads/affinity.ts";
import type { ValueMap } from "../../generator/model/value.ts";

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
const term = (key: string): ValueMap => ({ matchExpressions: [{ key, operator: "Exists" }] });

test("of a node, one of our terms and one of theirs must hold", () => {
  const theirs = { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [term("a"), term("b")] } } };
  const ours = { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [{ ...term("c"), matchFields: [{ key: "d" }] }] } } };
  const joined = (key: string): ValueMap => ({
    matchExpressions: [
      { key, operator: "Exists" },
      { key: "c", operator: "Exists" },
    ],
    matchFields: [{ key: "d" }],
  });
  expect(joinAffinity(theirs, ours)).toEqual({
    nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [joined("a"), joined("b")] } },
  });
});

test("of pods all terms must hold, and every preference counts", () => {
  const theirs = {
    podAntiAffinity: { [PREFERRED]: [{ weight: 1 }] },
    podAffinity: { [REQUIRED]: [{ topologyKey: "a" }] },
  };
  const ours = {
    podAntiAffinity: { [PREFERRED]: [{ weight: 2 }] },
    podAffinity: { [REQUIRED]: [{ topologyKey: "b" }] },
  };
  expect(joinAffinity(theirs, ours)).toEqual({
    podAntiAffinity: { [PREFERRED]: [{ weight: 1 }, { weight: 2 }] },
    podAffinity: { [REQUIRED]: [{ topologyKey: "a" }, { topologyKey: "b" }] },
  });
});

test("what only one of the two says stays, and what upstream leaves empty says nothing", () => {
  const ours = { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [term("a")] } } };
  expect(joinAffinity(undefined, ours)).toEqual(ours);
  expect(joinAffinity({ nodeAffinity: { [REQUIRED]: null, [PREFERRED]: null } }, ours)).toEqual(ours);
  expect(joinAffinity({ podAffinity: { [PREFERRED]: [{ weight: 1 }] } }, ours)).toEqual({
    podAffinity: { [PREFERRED]: [{ weight: 1 }] },
    ...ours,
  });
});
