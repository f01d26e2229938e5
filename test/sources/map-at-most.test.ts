import { expect, test } from "vitest";
import { mapAtMost } from "../../generator/sources/map-at-most.ts";

const rest = () => new Promise((resolve) => setImmediate(resolve));

test("results come in the order of the items, whichever is done first", async () => {
  const slow = async (item: number) => {
    for (let turn = item; turn > 0; turn--) await rest();
    return item * 10;
  };
  expect(await mapAtMost(2, [5, 1, 3, 0], slow)).toEqual([50, 10, 30, 0]);
  expect(await mapAtMost(2, [], slow)).toEqual([]);
});

test("never more than the limit are under way", async () => {
  let underWay = 0;
  let most = 0;
  await mapAtMost(
    3,
    Array.from({ length: 20 }, (_, index) => index),
    async () => {
      most = Math.max(most, ++underWay);
      await rest();
      underWay--;
    },
  );
  expect(most).toBe(3);
});

test("after a failure nothing more is started", async () => {
  const started: number[] = [];
  const work = async (item: number) => {
    started.push(item);
    await rest();
    if (item === 1) throw new Error("one");
  };
  await expect(mapAtMost(2, [1, 2, 3, 4, 5, 6], work)).rejects.toThrow("one");
  expect(started).toEqual([1, 2, 3].slice(0, started.length));
  expect(started.length).toBeLessThan(4);
});
