import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { selectEnvironments } from "../../generator/cli/environments.ts";
import { checkDelivery } from "../../generator/deliver/check-delivery.ts";
import { deliverPlatform } from "../../generator/deliver/deliver-platform.ts";
import { planEnvironment } from "../../generator/generate.ts";
import type { Platform } from "../../generator/model/platform.ts";
import { hasCrdSchemas, schemaErrors } from "../support/crd-schemas.ts";
import type { Delivered } from "../support/delivered-objects.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";
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

describe("every shipped environment, on either controller and in any version", () => {
  const selection = selectEnvironments({ root: ".", all: true }, memoryTerminal(resolve(import.meta.dirname, "../..")));
  if (!selection.ok) throw new Error(selection.problems.map(({ message }) => message).join("\n"));
  const { catalog, environments: shipped } = selection.value;

  test("there are five of them", () => {
    expect(shipped.map(({ name }) => name)).toEqual(["dev", "evaluation", "prod", "prod-eu", "staging"]);
  });

  for (const environment of shipped) {
    test(`${environment.name}: valid objects, and one order`, () => {
      const plan = planEnvironment(environment, catalog);
      if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join("\n"));
      const { platform, components } = plan.value;
      expect(checkDelivery(platform, components)).toEqual([]);
      const orders = DELIVERIES.map((delivery) => {
        const tree = deliverPlatform(delivering(platform, delivery), components);
        const objects = [...tree.values()].flatMap((text) =>
          parseAllDocuments(text).map((document) => document.toJS()),
        );
        const custom = objects.filter(({ apiVersion }) => hasCrdSchemas && apiVersion.includes("."));
        expect(
          custom.flatMap((object) => schemaErrors(object).map((error) => `${object.metadata.name}: ${error}`)),
        ).toEqual([]);
        return Object.fromEntries(wavesOf(objects));
      });
      for (const order of orders) expect(order).toEqual(orders[0]);
      expect(Object.keys(orders[0] ?? {}).length).toBe(components.length);
    });
  }
});

const DELIVERIES = [
  { controller: "argocd", argocd: { version: "3.0" } },
  { controller: "argocd", argocd: { version: "3.5" } },
  { controller: "flux", flux: { version: "2.7" } },
  { controller: "flux", flux: { version: "2.9" } },
] as const;

/** The same platform with another controller. */
function delivering(platform: Platform, { controller, ...settings }: (typeof DELIVERIES)[number]): Platform {
  const { delivery } = platform.values;
  const chosen =
    "argocd" in settings
      ? { argocd: { ...delivery.argocd, ...settings.argocd } }
      : { flux: { ...delivery.flux, ...settings.flux } };
  return { ...platform, values: { ...platform.values, delivery: { ...delivery, ...chosen, controller } } };
}
