import { expect, test } from "vitest";
import { describeObject } from "../../generator/facts/describe-object.ts";
import { apiGroup, clusterScopedKinds, kindKey, objectKey } from "../../generator/facts/object-key.ts";

test("a key has group, kind, namespace and name, and no version", () => {
  const key = objectKey({ apiVersion: "apps/v1", kind: "Deployment", namespace: "kubeflow", name: "mysql" });
  expect(key).toBe("apps/Deployment/kubeflow/mysql");
  expect(key).toBe(objectKey({ apiVersion: "apps/v1beta1", kind: "Deployment", namespace: "kubeflow", name: "mysql" }));
  expect(objectKey({ apiVersion: "v1", kind: "ConfigMap", name: "x" })).toBe("/ConfigMap//x");
});

test("the group is what stands before the version", () => {
  expect(["v1", "apps/v1", "networking.istio.io/v1alpha3"].map(apiGroup)).toEqual(["", "apps", "networking.istio.io"]);
  expect(kindKey({ apiVersion: "v1", kind: "Pod" })).toBe("/Pod");
});

test("a namespace written into a cluster-scoped object does not make it another one", () => {
  const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", name: "admin" };
  expect(objectKey({ ...role, namespace: "kubeflow" })).toBe(objectKey(role));
});

test("a CustomResourceDefinition says which custom resources are cluster-scoped", () => {
  const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "clustertrainingruntimes.trainer.kubeflow.org" },
    spec: {
      group: "trainer.kubeflow.org",
      names: { kind: "ClusterTrainingRuntime", plural: "clustertrainingruntimes" },
      scope: "Cluster",
      versions: [],
    },
  };
  const scopes = clusterScopedKinds([describeObject(definition)]);
  const runtime = {
    apiVersion: "trainer.kubeflow.org/v1alpha1",
    kind: "ClusterTrainingRuntime",
    namespace: "kubeflow-system",
    name: "torch-distributed",
  };
  expect(objectKey(runtime, scopes)).toBe("trainer.kubeflow.org/ClusterTrainingRuntime//torch-distributed");
  expect(objectKey(runtime)).toBe("trainer.kubeflow.org/ClusterTrainingRuntime/kubeflow-system/torch-distributed");
  expect(scopes.has("/Namespace")).toBe(true);
});
