import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { FileTree } from "../../generator/model/file-tree.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { build, writeFiles } from "../parity/kustomize.ts";
import { hasCrdSchemas, schemaErrors } from "../support/crd-schemas.ts";
import type { Delivered } from "../support/delivered-objects.ts";
import { expectTree } from "../support/expect-tree.ts";
import { CHART_COMPONENT, filesOf, generated, OCI_COMPONENT } from "./chart-files.ts";

const COMPONENTS = { "HTTP repository": CHART_COMPONENT, "OCI registry": OCI_COMPONENT };
const DELIVERIES: readonly ValueMap[] = [
  ...["3.0", "3.1", "3.2", "3.3", "3.4", "3.5"].map((version) => ({ controller: "argocd", argocd: { version } })),
  ...["2.7", "2.8", "2.9"].map((version) => ({ controller: "flux", flux: { version } })),
];

const objectsIn = (files: FileTree, ...paths: string[]): readonly Delivered[] =>
  paths.flatMap((path) => parseAllDocuments(files.get(path) ?? "").map((document) => document.toJS()));

describe.each(Object.entries(COMPONENTS))("%s", (_, component) => {
  test.each(DELIVERIES)("every object is valid against its schema: %j", (delivery) => {
    const files = filesOf(generated(component, { delivery }));
    const paths = [...files.keys()].filter((path) => /^(bootstrap|sync\/|components\/cache\/resources\/)/.test(path));
    const custom = objectsIn(files, ...paths).filter(({ apiVersion }) => apiVersion.includes("."));

    expect(custom.length).toBeGreaterThan(20);
    if (!hasCrdSchemas) return;
    expect(custom.flatMap((each) => schemaErrors(each).map((error) => `${each.metadata.name}: ${error}`))).toEqual([]);
  });
});

test.each(["argocd", "flux"])("%s: the component's files are those in golden", (controller) => {
  for (const [name, component] of [["http", CHART_COMPONENT] as const, ["oci", OCI_COMPONENT] as const]) {
    const folder = temporaryFolder();
    const files = filesOf(generated(component, { delivery: { controller } }));
    writeFiles(folder, new Map([...files].filter(([path]) => /(^|\/)cache(\/|\.yaml$)/.test(path))), (text) => text);
    expectTree(folder, join(import.meta.dirname, "golden", `${controller}-${name}`));
  }
});

test("on Argo CD the values file that the chart's source names is the one that is written", () => {
  const files = filesOf(generated(CHART_COMPONENT));
  const { sources } = objectsIn(files, "sync/cache.yaml")[0].spec;
  const [file] = sources[0].helm.valueFiles;

  expect(sources[1]).toMatchObject({ ref: "values" });
  expect(file).toMatch(/^\$values\/clusters\/mine\//);
  expect(files.has(file.slice("$values/clusters/mine/".length))).toBe(true);
});

test("on Flux Kustomize gives the ConfigMap a name of its content, and the HelmRelease that name (needs kubectl)", async () => {
  const built = await Promise.all(
    ["1Gi", "2Gi"].map(async (size) => {
      const folder = temporaryFolder();
      const values = { delivery: { controller: "flux" }, components: { cache: { size } } };
      writeFiles(folder, filesOf(generated(CHART_COMPONENT, values)), (text) => text);
      return (await build(join(folder, "components/cache"), "/dev/null")) as readonly Delivered[];
    }),
  );
  const named = built.map((objects) => ({
    map: objects.find(({ kind }) => kind === "ConfigMap").metadata.name as string,
    release: objects.find(({ kind }) => kind === "HelmRelease").spec.valuesFrom[0].name as string,
  }));

  for (const { map, release } of named) expect(release).toBe(map);
  expect(named[0]?.map).not.toBe(named[1]?.map);
});

test("the project permits the chart's repository, its namespace and its kinds, and no other", () => {
  const without = project(filesOf(generated({})));
  const withChart = project(filesOf(generated(CHART_COMPONENT)));
  const added = (field: string) => {
    const before = new Set(without[field].map((each: unknown) => JSON.stringify(each)));
    return withChart[field].filter((each: unknown) => !before.has(JSON.stringify(each)));
  };

  expect(added("sourceRepos")).toEqual(["https://charts.example.com"]);
  expect(added("destinations").map(({ namespace }: { namespace: string }) => namespace)).toEqual(["cache"]);
  expect(added("clusterResourceWhitelist")).toEqual([]);
  expect(withChart.clusterResourceWhitelist).toContainEqual({
    group: "rbac.authorization.k8s.io",
    kind: "ClusterRole",
  });
  expect(project(filesOf(generated(OCI_COMPONENT))).sourceRepos).toContain("registry.example.com/charts");
});

test.each([
  ["argocd", CHART_COMPONENT, "https://charts.example.com", "https://mirror.test/charts", "https://mirror.test/charts"],
  ["argocd", OCI_COMPONENT, "oci://registry.example.com/", "oci://mirror.test/", "mirror.test/charts"],
  ["flux", CHART_COMPONENT, "https://charts.example.com", "https://mirror.test/charts", "https://mirror.test/charts"],
  ["flux", OCI_COMPONENT, "oci://registry.example.com/", "oci://mirror.test/", "oci://mirror.test/charts"],
])("%s fetches a chart from the mirror of its repository", (controller, component, from, to, expected) => {
  const files = filesOf(generated(component, { delivery: { controller, mirrors: [{ from, to }] } }));
  const applied = [...files].flatMap(([path, text]) => (path.endsWith(".yaml") ? [text] : [])).join("\n");

  expect(applied).toContain(expected);
  expect(applied).not.toContain(from.replace("oci://", ""));
});

test("a chart that defines kinds is not deleted with its component; another is", () => {
  const finalizers = (component: Readonly<Record<string, string>>) =>
    objectsIn(filesOf(generated(component)), "sync/cache.yaml")[0].metadata.finalizers;
  const file = "components/cache/component.yaml";
  const plain = { ...CHART_COMPONENT, [file]: CHART_COMPONENT[file]?.split("  defines:")[0] ?? "" };

  expect(finalizers(CHART_COMPONENT)).toBeUndefined();
  expect(finalizers(plain)).toEqual(["resources-finalizer.argocd.argoproj.io"]);
});

function project(files: FileTree): Delivered {
  return objectsIn(files, "sync/project.yaml")[0].spec;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "charts-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
