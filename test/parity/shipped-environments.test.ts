import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clusterScopedKinds, objectKey } from "../../generator/facts/object-key.ts";
import type { Catalog } from "../../generator/model/catalog.ts";
import type { ObjectFacts } from "../../generator/model/facts.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { inParallel } from "../support/in-parallel.ts";
import { sharedRoot } from "../support/shared.ts";
import {
  type BuiltEnvironment,
  buildEnvironments,
  planEnvironments,
  readShippedCatalog,
} from "./built-environments.ts";
import { byKey, compareObjects, type Difference, identify } from "./compare-objects.ts";
import { knownDifferences } from "./known-differences.ts";
import { build, writeFiles } from "./kustomize.ts";
import { needsBetween } from "./needs.ts";
import { limitsOf, usesOf } from "./project-limits.ts";
import { argocdOrder, fluxOrder } from "./sync-order.ts";
import { fromTag, serveUpstream, type Upstream } from "./upstream.ts";

const RELEASE = "26.03.1";
const BUILD_TIMEOUT = 600_000;
/** Through git as a controller does it: several parts, a nested remote base, a part in a kustomization of its own, one small folder. */
const THROUGH_GIT = ["pipelines", "istio", "notebooks", "katib", "kubeflow-roles"];

describe.skipIf(sharedRoot() === undefined)(
  "shipped environments, built by the real Kustomize from upstream's manifests",
  // Over a hundred builds: a minute of two idle cores, and the cores are seldom idle.
  { timeout: BUILD_TIMEOUT },
  () => {
    let folder: string;
    let upstream: Upstream;
    let catalog: Catalog;
    let environments: ReadonlyMap<string, BuiltEnvironment>;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "parity-"));
      mkdirSync(join(folder, "upstream"));
      upstream = serveUpstream(join(folder, "upstream"), RELEASE);
      catalog = readShippedCatalog();
      environments = await buildEnvironments(planEnvironments(catalog), upstream, join(folder, "components"));
    }, BUILD_TIMEOUT);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const environment = (name: string): BuiltEnvironment => environments.get(name)!;
    const allObjects = ({ objects }: BuiltEnvironment): ValueMap[] => [...objects.values()].flat();

    test("there are environments for both controllers, and every component folder builds into something", () => {
      expect([...environments.keys()]).toEqual(
        expect.arrayContaining(["dev", "evaluation", "prod", "prod-eu", "staging"]),
      );
      const empty = [...environments.values()].flatMap(({ name, objects }) =>
        [...objects].filter(([, list]) => list.length === 0).map(([component]) => `${name} ${component}`),
      );
      expect(empty).toEqual([]);
    });

    test("evaluation is upstream's example, object for object and field for field, but for what is known", async () => {
      const { plan } = environment("evaluation");
      const example = byKey(await build(join(upstream.tree, "example"), upstream.gitConfig));
      const actual = byKey(allObjects(environment("evaluation")));
      expect([...actual.keys()].sort()).toEqual([...example.keys()].sort());
      expect(actual.size).toBe(727);

      const known = knownDifferences(plan.platform.values.platform.labels);
      const differences = compareObjects(example, actual);
      const covered = known.map(({ reason, covers, fields }) => {
        const found = differences.filter(covers);
        if (fields !== undefined) expect(found, reason).toHaveLength(fields);
        return `${String(found.length).padStart(4)} fields: ${reason}\n${printDifferences(found)}`;
      });
      console.info(`evaluation against upstream's example, ${actual.size} objects:\n${covered.join("\n")}`);
      expect(differences.filter((difference) => !known.some(({ covers }) => covers(difference)))).toEqual([]);
    });

    test("no object comes from two components", () => {
      for (const built of environments.values()) {
        const facts = [...built.objects].map(([component, list]) => ({ component, list: list.map(identify) }));
        const clusterScoped = clusterScopedKinds(facts.flatMap(({ list }) => list));
        const owners = new Map<string, string[]>();
        for (const { component, list } of facts)
          for (const object of list) {
            const key = objectKey(object, clusterScoped);
            owners.set(key, [...(owners.get(key) ?? []), component]);
          }
        expect(
          [...owners].filter(([, all]) => all.length > 1),
          built.name,
        ).toEqual([]);
      }
    });

    test("every component renders the objects that the generator expects of it", () => {
      for (const { name, plan, objects } of environments.values())
        for (const { component, objects: planned } of plan.components) {
          const identity = (facts: ObjectFacts) => `${facts.apiVersion} ${objectKey(facts)}`;
          const built = (objects.get(component.name) ?? []).map((object) => identity(identify(object)));
          expect(built.sort(), `${name} ${component.name}`).toEqual(planned.map(identity).sort());
        }
    });

    test.each([
      ["Argo CD's sync waves", argocdOrder],
      ["Flux's dependsOn", fluxOrder],
    ])("%s put each namespace, definition and webhook before what needs it", (_, orderOf) => {
      for (const { name, plan, objects } of environments.values()) {
        const syncsAfter = orderOf(plan);
        const needs = needsBetween(objects);
        expect(needs.length, name).toBeGreaterThan(100);
        const late = needs.filter(({ component, on }) => !syncsAfter(component, on));
        expect(late.map(({ component, on, reason }) => `${name}: ${component} before ${on} (${reason})`)).toEqual([]);
      }
    });

    test("Argo CD's project permits every kind of object, and no cluster-scoped kind beyond them", () => {
      for (const { name, plan, objects } of environments.values()) {
        const used = usesOf([...objects.values()].flat());
        const permitted = limitsOf(plan);
        expect(permitted.clusterScoped, name).toEqual(used.clusterScoped);
        expect(permitted.namespaced, name).toEqual(expect.arrayContaining([...used.namespaced]));
      }
    });

    test("Argo CD and Flux keep the same partial order", () => {
      for (const { name, plan } of environments.values()) {
        const [argocd, flux] = [argocdOrder(plan), fluxOrder(plan)];
        const names = plan.components.map(({ component }) => component.name);
        const broken = names.flatMap((component) =>
          names
            .filter((on) => flux(component, on) && !argocd(component, on))
            .map((on) => `${name}: ${component} ${on}`),
        );
        expect(broken).toEqual([]);
      }
    });

    test("through git, at the pinned reference, a component renders the same", async () => {
      const { plan, objects } = environment("evaluation");
      const { release } = plan.platform;
      const components = plan.components.filter(({ component }) => THROUGH_GIT.includes(component.name));
      expect(components.map(({ component }) => component.name).sort()).toEqual([...THROUGH_GIT].sort());
      await inParallel(components, 2, async ({ component, files }) => {
        const target = join(folder, "through-git", component.name);
        writeFiles(target, files, (text) => fromTag(text, release, upstream));
        const built = await build(target, upstream.gitConfig);
        expect(compareObjects(byKey(objects.get(component.name)!), byKey(built)), component.name).toEqual([]);
        expect(built).toHaveLength(objects.get(component.name)!.length);
      });
    });
  },
);

/** Alike in many objects: one line per kind and value. */
function printDifferences(differences: readonly Difference[]): string {
  const lines = new Map<string, string[]>();
  for (const { object, field, expected, actual } of differences) {
    const [group, kind, namespace, name] = object.split("/");
    const line = `${kind} (${group}) ${field}: ${JSON.stringify(expected)} is ${JSON.stringify(actual)}`;
    lines.set(line, [...(lines.get(line) ?? []), namespace === "" ? `${name}` : `${namespace}/${name}`]);
  }
  return [...lines].map(([line, names]) => `       ${line}\n         ${names.length}: ${names.join(", ")}`).join("\n");
}
