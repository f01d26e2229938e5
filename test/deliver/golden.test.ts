import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { deliverPlatform } from "../../generator/deliver/deliver-platform.ts";
import { expectTree } from "../support/expect-tree.ts";
import { type FakeDelivery, fakePlatform } from "../support/fake-platform.ts";
import { SMALL_PLATFORM } from "../support/small-platform.ts";

const GOLDENS: Readonly<Record<string, FakeDelivery>> = {
  "argocd-3.5": { argocd: { version: "3.5" } },
  "flux-2.9": { controller: "flux", flux: { version: "2.9" } },
  "flux-2.8": { controller: "flux", flux: { version: "2.8" } },
};

for (const [name, delivery] of Object.entries(GOLDENS)) {
  test(`${name}: the files are those in golden/${name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "deliver-"));
    for (const [path, text] of deliverPlatform(fakePlatform(delivery, SMALL_PLATFORM), SMALL_PLATFORM)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    expectTree(folder, join(import.meta.dirname, "golden", name));
    rmSync(folder, { recursive: true });
  });
}

test("the same platform gives the same bytes, whatever was delivered before", () => {
  const deliver = (): string => JSON.stringify([...deliverPlatform(fakePlatform({}, SMALL_PLATFORM), SMALL_PLATFORM)]);
  expect(deliver()).toBe(deliver());
});
