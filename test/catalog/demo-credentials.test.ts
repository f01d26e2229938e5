import { expect, test } from "vitest";
import type { Plan } from "../../generator/generate.ts";
import { planEnvironment } from "../../generator/generate.ts";
import { listEnvironments } from "../../generator/layers/list-environments.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { OPTIONAL } from "./optional-settings.ts";
import { CONNECTOR, catalog, expectValue, planWith } from "./plan-with.ts";

const ROOTS = { package: repositoryRoot, user: repositoryRoot };

/** Of another release only. */
const ELSEWHERE = ["minio-console"];

/** Every component that the release has, in either variant that ships a credential. */
const EVERYTHING: ValueMap = {
  platform: { purpose: "production" },
  components: {
    ...Object.fromEntries(
      [...catalog.components.keys()]
        .filter((name) => !ELSEWHERE.includes(name))
        .map((name) => [name, { enabled: true, ...OPTIONAL[name] }]),
    ),
    dex: { connectors: [CONNECTOR] },
  },
};

test("an evaluation has upstream's credentials, so that the next tests cannot pass by chance", () => {
  expect(credentials(planWith({ platform: { purpose: "evaluation" } })).length).toBeGreaterThan(8);
});

test.each(["true", "false"])("no credential of upstream's is left with everything on (demoData: %s)", (demoData) => {
  const components = EVERYTHING["components"] as ValueMap;
  const catalogSettings = { enabled: true, demoData: demoData === "true" };
  const plan = planWith({ ...EVERYTHING, components: { ...components, "model-catalog": catalogSettings } });

  expect(credentials(plan)).toEqual([]);
});

test.each(listEnvironments(ROOTS).filter((name) => name !== "evaluation"))("none is left in %s", (name) => {
  const plan = expectValue(planEnvironment(expectValue(readEnvironment(ROOTS, name, catalog)), catalog));

  expect(credentials(plan)).toEqual([]);
  expect(configurationOfDex(plan)).not.toContain("user@example.com");
});

test("without connectors and static users nobody could log in, which is said", () => {
  expect(() => planWith({ platform: { purpose: "production" } })).toThrow(/SETTING_REFUSED Nobody could log in/);
});

function credentials({ components }: Plan): string[] {
  return components.flatMap(({ objects }) =>
    objects.filter((object) => object.credentials !== undefined).map(({ namespace, name }) => `${namespace}/${name}`),
  );
}

function configurationOfDex({ components }: Plan): string {
  const dex = components.find(({ component }) => component.name === "dex");
  return dex?.files.get("patches/config-dex.yaml") ?? "There is none.";
}
