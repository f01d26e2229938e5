import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, type BuiltObject, type BuiltPlatform, buildPlatform, RELEASES } from "./built-platform.ts";

const page = readFileSync(join(repositoryRoot, "docs/adopt.md"), "utf8");
const [asItIs = {}, asWanted = {}] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
  ([, text = ""]) => parse(text) as ValueMap,
);
/** What the page says of the examples of other releases. */
const EXAMPLES: Readonly<Record<string, ValueMap>> = {
  "1.10.2": { "model-registry": { enabled: false }, "training-operator": { enabled: true } },
};

test("as it is, it is what the shipped evaluation is, which is compared with upstream's example", () => {
  const evaluation = parse(readFileSync(join(repositoryRoot, "environments/evaluation/values.yaml"), "utf8"));
  expect(asItIs["components"]).toEqual(evaluation.components);
});

/** What the API server refuses to change (k8s.io/kubernetes pkg/apis, Validate…Update). */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ["roleRef"],
  CustomResourceDefinition: ["spec.scope"],
  DaemonSet: ["spec.selector"],
  Deployment: ["spec.selector"],
  PersistentVolumeClaim: ["spec.accessModes", "spec.storageClassName", "spec.volumeName"],
  RoleBinding: ["roleRef"],
  Secret: ["type"],
  Service: ["spec.clusterIP"],
  StatefulSet: ["spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"],
};

describe.skipIf(sharedRoot() === undefined).each([RELEASES[0] ?? "", RELEASES.at(-1) ?? ""])(
  "an example of %s that was applied by hand",
  (release) => {
    const values = (more: ValueMap = {}) =>
      deepmerge.all([asItIs, { components: EXAMPLES[release] ?? {} }, more, { platform: { release } }]) as ValueMap;
    const built = new Map<string, Promise<BuiltPlatform>>();
    const platform = (more?: ValueMap) => {
      const key = JSON.stringify(more);
      const found = built.get(key) ?? buildPlatform(release, values(more));
      built.set(key, found);
      return found;
    };

    test("gets platform.labels on objects alone, on no selector and no pod", async () => {
      const before = byName(await platform());
      const after = byName(await platform({ platform: { labels: { "example.com/team": "ml" } } }));
      const without = (text = "") =>
        text
          .replace(/^ {2}labels:\n {4}example\.com\/team: ml\n(?! {4})/m, "")
          .replace(/^ {4}example\.com\/team: ml\n/m, "");

      expect(after.size).toBeGreaterThan(600);
      expect([...after.keys()]).toEqual([...before.keys()]);
      expect(
        [...after].filter(([name, { text }]) => without(text) !== before.get(name)?.text).map(([name]) => name),
      ).toEqual([]);
    });

    test("becomes a production without a change that the API server refuses, and loses nothing but upstream's Secrets and invented models", async () => {
      const before = byName(await platform());
      const wanted = await platform(asWanted);
      const after = byName(wanted);
      const invented = "model-catalog-demo-perf-data";
      const gone = [...before.values()].filter((object) => !after.has(nameOf(object)) && object.name !== invented);
      const changed = [...after].filter(([name, { text }]) => (before.get(name)?.text ?? text) !== text);
      const refused = changed.flatMap(([name, object]) => {
        const fixed = new Set(fixedFields(object));
        const fields = fixedFields(before.get(name) ?? object).filter((field) => !fixed.has(field));
        return fields.map((field) => `${name}: ${field}`);
      });
      expect(changed.length).toBeGreaterThan(5);
      expect(refused).toEqual([]);
      expect(new Set(gone.map(({ kind }) => kind))).toEqual(new Set(["Secret"]));
      // They are told to stay, and one of those that are needed has another name in the cluster.
      expect(gone.filter(({ text }) => !text.includes("Prune=false"))).toEqual([]);
      const inCluster = new Map(gone.map((object) => [metadataOf(object).name, object.text]));
      const needed = listExpectations(wanted.plan.platform, wanted.plan.components).filter(
        ({ kind, name, optional }) => kind === "Secret" && !optional && name !== "kubeflow-gateway-tls",
      );
      const missing = needed.filter(
        ({ name, keys }) => !keys.every((key) => inCluster.get(name)?.includes(`  ${key}: `)),
      );
      expect(needed.length).toBeGreaterThan(5);
      expect(missing.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(["oauth2-proxy/oauth2-proxy"]);
    });

    test("is let go of by the names of its objects alone", async () => {
      const [, program = ""] = /awk '([^']+)'/.exec(page) ?? [];
      const { text, objects } = await platform();
      const names = parseAllDocuments(execFileSync("awk", [program], { input: text, encoding: "utf8" }));
      expect(names.map((document) => document.toJS())).toEqual(
        objects.map((object) => {
          const [apiVersion] = /^apiVersion: (.*)$/m.exec(object.text)?.slice(1) ?? [];
          return { apiVersion, kind: object.kind, metadata: metadataOf(object) };
        }),
      );
    });
  },
);

function byName({ objects }: BuiltPlatform): ReadonlyMap<string, BuiltObject> {
  return new Map(objects.map((object) => [nameOf(object), object]));
}

function nameOf({ kind, namespace, name }: BuiltObject): string {
  return `${kind} ${namespace}/${name}`;
}

/** With the hash of a generated name. */
function metadataOf({ text, namespace }: BuiltObject): { readonly name: string; readonly namespace?: string } {
  const metadata = /^metadata:\n(?: .*\n)+/m.exec(text)?.[0] ?? "";
  const name = parse(/^ {2}name: (.*)$/m.exec(metadata)?.[1] ?? "");
  return namespace === "" ? { name } : { name, namespace };
}

function fixedFields({ kind, text }: BuiltObject): readonly string[] {
  const paths = FIXED[kind];
  if (paths === undefined) return [];
  const object = parse(text) as Built;
  return paths.map((path) => {
    const value = path.split(".").reduce((at, step) => at?.[step], object);
    return `${path}: ${JSON.stringify(value)}`;
  });
}
