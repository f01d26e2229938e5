import { expect, test } from "vitest";
import { parse } from "yaml";
import { planWith } from "../catalog/plan-with.ts";
import { CHART_COMPONENT, filesOf, generated } from "./chart-files.ts";

const EVALUATION = { platform: { purpose: "evaluation" } };
const STORE = {
  apiVersion: "external-secrets.io/v1",
  kind: "ClusterSecretStore",
  metadata: { name: "vault" },
  spec: { provider: { vault: { server: "https://vault.example.com", path: "kubeflow" } } },
};

test("what has an object of a kind that a chart defines syncs after the chart", () => {
  const { components } = planWith({
    ...EVALUATION,
    components: { "external-secrets": { enabled: true }, katib: { extra: { resources: [STORE] } } },
  });
  const katib = components.find(({ component }) => component.name === "katib");

  expect(katib?.dependencies.find(({ on }) => on === "external-secrets")?.reasons).toEqual([
    "has a ClusterSecretStore (external-secrets.io)",
  ]);
});

test("where the chart is off its need is a problem; where the cluster has it there is none", () => {
  const katib = { extra: { resources: [STORE] } };
  expect(() => planWith({ ...EVALUATION, components: { katib } })).toThrow(
    /MISSING_REQUIREMENT .*external-secrets.*ClusterSecretStore/,
  );
  planWith({ ...EVALUATION, components: { katib, "external-secrets": { enabled: false, existing: true } } });
});

test("a chart in a namespace of the mesh syncs after what gives its pods their proxy, and after the login", () => {
  const { components } = planWith({
    ...EVALUATION,
    components: {
      flyte: {
        enabled: true,
        database: { host: "postgres.example.com", tls: "verify", login: { username: "flyte" } },
        objectStore: { bucket: "flyte" },
      },
    },
  });
  const depths = new Map(components.map(({ component, depth }) => [component.name, depth]));
  const flyte = components.find(({ component }) => component.name === "flyte");

  for (const before of ["istio", "oauth2-proxy", "kubeflow-gateway"])
    expect(depths.get(before)).toBeLessThan(flyte?.depth ?? 0);
});

test("a chart syncs after what defines the kinds that it renders", () => {
  const file = "components/cache/component.yaml";
  const withCertificate = (CHART_COMPONENT[file] ?? "").replace("kinds: [", "kinds: [cert-manager.io/Certificate, ");
  const dependsOn = (files: Readonly<Record<string, string>>) => {
    const text = filesOf(generated(files, { delivery: { controller: "flux" } })).get("sync/cache.yaml") ?? "";
    return parse(text).spec.dependsOn;
  };

  expect(dependsOn(CHART_COMPONENT)).toBeUndefined();
  expect(dependsOn({ ...CHART_COMPONENT, [file]: withCertificate })).toEqual([{ name: "kubeflow-cert-manager" }]);
});
