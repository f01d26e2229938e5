import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { driftRules, scaledWorkloads } from "../../generator/deliver/drift-rules.ts";
import { withoutForeignFields } from "../../generator/deliver/ignore-rules.ts";
import { describeObject } from "../../generator/facts/describe-object.ts";
import type { ValueMap } from "../../generator/model/value.ts";

const CLIENT = { caBundle: "", service: { name: "w", namespace: "n" } };
const OBJECTS: readonly ValueMap[] = [
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata: { name: "hooks" },
    webhooks: [
      { name: "a.example.com", clientConfig: CLIENT, failurePolicy: "Fail" },
      { name: "b.example.com", clientConfig: { service: CLIENT.service }, failurePolicy: "Fail" },
    ],
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "hook.example.com" },
    webhooks: [
      {
        name: "hook.example.com",
        clientConfig: CLIENT,
        rules: [{ operations: ["CREATE"], apiGroups: ["example.com"], apiVersions: ["*"], resources: ["*"] }],
      },
    ],
  },
  {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "models.example.com" },
    spec: {
      group: "example.com",
      conversion: { strategy: "Webhook", webhook: { clientConfig: CLIENT } },
    },
  },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "scaled", namespace: "n" },
    spec: { replicas: 3, template: {} },
  },
  {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "scaled", namespace: "n" },
    spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "scaled" } },
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "admin" },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] },
    rules: [],
  },
  { apiVersion: "v1", kind: "Secret", metadata: { name: "filled", namespace: "n" } },
];

/** The objects with every field gone that a rule names, and nothing else. */
const EXPECTED = JSON.parse(
  JSON.stringify(OBJECTS, (key, value) =>
    key === "caBundle" || key === "rules" || key === "replicas" ? undefined : value,
  ),
);

function hasKubectl(): boolean {
  try {
    execFileSync("kubectl", ["version", "--client"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!hasKubectl())(
  "Kustomize takes exactly the foreign fields out, whether they are there or not (needs kubectl)",
  () => {
    const facts = OBJECTS.map(describeObject);
    const folder = mkdtempSync(join(tmpdir(), "foreign-fields-"));
    writeFileSync(join(folder, "objects.yaml"), OBJECTS.map((object) => stringify(object)).join("---\n"));
    const patches = withoutForeignFields(driftRules(facts, scaledWorkloads(facts)));
    expect(patches.length).toBe(6);
    writeFileSync(join(folder, "kustomization.yaml"), stringify({ resources: ["objects.yaml"], patches }));
    const built = execFileSync("kubectl", ["kustomize", folder], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    const byKind = (objects: readonly ValueMap[]) =>
      Object.fromEntries(objects.map(({ kind, ...rest }) => [kind, rest]));
    expect(byKind(parseAllDocuments(built).map((document) => document.toJS()))).toEqual(byKind(EXPECTED));
  },
);
