import { describe, expect, test } from "vitest";
import facts from "../../components/releases/26.03.1.facts.json" with { type: "json" };
import { type DriftRule, driftRules, scaledWorkloads } from "../../generator/deliver/drift-rules.ts";
import { ignoreDifferences } from "../../generator/deliver/ignore-differences.ts";
import { ignoreRules, withoutForeignFields } from "../../generator/deliver/ignore-rules.ts";
import type { ObjectFacts, ReleaseFacts } from "../../generator/model/facts.ts";
import { fakeObject } from "../support/fake-platform.ts";

/** The paths of which upstream's example of 26.03.1 consists, each tool by its own path. */
const EXAMPLE = [
  "applications/dashboard/upstream/centraldashboard/overlays/istio",
  "applications/dashboard/upstream/poddefaults-webhooks/overlays/cert-manager",
  "applications/dashboard/upstream/profile-controller/overlays/kubeflow-pss",
  "applications/hub/overlays/model-catalog",
  "applications/hub/overlays/model-registry",
  "applications/katib/upstream/installs/katib-with-kubeflow",
  "applications/kserve/kserve",
  "applications/kserve/models-web-app/overlays/kubeflow",
  "applications/notebooks-v1/upstream/jupyter-web-app/overlays/istio",
  "applications/notebooks-v1/upstream/notebook-controller/overlays/kubeflow",
  "applications/notebooks-v1/upstream/pvcviewer-controller/base",
  "applications/notebooks-v1/upstream/tensorboard-controller/overlays/kubeflow",
  "applications/notebooks-v1/upstream/tensorboards-web-app/overlays/istio",
  "applications/notebooks-v1/upstream/volumes-web-app/overlays/istio",
  "applications/pipeline/overlays",
  "applications/spark/spark-operator/overlays/kubeflow",
  "applications/trainer/overlays",
  "common/cert-manager/base",
  "common/cert-manager/overlays/kubeflow",
  "common/dex/overlays/oauth2-proxy",
  "common/istio/cluster-local-gateway/base",
  "common/istio/istio-crds/base",
  "common/istio/istio-install/overlays/oauth2-proxy",
  "common/istio/istio-namespace/base",
  "common/istio/kubeflow-istio-resources/base",
  "common/knative/knative-serving/overlays/gateways",
  "common/kubeflow-namespace/base",
  "common/kubeflow-roles/base",
  "common/oauth2-proxy/overlays/m2m-dex-only",
  "common/user-namespace/base",
];

/** The selector of one of Flux's rules. */
type Target = { group?: string; kind: string; name: string; namespace?: string };

const paths = (facts as unknown as ReleaseFacts).paths;
const objects = EXAMPLE.flatMap((path) => paths[path] ?? []);
const rules = driftRules(objects, scaledWorkloads(objects));

const fieldsOf = (rule: DriftRule) =>
  rule.fields.map(({ path }) => path.map((step) => (typeof step === "string" ? step : `[${step.name}]`)).join("."));
const ruleOf = (object: ObjectFacts) =>
  rules.filter(
    ({ object: of }) => of.kind === object.kind && of.name === object.name && of.namespace === object.namespace,
  );

describe("the 727 objects of 26.03.1", () => {
  test("are all there", () => {
    expect(objects.length).toBe(727);
  });

  test("each of the 29 webhook configurations has one rule, with the CA bundle of each of its webhooks", () => {
    const configurations = objects.filter(({ webhooks }) => webhooks !== undefined);
    expect(configurations.length).toBe(29);
    for (const configuration of configurations) {
      const [rule, ...more] = ruleOf(configuration);
      expect(more).toEqual([]);
      const bundles = fieldsOf(rule!).filter((field) => field.endsWith("caBundle"));
      expect(bundles).toEqual(configuration.webhooks!.map(({ name }) => `webhooks.[${name}].clientConfig.caBundle`));
    }
  });

  test("16 of them get their CA from cert-manager, 13 from their own controller", () => {
    const configurations = objects.filter(({ webhooks }) => webhooks !== undefined);
    expect(configurations.filter(({ caFrom }) => caFrom === "injector").length).toBe(16);
    expect(configurations.filter(({ caFrom }) => caFrom === "controller").length).toBe(13);
  });

  test("one validating webhook opens until its controller closes it: Istio's", () => {
    const closed = rules.filter((rule) => fieldsOf(rule).some((field) => field.endsWith("failurePolicy")));
    expect(closed.map(({ object }) => object.name)).toEqual(["istio-validator-istio-system"]);
  });

  test("two webhooks have rules that their controller rewrites: Knative's, which carry their configuration's name", () => {
    const rewritten = rules.filter((rule) => fieldsOf(rule).some((field) => /^webhooks.*\.rules$/.test(field)));
    expect(rewritten.map(({ object }) => `${object.kind} ${object.name}`)).toEqual([
      "MutatingWebhookConfiguration webhook.serving.knative.dev",
      "ValidatingWebhookConfiguration validation.webhook.serving.knative.dev",
    ]);
  });

  test("each of the 14 aggregated ClusterRoles has a rule for its rules; the others have none", () => {
    const roles = objects.filter(({ kind }) => kind === "ClusterRole");
    expect(roles.filter(({ aggregated }) => aggregated).length).toBe(14);
    for (const role of roles) expect(ruleOf(role).flatMap(fieldsOf)).toEqual(role.aggregated ? ["rules"] : []);
  });

  test("each of the 4 CRDs that convert by webhook has a rule for that CA bundle; the others have none", () => {
    const crds = objects.filter(({ customResource }) => customResource !== undefined);
    const converting = crds.filter(({ customResource }) => customResource!.conversionWebhook);
    expect(converting.map(({ name }) => name).sort()).toEqual([
      "jobsets.jobset.x-k8s.io",
      "llminferenceserviceconfigs.serving.kserve.io",
      "llminferenceservices.serving.kserve.io",
      "pvcviewers.kubeflow.org",
    ]);
    for (const crd of crds) {
      const expected = converting.includes(crd) ? ["spec.conversion.webhook.clientConfig.caBundle"] : [];
      expect(ruleOf(crd).flatMap(fieldsOf)).toEqual(expected);
    }
  });

  test("each of the 5 Secrets that a controller fills has a rule for its data; the others have none", () => {
    const secrets = objects.filter(({ kind }) => kind === "Secret");
    expect(
      secrets
        .filter(({ filledByController }) => filledByController)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "jobset-webhook-server-cert",
      "kserve-webhook-server-secret",
      "kubeflow-trainer-webhook-cert",
      "net-istio-webhook-certs",
      "webhook-certs",
    ]);
    for (const secret of secrets)
      expect(ruleOf(secret).flatMap(fieldsOf)).toEqual(secret.filledByController ? ["data"] : []);
  });

  test("each of the 5 Deployments that an autoscaler scales has a rule for its replicas; the others have none", () => {
    const scaled = objects.flatMap(({ scales }) => scales ?? []);
    expect(scaled.length).toBe(5);
    for (const deployment of objects.filter(({ kind }) => kind === "Deployment")) {
      const isScaled = scaled.includes(`apps/Deployment/${deployment.namespace}/${deployment.name}`);
      expect(ruleOf(deployment).flatMap(fieldsOf)).toEqual(isScaled ? ["spec.replicas"] : []);
    }
  });

  test("there is no other rule", () => {
    expect(rules.length).toBe(29 + 14 + 4 + 5 + 5);
  });
});

describe("each rule is about one object and its fields", () => {
  test("in Argo CD", () => {
    const rendered = ignoreDifferences(rules) as {
      name: string;
      kind: string;
      jsonPointers?: string[];
      jqPathExpressions?: string[];
    }[];
    expect(rendered.length).toBe(rules.length);
    for (const rule of rendered) {
      expect(rule.name).not.toBe("");
      expect([...(rule.jsonPointers ?? []), ...(rule.jqPathExpressions ?? [])].length).toBeGreaterThan(0);
    }
    expect(rendered.find(({ name }) => name === "istio-validator-istio-system")).toEqual({
      group: "admissionregistration.k8s.io",
      kind: "ValidatingWebhookConfiguration",
      name: "istio-validator-istio-system",
      jqPathExpressions: [
        '.webhooks[]? | select(.name == "rev.validation.istio.io") | .clientConfig.caBundle',
        '.webhooks[]? | select(.name == "rev.validation.istio.io") | .failurePolicy',
      ],
    });
  });

  test("in Flux 2.9, whose selectors are regular expressions: each matches its own object and no other", () => {
    const rendered = ignoreRules(rules) as { target: Target; paths: string[] }[];
    const everyPath = Object.values(paths).flat();
    for (const [index, { target, paths: pointers }] of rendered.entries()) {
      const matched = everyPath.filter(
        (object) =>
          new RegExp(`^${target.kind}$`).test(object.kind) &&
          new RegExp(`^${target.name}$`).test(object.name) &&
          (target.group === undefined || new RegExp(`^${target.group}$`).test(object.apiVersion.split("/")[0]!)) &&
          (target.namespace === undefined || target.namespace === object.namespace),
      );
      const ids = new Set(matched.map(({ kind, namespace, name }) => `${kind}/${namespace}/${name}`));
      const { kind, namespace, name } = rules[index]!.object;
      expect([...ids]).toEqual([`${kind}/${namespace}/${name}`]);
      expect(pointers.length).toBe(rules[index]!.fields.length);
    }
    expect(rendered.find(({ target }) => target.name === "jobset-mutating-webhook-configuration")?.paths).toEqual([
      "/webhooks/0/clientConfig/caBundle",
      "/webhooks/1/clientConfig/caBundle",
    ]);
  });

  test("in Flux before 2.9, by taking the fields out; a first value that matters stays in", () => {
    const patches = withoutForeignFields(rules) as { patch: string }[];
    expect(patches.length).toBe(rules.length);
    expect(patches.some(({ patch }) => patch.includes("failurePolicy"))).toBe(false);
    expect(patches.map(({ patch }) => patch)).toContain(
      [
        "apiVersion: rbac.authorization.k8s.io/v1",
        "kind: ClusterRole",
        "metadata:",
        "  name: kubeflow-admin",
        "rules: null",
        "",
      ].join("\n"),
    );
  });
});

describe("without a writer in the cluster there is no rule", () => {
  test("for a webhook whose CA bundle is in the manifest", () => {
    const own = fakeObject("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "own", {
      webhooks: [{ name: "a.example.com", clientConfig: { caBundle: "LS0tLS1CRUdJTg==" } }],
    });
    expect(driftRules([own], scaledWorkloads([own]))).toEqual([]);
  });

  test("for a fail-open webhook that cert-manager serves: nobody closes it", () => {
    const open = fakeObject("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "open", {
      metadata: { name: "open", annotations: { "cert-manager.io/inject-ca-from": "a/b" } },
      webhooks: [{ name: "a.example.com", failurePolicy: "Ignore", clientConfig: { service: {} } }],
    });
    expect(driftRules([open], scaledWorkloads([open])).flatMap(fieldsOf)).toEqual([
      "webhooks.[a.example.com].clientConfig.caBundle",
    ]);
  });

  test("for a fail-open webhook of Knative's form: its controller leaves the policy alone", () => {
    const name = "config.webhook.example.com";
    const open = fakeObject("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", name, {
      webhooks: [{ name, failurePolicy: "Ignore", clientConfig: { service: {} } }],
    });
    expect(driftRules([open], scaledWorkloads([open])).flatMap(fieldsOf)).toEqual([
      `webhooks.[${name}].clientConfig.caBundle`,
    ]);
  });

  test("for a workload of the same name in another namespace than the scaled one", () => {
    const scaler = fakeObject("autoscaling/v2", "HorizontalPodAutoscaler", "a/web", {
      spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" } },
    });
    const workloads = [fakeObject("apps/v1", "Deployment", "a/web"), fakeObject("apps/v1", "Deployment", "b/web")];
    // The autoscaler may come with another component.
    expect(driftRules(workloads, scaledWorkloads([scaler])).map(({ object }) => object.namespace)).toEqual(["a"]);
  });
});
