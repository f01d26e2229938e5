import { expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { byKey, compareObjects } from "./compare-objects.ts";
import { needsBetween } from "./needs.ts";

const object = (apiVersion: string, kind: string, name: string, more: ValueMap = {}): ValueMap => ({
  apiVersion,
  kind,
  metadata: { name, ...(more.metadata as ValueMap) },
  ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== "metadata")),
});

const edges = (components: Record<string, ValueMap[]>) =>
  needsBetween(new Map(Object.entries(components))).map(({ component, on, reason }) => `${component} ${on}: ${reason}`);

const injected = object("v1", "Namespace", "kubeflow", { metadata: { labels: { "istio-injection": "enabled" } } });
const injector = (failurePolicy: string) =>
  object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "injector", {
    webhooks: [
      {
        name: "inject",
        failurePolicy,
        rules: [{ apiGroups: [""], operations: ["CREATE"], resources: ["pods"] }],
        namespaceSelector: { matchLabels: { "istio-injection": "enabled" } },
        objectSelector: { matchExpressions: [{ key: "inject", operator: "NotIn", values: ["false"] }] },
      },
    ],
  });
const workload = (labels: ValueMap) =>
  object("apps/v1", "Deployment", "katib", {
    metadata: { namespace: "kubeflow" },
    spec: { template: { metadata: { labels } } },
  });

test("a need: the definition of a kind, and a namespace", () => {
  const definition = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "certificates", {
    spec: { group: "cert-manager.io", names: { kind: "Certificate", plural: "certificates" }, scope: "Namespaced" },
  });
  const certificate = object("cert-manager.io/v1", "Certificate", "x", { metadata: { namespace: "kubeflow" } });
  expect(edges({ crds: [definition], namespaces: [injected], katib: [certificate] })).toEqual([
    "katib crds: Certificate x: its definition",
    "katib namespaces: Certificate x: its namespace",
  ]);
  expect(edges({ all: [definition, injected, certificate] })).toEqual([]);
});

test("a need: the webhook that the pods of a workload must pass", () => {
  const needs = (failurePolicy: string, labels: ValueMap) =>
    edges({ istio: [injector(failurePolicy)], katib: [injected, workload(labels)] });
  expect(needs("Fail", { app: "katib" })).toEqual(["katib istio: Deployment katib: webhook inject"]);
  expect(needs("Fail", { inject: "false" })).toEqual([]);
  expect(needs("Ignore", { app: "katib" })).toEqual([]);
});

test("differences: a field changed, added, gone, and of another type; the order of keys is none", () => {
  const before = object("v1", "ConfigMap", "x", { data: { a: "1", b: "2", list: [1, 2], "a.b/c": "x" } });
  const after = object("v1", "ConfigMap", "x", { data: { b: "3", a: 1, list: [2], "a.b/c": "y", c: null } });
  const fields = compareObjects(byKey([before]), byKey([after])).map(({ field, expected, actual }) => [
    field,
    expected,
    actual,
  ]);
  expect(fields).toEqual([
    ["data.a", "1", 1],
    ["data.b", "2", "3"],
    ["data.list.0", 1, 2],
    ["data.list.1", 2, undefined],
    ['data["a.b/c"]', "x", "y"],
    ["data.c", undefined, null],
  ]);
  const turned = { metadata: { name: "x" }, kind: "ConfigMap", apiVersion: "v1", data: before.data! };
  expect(compareObjects(byKey([before]), byKey([turned]))).toEqual([]);
});

test("an object that is there twice is not compared but refused", () => {
  expect(() => byKey([object("v1", "Service", "x"), object("v1", "Service", "x")])).toThrow(
    "/Service//x is there twice",
  );
});
