import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { checkDelivery } from "../../generator/deliver/check-delivery.ts";
import { deliverPlatform } from "../../generator/deliver/deliver-platform.ts";
import type { Plan } from "../../generator/generate.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { readShippedCatalog } from "../parity/built-environments.ts";
import { byKey, compareObjects, type Difference } from "../parity/compare-objects.ts";
import { knownDifferences } from "../parity/known-differences.ts";
import { sharedRoot } from "../support/shared.ts";
import { type BuiltObject, buildObjects, identityOf, ReleaseBuilds } from "./release-builds.ts";
import { expectPlan, ReleaseEnvironments, switches } from "./release-environments.ts";

interface Example {
  /** How many objects it has. */
  readonly objects: number;
  /** What is in it but not in that of 26.03.1, or the other way round. */
  readonly components: Readonly<Record<string, boolean>>;
  /** Objects that the release file takes out as a fault of upstream's. */
  readonly mended: readonly string[];
}

/** Without a namespace, so that it cannot be applied by Flux. */
const LEFTOVER = "v1 /ConfigMap//default-install-config";

const EXAMPLES: Readonly<Record<string, Example>> = {
  "1.10.2": { objects: 611, components: { "training-operator": true, "model-registry": false }, mended: [LEFTOVER] },
  "1.11.0": { objects: 653, components: { "model-registry": false, "model-catalog": false }, mended: [LEFTOVER] },
  "26.03": { objects: 675, components: { "model-registry": false, "model-catalog": false }, mended: [] },
};

const ENVIRONMENTS = resolve(import.meta.dirname, "../../environments");
const EVALUATION = readFileSync(join(ENVIRONMENTS, "evaluation/values.yaml"), "utf8");
const EVALUATION_BASE = readFileSync(join(ENVIRONMENTS, "base/values.yaml"), "utf8");
const OVERLAYS = ["eks", "gke", "high-availability", "istio-ambient", "kind"];
const catalog = readShippedCatalog();
const environments = new ReleaseEnvironments(EVALUATION);
afterAll(() => rmSync(environments.root, { recursive: true, force: true }));

describe.each([...catalog.releases.keys()])("%s", (name) => {
  const release = catalog.releases.get(name)!;

  test.each(["argocd", "flux"])(
    "the evaluation needs another platform.release and nothing else, for %s",
    (controller) => {
      const { platform, components } = expectPlan(environments.plan(catalog, name, { delivery: { controller } }));
      expect(components.length).toBeGreaterThan(20);
      expect(checkDelivery(platform, components)).toEqual([]);
      const files = [...deliverPlatform(platform, components).keys()];
      expect(files).toEqual(expect.arrayContaining(components.map(({ component }) => `sync/${component.name}.yaml`)));
    },
  );

  test.each(OVERLAYS)("the overlay %s changes it", (overlay) => {
    const values = overlay === "eks" ? { identity: { eksIssuer: "https://oidc.test" } } : {};
    const plan = environments.plan(catalog, name, values, [overlay]);
    // Ambient mode came with 1.11.0.
    if (name === "1.10.2" && overlay === "istio-ambient")
      expect(plan).toMatchObject({ ok: false, problems: [{ code: "VARIANT_NOT_IN_RELEASE" }] });
    else expect(filesOf(expectPlan(plan))).not.toEqual(filesOf(expectPlan(environments.plan(catalog, name))));
  });

  test("each component can be had alone with what it needs", () => {
    const all = everything(name);
    for (const { component } of all.components) {
      const needed = neededBy(component.name, all);
      const plan = environments.plan(catalog, name, {
        components: switches(catalog.components.keys(), (each) => needed.has(each)),
      });
      expect(plan, `${component.name} with ${[...needed].join(", ")}`).toMatchObject({ ok: true });
    }
    const delivered = new Set(all.components.map(({ component }) => component.name));
    expect([...release.components.keys()].filter((each) => !delivered.has(each))).toEqual([]);
  });
});

describe.skipIf(sharedRoot() === undefined).each(Object.entries(EXAMPLES))(
  "%s, built by the real Kustomize from upstream's manifests",
  (release, example) => {
    const folder = mkdtempSync(join(tmpdir(), "release-"));
    let builds: ReleaseBuilds;
    beforeAll(() => {
      builds = new ReleaseBuilds(release, folder);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test("the evaluation is upstream's example, object for object and field for field, but for what is known", async () => {
      const enabled = Object.entries(example.components).map(([name, on]) => [name, { enabled: on }]);
      const plan = expectPlan(environments.plan(catalog, release, { components: Object.fromEntries(enabled) }));
      const [upstream, built] = await Promise.all([
        buildObjects(join(builds.tree, "example")),
        builds.build(plan, () => true),
      ]);
      const actual = [...built.values()].flat();
      expect(upstream).toHaveLength(example.objects);
      const expected = upstream.filter(({ identity }) => !example.mended.includes(identity));
      expect(upstream.length - expected.length).toBe(example.mended.length);
      expect(actual.map(({ identity }) => identity).sort()).toEqual(expected.map(({ identity }) => identity).sort());

      const differences = compareObjects(byKey(without(expected, actual)), byKey(without(actual, expected)));
      const known = [...knownDifferences({}), TRAINING_LINK];
      const covered = known.map(({ reason, covers }) => ({ reason, fields: differences.filter(covers).length }));
      for (const { reason, fields } of covered.filter((each) => each.fields > 0))
        console.info(`${release}: ${fields} fields: ${reason}`);
      expect(differences.filter((difference) => !known.some(({ covers }) => covers(difference)))).toEqual([]);
    });

    test("every component's folder builds into what the generator expects of it", async () => {
      const plan = everything(release);
      const built = await builds.build(plan, () => true);
      expect([...built.keys()].sort()).toEqual(plan.components.map(({ component }) => component.name).sort());
      expectObjects(plan, built);
    });
  },
);

test.skipIf(sharedRoot() === undefined)(
  "what the shipped environments leave out builds too, at the release that they are of",
  async () => {
    const shipped = parse(EVALUATION_BASE) as { platform: { release: string } };
    const { release } = shipped.platform;
    const evaluated = new Set(
      expectPlan(environments.plan(catalog, release)).components.map(({ component }) => component.name),
    );
    const folder = mkdtempSync(join(tmpdir(), "release-"));
    try {
      const plan = everything(release);
      const built = await new ReleaseBuilds(release, folder).build(plan, (name) => !evaluated.has(name));
      expect([...built.keys()]).toEqual(expect.arrayContaining(["knative-eventing", "ray", "workspaces"]));
      expectObjects(plan, built);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** Each component that was built renders what the generator expects of it. */
function expectObjects({ components }: Plan, built: ReadonlyMap<string, readonly BuiltObject[]>): void {
  for (const { component, objects } of components.filter(({ component: { name } }) => built.has(name))) {
    const actual = (built.get(component.name) ?? []).map(({ identity }) => identity);
    expect(actual.sort(), component.name).toEqual(objects.map(identityOf).sort());
  }
}

/** The menu is computed: with Training Operator v1 on, and no Trainer, its documentation is that of v1. */
const TRAINING_LINK = {
  reason: "the dashboard links to the documentation of Training Operator v1, where upstream's goes by Trainer's",
  covers: ({ object, field, expected, actual }: Difference) =>
    object === "/ConfigMap/kubeflow/centraldashboard-config" &&
    field === "data.links" &&
    withoutTraining(expected) === withoutTraining(actual),
};

function withoutTraining(links: unknown): string {
  const lists = JSON.parse(String(links)) as { documentationItems: { desc: string }[] };
  const documentationItems = lists.documentationItems.filter(({ desc }) => !desc.includes("Training Operator"));
  return JSON.stringify({ ...lists, documentationItems });
}

function filesOf({ components }: Plan): unknown {
  return components.map(({ component, files }) => [component.name, ...files]);
}

/** Every component of a release at once. */
function everything(release: string): Plan {
  const components = switches(catalog.releases.get(release)!.components.keys(), () => true);
  return expectPlan(environments.plan(catalog, release, { components }));
}

/** A component and all that it syncs after, directly or not. */
function neededBy(name: string, { components }: Plan): ReadonlySet<string> {
  const needed = new Set([name]);
  for (const each of needed) {
    const { dependencies = [] } = components.find(({ component }) => component.name === each) ?? {};
    for (const { on } of dependencies) needed.add(on);
  }
  return needed;
}

/** The objects whose text is not among the others': the only ones worth parsing. */
function without(objects: readonly BuiltObject[], others: readonly BuiltObject[]): ValueMap[] {
  const texts = new Set(others.map(({ text }) => text));
  return objects
    .filter(({ text }) => !texts.has(text))
    .map(({ text }) => parse(text, { uniqueKeys: false }) as ValueMap);
}
