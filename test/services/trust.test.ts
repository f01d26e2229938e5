import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Plan } from "../../generator/generate.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { planWith } from "../catalog/plan-with.ts";
import { sharedRoot } from "../support/shared.ts";
import { buildPlatform, RELEASES } from "./built-platform.ts";

const EVALUATION: ValueMap = { platform: { purpose: "evaluation" } };
const PEM = "-----BEGIN CERTIFICATE-----\nMIIBAA==\n-----END CERTIFICATE-----\n";
const merged = (...values: readonly ValueMap[]) => deepmerge.all([EVALUATION, ...values]) as ValueMap;

const bundles = (...list: readonly ValueMap[]): ValueMap => ({
  components: { "trust-manager": { enabled: true }, "trust-bundles": { enabled: true, bundles: list } },
});
const COMPANY = { name: "company-ca", sources: [{ publicAuthorities: true }, { certificates: PEM }] };

/** An external server whose certificate Pipelines checks, by the ConfigMap `database-ca`. */
const DATABASE: ValueMap = {
  database: {
    provider: "external",
    engine: "mysql",
    host: "db.example.com",
    tls: "verify",
    caConfigMap: "database-ca",
  },
  components: {
    katib: { database: { tls: "disable" } },
    "model-catalog": { database: { provider: "bundled" } },
    "model-registry": { database: { tls: "disable" } },
  },
};

const syncedBefore = ({ components }: Plan, name: string) =>
  components.find(({ component }) => component.name === name)?.dependencies.map(({ on }) => on) ?? [];
const objectOf = ({ components }: Plan, component: string, file: string) =>
  parse(components.find((each) => each.component.name === component)?.files.get(file) ?? "");
const authority = ({ platform, components }: Plan) =>
  listExpectations(platform, components).filter(({ kind, name }) => kind === "ConfigMap" && name === "database-ca");

describe.each(RELEASES)("Kubeflow %s", (release) => {
  test.each(["argocd", "flux"])("on %s bundles come after trust-manager, and it after cert-manager", (controller) => {
    const plan = planWith(merged(bundles(COMPANY), { platform: { release }, delivery: { controller } }));

    expect(syncedBefore(plan, "trust-manager")).toEqual(["cert-manager"]);
    expect(syncedBefore(plan, "trust-bundles")).toEqual(["trust-manager"]);
  });

  test("a bundle for the namespace that reads it is the database's authority, and there before", () => {
    const own = { name: "database-ca", namespaces: ["kubeflow"], sources: [{ certificates: PEM }] };
    const plan = planWith(merged(DATABASE, bundles(own), { platform: { release } }));

    expect(syncedBefore(plan, "pipelines")).toContain("trust-bundles");
    expect(authority(plan).length).toBeGreaterThan(0);
    for (const { maker } of authority(plan)) expect(maker).toEqual({ kind: "Bundle", component: "trust-bundles" });
  });
});

test.skipIf(sharedRoot() === undefined).each(RELEASES)(
  "the profile controller of %s gives namespaces the label that bundles and policies select (needs upstream's manifests)",
  async (release) => {
    const { all } = await buildPlatform(release, EVALUATION, ["profiles"]);
    const [labels] = all("ConfigMap").flatMap(({ data }) => data["namespace-labels.yaml"] ?? []);

    expect(parse(labels)).toMatchObject({ "app.kubernetes.io/part-of": "kubeflow-profile" });
  },
);

test("a bundle is a ConfigMap in every profile's namespace, in those named, or in all", () => {
  const plan = planWith(
    merged(
      bundles(
        COMPANY,
        {
          name: "named",
          key: "bundle.pem",
          namespaces: ["a", "b"],
          sources: [{ secret: { name: "s", key: "tls.crt" } }],
        },
        { name: "everywhere", namespaces: "all", sources: [{ configMap: { name: "c", key: "ca.crt" } }] },
      ),
    ),
  );
  const specOf = (name: string) => objectOf(plan, "trust-bundles", `resources/bundles-bundle-${name}.yaml`).spec;

  expect(specOf("company-ca")).toEqual({
    sources: [{ useDefaultCAs: true }, { inLine: PEM }],
    target: {
      configMap: { key: "ca.crt" },
      namespaceSelector: { matchLabels: { "app.kubernetes.io/part-of": "kubeflow-profile" } },
    },
  });
  expect(specOf("named").target).toEqual({
    configMap: { key: "bundle.pem" },
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["a", "b"] }],
    },
  });
  expect(specOf("everywhere").target).toEqual({ configMap: { key: "ca.crt" } });
});

test.each([
  ["only in the namespaces of profiles", { name: "database-ca", sources: [{ certificates: PEM }] }],
  ["elsewhere", { name: "database-ca", namespaces: ["other"], sources: [{ certificates: PEM }] }],
  ["under another key", { name: "database-ca", key: "a", namespaces: "all", sources: [{ certificates: PEM }] }],
])("what is %s is not what the database's clients read", (_, bundle) => {
  const plan = planWith(merged(DATABASE, bundles(bundle)));

  expect(syncedBefore(plan, "pipelines")).not.toContain("trust-bundles");
  expect(authority(plan).length).toBeGreaterThan(0);
  for (const { maker } of authority(plan)) expect(maker).toBeUndefined();
});

test("sources in the cluster are expected where trust-manager reads them", () => {
  const sources = [{ configMap: { name: "storage", key: "ca.crt" } }, { secret: { name: "issuer", key: "tls.crt" } }];
  const expected = (values: ValueMap) => {
    const { platform, components } = planWith(merged(bundles({ name: "a", sources }), values));
    return listExpectations(platform, components)
      .filter(({ component }) => component.startsWith("trust-"))
      .map(({ kind, namespace = "", name, keys, versions }) => [kind, `${namespace}/${name}`, ...keys, ...versions]);
  };
  const existing = {
    "trust-manager": { enabled: true, existing: true },
    "trust-bundles": { sourceNamespace: "cert-manager" },
  };

  expect(expected({})).toEqual([
    ["ConfigMap", "trust-manager/storage", "ca.crt"],
    ["Secret", "trust-manager/issuer", "tls.crt"],
  ]);
  expect(expected({ components: existing })).toEqual([
    ["ConfigMap", "cert-manager/storage", "ca.crt"],
    ["Secret", "cert-manager/issuer", "tls.crt"],
    ["CustomResourceDefinition", "/bundles.trust.cert-manager.io", "v1alpha1"],
  ]);
});

test("the ConfigMaps by which pods trust Kubernetes and the mesh are no bundles", () => {
  for (const name of ["kube-root-ca.crt", "istio-ca-root-cert"])
    expect(() => planWith(merged(bundles({ ...COMPANY, name })))).toThrow(/SETTING_REFUSED .*another name/);
});

test("refused: a private key, bundles without trust-manager, and sources where the platform's own does not look", () => {
  const key = PEM.replaceAll("CERTIFICATE", "PRIVATE KEY");
  const withKey = { name: "a", sources: [{ certificates: PEM + key }] };
  const off: ValueMap = { components: { "trust-manager": { enabled: false } } };
  const elsewhere: ValueMap = { components: { "trust-bundles": { sourceNamespace: "cert-manager" } } };

  expect(() => planWith(merged(bundles(withKey)))).toThrow(/WRONG_FORMAT .*certificates/);
  expect(() => planWith(merged(bundles(COMPANY), off))).toThrow(/MISSING_REQUIREMENT .*trust-manager/);
  expect(() => planWith(merged(bundles(COMPANY), elsewhere))).toThrow(/SETTING_REFUSED .*sourceNamespace/);
});
