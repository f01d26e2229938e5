import { expect, test } from "vitest";
import { mapAtOnce } from "../../generator/output/map-at-once.ts";

test("outcomes are in the order of the items, and never more than the limit are under way", async () => {
  let running = 0;
  let most = 0;
  const outcomes = await mapAtOnce([3, 1, 2, 0, 1], 2, async (turns, index) => {
    most = Math.max(most, ++running);
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    running--;
    return `${index}: ${turns}`;
  });

  expect(outcomes).toEqual(["0: 3", "1: 1", "2: 2", "3: 0", "4: 1"]);
  expect(most).toBe(2);
});
