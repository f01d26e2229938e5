import { expect, test } from "vitest";
import { describeObject } from "../../generator/facts/describe-object.ts";
import type { ValueMap } from "../../generator/model/value.ts";

const core = (kind: string, name: string, more: ValueMap = {}): ValueMap => ({
  apiVersion: "v1",
  kind,
  metadata: { name, namespace: "kubeflow" },
  ...more,
});

test("an object has its identity and nothing more where nothing more is to be known", () => {
  expect(describeObject(core("Service", "ml-pipeline"))).toEqual({
    apiVersion: "v1",
    kind: "Service",
    namespace: "kubeflow",
    name: "ml-pipeline",
  });
});

test("bad input gives empty facts, not an exception", () => {
  expect(describeObject({})).toEqual({ apiVersion: "", kind: "", name: "" });
  const wrong = { apiVersion: "apps/v1", kind: "StatefulSet", metadata: [], spec: { volumeClaimTemplates: "x" } };
  expect(describeObject(wrong)).toEqual({
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    name: "",
    pods: { labels: {}, spec: {} },
  });
});

test("the hash of a generated ConfigMap or Secret is not part of its name; other kinds and other endings are left alone", () => {
  const named = (kind: string, name: string) => {
    const { name: base, generated } = describeObject(core(kind, name));
    return generated === true ? `${base} generated` : base;
  };
  expect(named("ConfigMap", "dashboard-parameters-ckkh684h89")).toBe("dashboard-parameters generated");
  expect(named("Secret", "oauth2-proxy-h675gf55ht")).toBe("oauth2-proxy generated");
  expect(named("Service", "oauth2-proxy-h675gf55ht")).toBe("oauth2-proxy-h675gf55ht");
  expect(named("ConfigMap", "kserve-controller")).toBe("kserve-controller");
  expect(named("ConfigMap", "backup-2013013013")).toBe("backup-2013013013");
});

test("labels are those of a Namespace only", () => {
  const metadata = { name: "kubeflow", labels: { "istio-injection": "enabled" } };
  expect(describeObject({ apiVersion: "v1", kind: "Namespace", metadata }).labels).toEqual({
    "istio-injection": "enabled",
  });
  expect(describeObject({ apiVersion: "v1", kind: "Service", metadata }).labels).toBeUndefined();
});

test("a CustomResourceDefinition: what it serves, its size, who converts", () => {
  const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "jobsets.jobset.x-k8s.io" },
    spec: {
      group: "jobset.x-k8s.io",
      names: { kind: "JobSet", plural: "jobsets" },
      scope: "Namespaced",
      versions: [
        { name: "v1alpha1", served: false },
        { name: "v1alpha2", served: true, schema: { description: "an image: ghcr.io/a/b:c, 10 °C" } },
      ],
      conversion: { strategy: "Webhook", webhook: { clientConfig: { service: { name: "jobset-webhook-service" } } } },
    },
  };
  expect(describeObject(definition)).toEqual({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    name: "jobsets.jobset.x-k8s.io",
    customResource: {
      group: "jobset.x-k8s.io",
      kind: "JobSet",
      plural: "jobsets",
      scope: "Namespaced",
      versions: ["v1alpha2"],
      bytes: JSON.stringify(definition).length + 1,
      conversionWebhook: true,
    },
    caFrom: "controller",
  });
});

const webhooks = (metadata: ValueMap, ...list: ValueMap[]): ValueMap => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "MutatingWebhookConfiguration",
  metadata: { name: "webhooks", ...metadata },
  webhooks: list,
});

test("a webhook's rules are expanded to what they match, and empty selectors are none", () => {
  const webhook = {
    name: "webhook.cert-manager.io",
    rules: [
      { apiGroups: ["cert-manager.io", "acme.cert-manager.io"], operations: ["CREATE", "UPDATE"], resources: ["*/*"] },
      { apiGroups: [""], operations: ["CREATE"], resources: ["pods", "configmaps"] },
    ],
    namespaceSelector: { matchExpressions: [{ key: "a", operator: "NotIn", values: ["true"] }], matchLabels: {} },
    objectSelector: {},
    clientConfig: { url: "https://example.com" },
  };
  expect(describeObject(webhooks({}, webhook)).webhooks).toEqual([
    {
      name: "webhook.cert-manager.io",
      failurePolicy: "Fail",
      operations: ["CREATE", "UPDATE"],
      resources: ["cert-manager.io/*/*", "acme.cert-manager.io/*/*", "/pods", "/configmaps"],
      namespaceSelector: { matchExpressions: [{ key: "a", operator: "NotIn", values: ["true"] }] },
    },
  ]);
});

test("a webhook whose rules its controller writes has none", () => {
  const [webhook] = describeObject(webhooks({}, { name: "x", failurePolicy: "Ignore" })).webhooks ?? [];
  expect(webhook).toEqual({ name: "x", failurePolicy: "Ignore", operations: [], resources: [] });
});

test("the CA comes from cert-manager where an annotation names a certificate, else from a controller, or is there", () => {
  const service = { name: "x", clientConfig: { service: { name: "x" } } };
  const caOf = (annotations: ValueMap, webhook: ValueMap = service) =>
    describeObject(webhooks({ annotations }, webhook)).caFrom;
  expect(caOf({ "cert-manager.io/inject-ca-from": "kubeflow/katib-webhook-cert" })).toBe("injector");
  expect(caOf({ "cert-manager.io/inject-ca-from-secret": "cert-manager/cert-manager-webhook-ca" })).toBe("injector");
  expect(caOf({ "cert-manager.io/inject-ca-from": "$(CERTIFICATE_NAMESPACE)/$(CERTIFICATE_NAME)" })).toBe("controller");
  expect(caOf({})).toBe("controller");
  expect(caOf({}, { name: "x", clientConfig: { service: {}, caBundle: "Cg==" } })).toBe("controller");
  expect(
    caOf({}, { name: "x", clientConfig: { service: {}, caBundle: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0t" } }),
  ).toBeUndefined();
  expect(caOf({}, { name: "x", clientConfig: { url: "https://example.com" } })).toBeUndefined();
});

test("a ClusterRole with an aggregationRule has rules that the control plane writes", () => {
  const role = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "kubeflow-admin" },
  };
  expect(describeObject({ ...role, aggregationRule: { clusterRoleSelectors: [] }, rules: [] }).aggregated).toBe(true);
  expect(describeObject({ ...role, rules: [] }).aggregated).toBeUndefined();
});

test.each([
  [
    "apps/v1",
    "Deployment",
    { template: { metadata: { labels: { app: "x" } } }, replicas: 2 },
    { labels: { app: "x" }, replicas: 2, spec: {} },
  ],
  [
    "batch/v1",
    "CronJob",
    { jobTemplate: { spec: { template: { metadata: { labels: { app: "x" } } } } } },
    { labels: { app: "x" }, spec: {} },
  ],
  ["batch/v1", "Job", { template: {} }, { labels: {}, spec: {} }],
  ["v1", "Pod", {}, { labels: { of: "itself" }, spec: {} }],
])("the pods of %s %s", (apiVersion, kind, spec, pods) => {
  const metadata = { name: "x", labels: { of: "itself" } };
  expect(describeObject({ apiVersion, kind, metadata, spec: spec as ValueMap }).pods).toEqual(pods);
});

test("claims: a PersistentVolumeClaim, and what a StatefulSet makes per pod", () => {
  const claim = (name: string) => ({
    metadata: { name },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "20Gi" } } },
  });
  const facts = { size: "20Gi", accessModes: ["ReadWriteOnce"] };
  const object = { apiVersion: "v1", kind: "PersistentVolumeClaim", ...claim("mysql-pv-claim") };
  expect(describeObject(object).claims).toEqual([{ name: "mysql-pv-claim", ...facts }]);
  const set = {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "db" },
    spec: { volumeClaimTemplates: [claim("data")] },
  };
  expect(describeObject(set).claims).toEqual([{ name: "data", ...facts }]);
});

test("of a Secret's credentials only the keys are known, and an empty Secret is filled in the cluster", () => {
  const secret = describeObject(
    core("Secret", "mysql-secret", { stringData: { username: "root", password: "" }, data: { ca: "eA==" } }),
  );
  expect(secret.credentials).toEqual(["ca", "password", "username"]);
  expect(JSON.stringify(secret)).not.toContain("root");
  expect(secret.filledByController).toBeUndefined();
  for (const data of [{}, { data: {} }, { data: { "tls.crt": "", "tls.key": null } }]) {
    const empty = describeObject(core("Secret", "webhook-certs", data));
    expect([empty.filledByController, empty.credentials]).toEqual([true, undefined]);
  }
});

test("what Flux would substitute is known wherever it stands", () => {
  const substituted = (data: ValueMap) => describeObject(core("ConfigMap", "x", { data })).substitution === true;
  expect(substituted({ template: "lr=${trialParameters.learningRate}" })).toBe(true);
  expect(substituted({ ["${key}"]: "" })).toBe(true);
  expect(substituted({ script: "echo $$" })).toBe(true);
  expect(substituted({ script: "echo $HOME $(pwd) {x}" })).toBe(false);
});

test("a HorizontalPodAutoscaler names what it scales", () => {
  const scaler = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "activator", namespace: "knative-serving" },
    spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "activator" } },
  };
  expect(describeObject(scaler).scales).toBe("apps/Deployment/knative-serving/activator");
});
