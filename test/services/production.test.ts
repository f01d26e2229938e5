import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { ValueMap } from "../../generator/model/value.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { sharedRoot } from "../support/shared.ts";
import { type BuiltObject, buildPlatform, RELEASES } from "./built-platform.ts";

const folder = join(repositoryRoot, "environments/prod");
const text = readFileSync(join(folder, "values.yaml"), "utf8");
const { overlays } = parse(readFileSync(join(folder, "environment.yaml"), "utf8")) as { overlays: readonly string[] };

/** What the platform ships where the values do not say otherwise, and a production must not have; as words, not as parts of others. */
const BUNDLED = {
  "the object store": /\bseaweedfs|\bminio-service|\bminio123|"mlpipeline"|\bminio:\/\//,
  "the databases":
    /\bmysql-pv-claim|\bkatib-mysql\b|\bmodel-registry-db\.|name: model-registry-db$|\bmodel-catalog-postgres:|value: model-catalog-postgres/m,
  "the issuer": /\bdex\.auth\b|namespace: auth$|\/dex\//m,
  "a user or password that everybody knows": /user@example\.com|12341234|DEX_USER_PASSWORD/,
  "a registry of the public":
    /(?<![\w./-])(docker\.io|ghcr\.io|gcr\.io|quay\.io|registry\.k8s\.io|registry\.istio\.io|nvcr\.io|[a-z0-9-]+\.pkg\.dev)\/[\w./-]+[:@]/,
};

test("a whole production is said in 150 lines", () => {
  expect(text.split("\n").length - 1).toBeLessThanOrEqual(150);
});

describe.skipIf(sharedRoot() === undefined)("environments/prod (needs upstream's manifests)", () => {
  test.each(RELEASES)("at %s nothing that upstream ships for a trial is left, in any object", async (release) => {
    const { objects } = await buildPlatform(release, valuesAt(release), undefined, overlays);
    expect(objects.length).toBeGreaterThan(500);
    for (const [what, pattern] of Object.entries(BUNDLED)) expect(linesWith(objects, pattern), what).toEqual([]);
  });

  test.each(["1.10.2", "26.03.1"])("at %s all of it would be found: an evaluation has it", async (release) => {
    const { objects } = await buildPlatform(release, { platform: { purpose: "evaluation" } });
    for (const [what, pattern] of Object.entries(BUNDLED)) expect(linesWith(objects, pattern), what).not.toEqual([]);
  });
});

/** The first line of each object that matches. */
function linesWith(objects: readonly BuiltObject[], pattern: RegExp): readonly string[] {
  return objects.flatMap(({ kind, namespace, name, text: object }) => {
    const line = object.split("\n").find((each) => pattern.test(each));
    return line === undefined ? [] : [`${kind} ${namespace}/${name}: ${line.trim()}`];
  });
}

/** The shipped values without what programs of that release cannot do yet, which is refused at each. */
function valuesAt(release: string): ValueMap {
  const { platform, components, objectStore, ...values } = parse(text);
  const { blockV1: _blockV1, ...pipelines } = components.pipelines;
  const isOld = release.startsWith("1.");
  return {
    ...values,
    platform: { ...platform, release },
    objectStore: isOld ? { ...objectStore, credentials: { from: "secret" } } : objectStore,
    components: {
      ...components,
      pipelines,
      ...(release === "1.10.2" && { "model-registry": { database: { tls: "disable" } } }),
    },
  };
}
