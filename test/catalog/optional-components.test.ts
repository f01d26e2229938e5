import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Plan } from "../../generator/generate.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { build, writeFiles } from "../parity/kustomize.ts";
import { hasCrdSchemas, schemaErrors } from "../support/crd-schemas.ts";
import type { Delivered } from "../support/delivered-objects.ts";
import { OPTIONAL } from "./optional-settings.ts";
import { catalog, planWith } from "./plan-with.ts";

/** Groups of which the collected schemas have every kind that these components use. */
const KNOWN_GROUPS =
  /^(networking\.istio\.io|security\.istio\.io|k8s\.mariadb\.com|(helm|source)\.toolkit\.fluxcd\.io)\//;

const planFor = (release: string, controller: string): Plan =>
  planWith({
    platform: { purpose: "evaluation", release },
    delivery: { controller },
    // Browsers reach the issuer, so that what can log users in itself does.
    gateway: { hosts: ["kubeflow.example.com"], tls: { mode: "secret" } },
    components: Object.fromEntries(Object.entries(OPTIONAL).map(([name, own]) => [name, { enabled: true, ...own }])),
  });

describe.each([...catalog.releases.keys()])("Kubeflow %s", (release) => {
  test.each(["argocd", "flux"])(
    "each of them builds on %s, and its custom resources are valid (needs kubectl)",
    async (controller) => {
      const objects = (await Promise.all(ownFolders(planFor(release, controller)))).flat();
      const known = objects.filter(({ apiVersion }) => KNOWN_GROUPS.test(apiVersion));

      expect(known.length).toBeGreaterThan(8);
      if (!hasCrdSchemas) return;
      expect(known.flatMap((each) => schemaErrors(each).map((error) => `${each.kind}: ${error}`))).toEqual([]);
    },
  );

  test("the server of Argo Workflows has the version of the controller in Pipelines", () => {
    const images = planFor(release, "argocd").components.flatMap(({ objects }) =>
      objects.flatMap((each) => each.images ?? []),
    );
    const tagOf = (name: string) =>
      images
        .find((image) => image.includes(name))
        ?.split(":")
        .at(-1);

    expect(tagOf("argocli:")).toBe(tagOf("argoproj/workflow-controller:"));
  });

  test("a NetworkPolicy for metrics is only where a policy of upstream's shuts the namespace's pods already", () => {
    const { components } = planFor(release, "argocd");
    const policies = (of: boolean) =>
      components
        .filter(({ component }) => (component.name === "monitoring") === of)
        .flatMap(({ objects }) => objects.filter(({ kind }) => kind === "NetworkPolicy"));
    const shut = new Set(policies(false).map(({ namespace }) => namespace));

    expect(policies(true).length).toBeGreaterThan(0);
    for (const { namespace } of policies(true)) expect(shut).toContain(namespace);
  });
});

test("no credential is in what these components deliver", () => {
  const { components } = planFor("26.03.1", "argocd");
  const own = components.filter(({ component }) => component.name in OPTIONAL);

  expect(own).toHaveLength(Object.keys(OPTIONAL).length);
  expect(own.flatMap(({ objects }) => objects.filter(({ credentials }) => credentials !== undefined))).toEqual([]);
});

test("MinIO's page is there where the release bundles MinIO; elsewhere turning it on is refused, located", () => {
  const values = (release: string): ValueMap => ({
    platform: { purpose: "evaluation", release },
    components: { "minio-console": { enabled: true } },
  });
  const { components } = planWith(values("1.10.2"));
  const console = components.find(({ component }) => component.name === "minio-console");

  expect(console?.objects.map(({ kind }) => kind)).toEqual(["VirtualService"]);
  expect(() => planWith(values("26.03.1"))).toThrow(
    "SETTING_REFUSED Kubeflow Pipelines of this version bring no MinIO.",
  );
});

test("the Secrets that they read are among what the cluster is expected to have", () => {
  const { platform, components } = planFor("26.03.1", "argocd");
  const expectations = listExpectations(platform, components).map(
    ({ kind, namespace, name, keys }) => `${kind} ${namespace}/${name}: keys ${keys.join(", ")}`,
  );

  expect(expectations).toContain("Secret flyte/kubeflow-database: keys password");
  expect(expectations).toContain("Secret mlflow/kubeflow-database: keys username, password");
  expect(expectations).toContain("Secret argo-workflows/argo-workflows-client: keys client-id, client-secret");
  // Without credentialsSecret it is the identity of the ServiceAccount.
  expect(expectations.filter((each) => each.includes("AWS_"))).toEqual([]);
});

/** What Kustomize makes of each of their folders: nothing remote is in them. */
function ownFolders({ components }: Plan): Promise<readonly Delivered[]>[] {
  const folder = mkdtempSync(join(tmpdir(), "optional-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return components
    .filter(({ component }) => component.name in OPTIONAL)
    .map(({ component, files }) => {
      writeFiles(join(folder, component.name), files, (text) => text);
      return build(join(folder, component.name), "/dev/null") as Promise<readonly Delivered[]>;
    });
}
