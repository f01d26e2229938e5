import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { CONNECTOR, planWith } from "../catalog/plan-with.ts";
import { schemaErrors } from "../support/crd-schemas.ts";
import { sharedRoot } from "../support/shared.ts";
import { buildPlatform, RELEASES } from "./built-platform.ts";

const GATEWAY = { existing: { namespace: "ingress", service: "web", serviceAccount: "web", labels: { istio: "web" } } };

/** What has to do with the mesh and with certificates, but for the applications. */
const MESH = [
  ...["istio", "kubeflow-gateway", "cluster-local-gateway", "oauth2-proxy", "dex", "kubeflow-namespaces"],
  ...["cert-manager", "kubeflow-issuer", "knative-serving", "monitoring", "central-dashboard", "katib"],
];

/** A production in a cluster that has these components; no component of ours may stumble over what is not delivered. */
const having = (names: readonly string[], other: ValueMap = {}): ValueMap => ({
  components: {
    ...Object.fromEntries(names.map((name) => [name, { enabled: true, existing: true }])),
    dex: { connectors: [CONNECTOR] },
    monitoring: { enabled: true },
    ...(other["components"] as ValueMap | undefined),
  },
  gateway: { hosts: ["kubeflow.example.com"], tls: { mode: "issuer" }, ...(names.includes("istio") && GATEWAY) },
  platform: { domain: "kubeflow.example.com", ...(other["platform"] as ValueMap | undefined) },
});

/** `Kind namespace/name: versions settings`. */
function expectedOf(values: ValueMap, component: string): readonly string[] {
  const { platform, components } = planWith(values);
  const all = [...components, ...platform.absent].map((each) => each.component.name);
  // Of a component that there is not, nothing is ever expected.
  expect(all).toContain(component);
  return listExpectations(platform, components)
    .filter((each) => each.component === component)
    .map(({ kind, namespace, name, keys, versions, settings }) => {
      const contents = [...keys, ...versions, ...Object.entries(settings).map(([path, text]) => `${path}=${text}`)];
      return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}: ${contents.join(" ")}`;
    });
}

const release = (name: string): ValueMap => ({ platform: { release: name } });

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("%s in a cluster that has everything already", (name) => {
  test("of Istio only what Kubeflow adds is delivered, and denies in the platform's namespaces alone", async () => {
    const built = await buildPlatform(name, having(["istio", "cert-manager"]), MESH, ["high-availability"]);
    const ofIstio = built.plan.components.find(({ component }) => component.name === "istio");

    expect(ofIstio?.objects.map(({ kind, namespace, name: object }) => `${kind} ${namespace}/${object}`)).toEqual([
      "AuthorizationPolicy ingress/kubeflow-gateway",
      "AuthorizationPolicy kubeflow/deny-by-default",
    ]);
    expect(built.all("AuthorizationPolicy", "global-deny-all")).toEqual([]);
    expect(built.find("AuthorizationPolicy", "deny-by-default", "knative-serving").spec).toEqual({});
    for (const policy of built.all("AuthorizationPolicy")) expect(schemaErrors(policy)).toEqual([]);
    for (const workload of ["istiod", "istio-ingressgateway", "cert-manager", "cert-manager-webhook"])
      expect(built.all("Deployment", workload)).toEqual([]);
    for (const namespace of ["istio-system", "cert-manager"]) expect(built.all("Namespace", namespace)).toEqual([]);
    expect(built.all("CustomResourceDefinition").filter(({ spec }) => /istio|cert-manager/.test(spec.group))).toEqual(
      [],
    );
    expect(built.all("NetworkPolicy", undefined, "cert-manager").map(({ metadata }) => metadata.name)).toEqual([]);
    expect(built.all("ClusterIssuer", "kubeflow-self-signing-issuer")).toHaveLength(1);
  });

  test("Knative's own policies are upstream's, word for word", async () => {
    const existing = await buildPlatform(name, having(["knative-serving"]), ["knative-serving"], ["high-availability"]);
    const delivered = await buildPlatform(name, having([]), ["knative-serving"]);
    const policies = (kind: "AuthorizationPolicy") =>
      delivered.all(kind).map(({ metadata, spec }) => [metadata.name, spec]);

    expect(existing.objects.map(({ kind }) => kind)).toEqual(Array(5).fill("AuthorizationPolicy"));
    expect(existing.all("AuthorizationPolicy").map(({ metadata, spec }) => [metadata.name, spec])).toEqual(
      policies("AuthorizationPolicy"),
    );
  });

  test("Pipelines leave out the controller of workflows with all that is its own", async () => {
    const components = { pipelines: { workflowController: "existing", replicas: { "workflow-controller": null } } };
    const { text, all } = await buildPlatform(name, having([], { components }), ["pipelines"], ["high-availability"]);

    expect(all("Deployment").length).toBeGreaterThan(8);
    expect(text.match(/.*(argoexec|(?<!scheduled-)workflow-controller|name: argo-|\.argoproj\.io$).*/gm) ?? []).toEqual(
      [],
    );
  });

  test("what is not delivered is expected, with versions and settings", () => {
    const values = having(["istio", "cert-manager", "knative-serving"], { platform: { release: name } });
    const istio = expectedOf(values, "istio");
    const knative = expectedOf(values, "knative-serving");

    expect(istio).toContainEqual(
      expect.stringMatching(/^CustomResourceDefinition virtualservices\.networking\.istio\.io: .*\bv1\b/),
    );
    expect(istio).toContainEqual(
      expect.stringMatching(/^ConfigMap istio-system\/istio: mesh .*oauth2-proxy\.svc\.cluster\.local/),
    );
    expect(knative).toContain(
      "ConfigMap knative-serving/config-istio: data[gateway.kubeflow.kubeflow-gateway]=web.ingress.svc.cluster.local",
    );
    expect(knative).toContain("ConfigMap knative-serving/config-domain: kubeflow.example.com");
    expect(knative).toContain("CustomResourceDefinition services.serving.knative.dev: v1");
    expect(expectedOf(values, "cert-manager")).toContain("CustomResourceDefinition certificates.cert-manager.io: v1");
    expect(expectedOf(having([], release(name)), "monitoring")).toEqual([
      "CustomResourceDefinition podmonitors.monitoring.coreos.com: v1",
      "CustomResourceDefinition servicemonitors.monitoring.coreos.com: v1",
    ]);
  });
});

test("nothing is expected of what is delivered", () => {
  for (const name of ["istio", "cert-manager", "knative-serving"]) {
    expect(expectedOf(having([]), name)).toEqual([]);
    expect(expectedOf(having([name]), name)).not.toEqual([]);
  }
});

test("of a chart's definitions those are expected whose kinds are in use, in the versions in use", () => {
  const store = {
    apiVersion: "external-secrets.io/v1",
    kind: "SecretStore",
    metadata: { name: "store", namespace: "auth" },
  };
  const components = {
    "external-secrets": { enabled: true, existing: true },
    dex: { connectors: [CONNECTOR], extra: { resources: [store] } },
  };

  expect(expectedOf({ components }, "external-secrets")).toEqual([
    "CustomResourceDefinition secretstores.external-secrets.io: v1",
  ]);
});

test("an existing Istio without the gateway that comes with it is refused", () => {
  const { gateway: _, ...values } = having(["istio"]);
  expect(() => planWith(values)).toThrow(/SETTING_REFUSED .* gateway\.existing/);
});
