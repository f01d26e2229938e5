import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { hasCrdSchemas, schemaErrors } from "../support/crd-schemas.ts";
import type { Delivered } from "../support/delivered-objects.ts";
import { wavesFromDependsOn, wavesOfApplications } from "../support/sync-order.ts";

const CLUSTERS = resolve(import.meta.dirname, "../../clusters");
const environments = existsSync(CLUSTERS) ? readdirSync(CLUSTERS).sort() : [];

const read = (file: string): readonly Delivered[] =>
  parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.toJS());

/** The objects that an environment's controller gets. */
function objectsOf(environment: string): readonly Delivered[] {
  const folder = join(CLUSTERS, environment);
  const sync = readdirSync(join(folder, "sync")).sort();
  return [...read(join(folder, "bootstrap.yaml")), ...sync.flatMap((file) => read(join(folder, "sync", file)))];
}

const platformOf = (objects: readonly Delivered[]): string =>
  objects.find(
    ({ kind, metadata }) =>
      /^(Application|Kustomization)$/.test(kind) && metadata.labels["app.kubernetes.io/name"] === undefined,
  ).metadata.name;
const isFlux = (objects: readonly Delivered[]): boolean => objects.some(({ kind }) => kind === "Kustomization");
const wavesOf = (objects: readonly Delivered[]): ReadonlyMap<string, number> =>
  (isFlux(objects) ? wavesFromDependsOn : wavesOfApplications)(objects, platformOf(objects));

describe.skipIf(environments.length === 0)("the committed output (once there is one)", () => {
  for (const environment of environments) {
    describe(environment, () => {
      const objects = objectsOf(environment);

      test.skipIf(!hasCrdSchemas)(
        "every custom resource is valid against its schema (needs the shared schemas)",
        () => {
          const custom = objects.filter(({ apiVersion }) => apiVersion.includes("."));
          expect(custom.length).toBeGreaterThan(10);
          expect(
            custom.flatMap((object) => schemaErrors(object).map((error) => `${object.metadata.name}: ${error}`)),
          ).toEqual([]);
        },
      );

      test("every component's folder is synced by one object, and no other folder", () => {
        const components = readdirSync(join(CLUSTERS, environment, "components")).sort();
        expect([...wavesOf(objects).keys()].sort()).toEqual(components);
        const folders = objects.flatMap(({ spec }) => spec?.path ?? spec?.source?.path ?? []);
        expect(new Set(folders).size).toBe(components.length + 1);
      });

      test("the order begins at wave 0 and leaves no wave out", () => {
        const waves = [...new Set(wavesOf(objects).values())].sort((a, b) => a - b);
        expect(waves).toEqual(waves.map((_, index) => index * 10));
      });
    });
  }

  test("environments with the same components have the same order on Argo CD and on Flux", () => {
    const orders = environments.map((environment) => {
      const objects = objectsOf(environment);
      const waves = wavesOf(objects);
      return {
        environment,
        flux: isFlux(objects),
        names: [...waves.keys()].sort().join(),
        waves: Object.fromEntries(waves),
      };
    });
    const pairs = orders.flatMap((argocd) =>
      orders
        .filter((flux) => flux.flux && !argocd.flux && flux.names === argocd.names)
        .map((flux) => ({ argocd, flux })),
    );
    expect(pairs.map(({ flux }) => flux.environment)).toContain("prod-eu");
    for (const { argocd, flux } of pairs) expect(flux.waves).toEqual(argocd.waves);
  });
});
