import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { deliverPlatform } from "../../generator/deliver/deliver-platform.ts";
import { buildKustomization } from "../../generator/kustomize/build.ts";
import { diskFileSystem, fileSystemWithFolder } from "../../generator/kustomize/file-system.ts";
import type { ArgocdValues, FluxValues } from "../../generator/model/values.gen.ts";
import { hasCrdSchemas, schemaErrors } from "../support/crd-schemas.ts";
import { type FakeDelivery, fakePlatform } from "../support/fake-platform.ts";
import { SMALL_PLATFORM } from "../support/small-platform.ts";

const ARGOCD_VERSIONS: ArgocdValues["version"][] = ["3.0", "3.1", "3.2", "3.3", "3.4", "3.5"];
const FLUX_VERSIONS: FluxValues["version"][] = ["2.7", "2.8", "2.9"];

const DELIVERIES: Readonly<Record<string, FakeDelivery>> = Object.fromEntries([
  ...ARGOCD_VERSIONS.map((version) => [`Argo CD ${version}`, { argocd: { version } }]),
  ["Argo CD, cluster by name", { argocd: { destination: { name: "prod-eu" } } }],
  [
    "Argo CD, by hand",
    { argocd: { automated: { enabled: false, prune: false, selfHeal: false }, applicationHealth: false } },
  ],
  [
    "Argo CD 3.0, by hand",
    { argocd: { version: "3.0", automated: { enabled: false, prune: false, selfHeal: false } } },
  ],
  [
    "Argo CD, retry for ever, nothing kept",
    { argocd: { retry: { limit: -1, duration: "5s", maxDuration: "1m" } }, keepOnPrune: [] },
  ],
  ...FLUX_VERSIONS.map((version) => [`Flux ${version}`, { controller: "flux", flux: { version } }]),
  [
    "Flux, remote cluster, private repository over SSH",
    {
      controller: "flux",
      repository: { url: "git@github.com:example/platform.git", revision: "refs/tags/v1.0.0", path: "a/b" },
      flux: { repositorySecret: "git", kubeConfigSecret: "prod-eu" },
    },
  ],
  [
    "Flux, from a registry",
    {
      controller: "flux",
      flux: {
        artifact: { url: "oci://registry.example.com:5000/ml/prod", tag: "main", provider: "aws", secret: "pull" },
      },
    },
  ],
  [
    "Flux, at a commit, nothing kept",
    { controller: "flux", repository: { revision: "f".repeat(40) }, keepOnPrune: [] },
  ],
]);

for (const [name, delivery] of Object.entries(DELIVERIES)) {
  describe(name, () => {
    const tree = deliverPlatform(fakePlatform(delivery, SMALL_PLATFORM), SMALL_PLATFORM);
    const objects = [...tree.values()].flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));

    test.skipIf(!hasCrdSchemas)("every custom resource is valid against its schema (needs the shared schemas)", () => {
      const custom = objects.filter(({ apiVersion }) => apiVersion.includes("."));
      expect(custom.length).toBeGreaterThanOrEqual(5);
      expect(
        custom.flatMap((object) => schemaErrors(object).map((error) => `${object.metadata.name}: ${error}`)),
      ).toEqual([]);
    });

    test("there is a file for the start and one per component", () => {
      const project = delivery.controller === "flux" ? [] : ["sync/project.yaml"];
      expect([...tree.keys()].sort()).toEqual(
        ["bootstrap.yaml", "sync/mesh.yaml", "sync/namespaces.yaml", "sync/serving.yaml", ...project].sort(),
      );
    });

    test("no two objects have one name", () => {
      const ids = objects.map(({ kind, metadata }) => `${kind}/${metadata.namespace}/${metadata.name}`);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });
}

test("Flux gets a folder that it can sync where nothing is on any more, so that it prunes what was", async () => {
  const none = deliverPlatform(fakePlatform({ controller: "flux" }, []), []);
  const text = none.get("sync/kustomization.yaml") ?? "";
  // kustomize-controller writes the file again before it builds, without empty lists (fluxcd/pkg, kustomize_generator.go).
  for (const written of [text, text.replace("resources: []\n", "")]) {
    const folder = "/nowhere/sync";
    const fileSystem = fileSystemWithFolder(diskFileSystem(), folder, new Map([["kustomization.yaml", written]]));
    const built = await buildKustomization(folder, { fileSystem, loadRestrictions: "rootOnly" });
    expect(built).toEqual({ ok: true, value: [] });
  }
  const some = deliverPlatform(fakePlatform({ controller: "flux" }, SMALL_PLATFORM), SMALL_PLATFORM);
  expect([...some.keys()]).not.toContain("sync/kustomization.yaml");
});

test("a schema error is found: the validation is real", () => {
  if (!hasCrdSchemas) return;
  const broken = { apiVersion: "argoproj.io/v1alpha1", kind: "Application", metadata: {}, spec: { sync: {} } };
  expect(schemaErrors(broken).join()).toContain("sync");
});
