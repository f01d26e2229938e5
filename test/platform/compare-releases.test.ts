import { expect, test } from "vitest";
import { compareReleases } from "../../generator/model/compare-releases.ts";

test("releases are in the order in which they came", () => {
  const releases = ["26.03.1", "1.9.0", "26.03.1-rc.10", "26.03", "1.10.2", "26.03.1-rc.2", "1.11.0", "26.10"];
  expect(releases.toSorted(compareReleases)).toEqual([
    "1.9.0",
    "1.10.2",
    "1.11.0",
    "26.03",
    "26.03.1-rc.2",
    "26.03.1-rc.10",
    "26.03.1",
    "26.10",
  ]);
});
