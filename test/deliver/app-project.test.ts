import { describe, expect, test } from "vitest";
import facts from "../../components/releases/26.03.1.facts.json" with { type: "json" };
import { kindKey } from "../../generator/facts/object-key.ts";
import type { ReleaseFacts } from "../../generator/model/facts.ts";
import { delivered, deliveredObjects } from "../support/delivered-objects.ts";
import { fakeComponent, fakeObject } from "../support/fake-platform.ts";
import { SMALL_PLATFORM } from "../support/small-platform.ts";

const project = (components = SMALL_PLATFORM) =>
  delivered(deliveredObjects({}, components), "AppProject", "kubeflow").spec;
const keys = (kinds: { group: string; kind: string }[]) => kinds.map(({ group, kind }) => `${group}/${kind}`);
const namespaces = (spec: { destinations: { namespace: string }[] }) =>
  spec.destinations.map(({ namespace }) => namespace);

test("the components may come from their repository alone", () => {
  expect(project().sourceRepos).toEqual(["https://github.com/example/platform.git"]);
});

test("the namespaces are those that hold objects, also where another owns them", () => {
  expect(namespaces(project())).toEqual(["kube-system", "mesh", "serving"]);
});

test("the cluster is named as the Applications name it", () => {
  const objects = deliveredObjects({ argocd: { destination: { name: "prod-eu" } } }, SMALL_PLATFORM);
  const destination = delivered(objects, "Application", "kubeflow-mesh").spec.destination;
  expect(destination).toEqual({ name: "prod-eu", namespace: "mesh" });
  expect(delivered(objects, "AppProject", "kubeflow").spec.destinations).toContainEqual(destination);
  // The root stays in Argo CD's own cluster.
  expect(delivered(objects, "Application", "kubeflow").spec.destination.server).toBe("https://kubernetes.default.svc");
});

describe("kinds", () => {
  test("the cluster-scoped kinds are those of the objects and no other", () => {
    expect(keys(project().clusterResourceWhitelist)).toEqual([
      "/Namespace",
      "admissionregistration.k8s.io/MutatingWebhookConfiguration",
      "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
      "apiextensions.k8s.io/CustomResourceDefinition",
      "rbac.authorization.k8s.io/ClusterRole",
    ]);
  });

  test("beside the namespaced kinds stands what Kubernetes makes of them, so that pods and their logs show", () => {
    expect(keys(project().namespaceResourceWhitelist)).toEqual([
      "/Endpoints",
      "/PersistentVolumeClaim",
      "/Pod",
      "/Secret",
      "/Service",
      "apps/ControllerRevision",
      "apps/DaemonSet",
      "apps/Deployment",
      "apps/ReplicaSet",
      "autoscaling/HorizontalPodAutoscaler",
      "discovery.k8s.io/EndpointSlice",
      "serving.example.com/Model",
    ]);
  });

  test("a cluster-scoped kind stays one where a manifest writes a namespace into it", () => {
    const crd = fakeObject("apiextensions.k8s.io/v1", "CustomResourceDefinition", "runtimes.example.com", {
      spec: { group: "example.com", names: { kind: "Runtime", plural: "runtimes" }, scope: "Cluster", versions: [] },
    });
    const spec = project([
      fakeComponent({ name: "a", objects: [crd, fakeObject("example.com/v1", "Runtime", "somewhere/x")] }),
    ]);
    expect(keys(spec.clusterResourceWhitelist)).toContain("example.com/Runtime");
    expect(keys(spec.namespaceResourceWhitelist)).toEqual([]);
  });

  test("a built-in namespaced kind stays one where a manifest writes no namespace", () => {
    const objects = [fakeObject("v1", "ServiceAccount", "bare"), fakeObject("apps/v1", "Deployment", "home/d")];
    const spec = project([fakeComponent({ name: "a", objects })]);
    expect(keys(spec.clusterResourceWhitelist)).toEqual([]);
    expect(keys(spec.namespaceResourceWhitelist)).toContain("/ServiceAccount");
    expect(namespaces(spec)).toEqual(["home"]);
  });

  test("a kind that somebody else defined is cluster-scoped when it is written without a namespace", () => {
    const objects = [
      fakeObject("cert-manager.io/v1", "ClusterIssuer", "ca"),
      fakeObject("cert-manager.io/v1", "Issuer", "home/ca"),
    ];
    const spec = project([fakeComponent({ name: "a", objects })]);
    expect(keys(spec.clusterResourceWhitelist)).toEqual(["cert-manager.io/ClusterIssuer"]);
    expect(keys(spec.namespaceResourceWhitelist)).toEqual(["cert-manager.io/Issuer"]);
  });
});

describe("the namespace of an Application is permitted", () => {
  test.each([
    [
      "that of most of its objects",
      [fakeObject("v1", "Secret", "b/x"), fakeObject("v1", "Secret", "a/x"), fakeObject("v1", "Secret", "b/y")],
      "b",
    ],
    ["the first that it creates", [fakeObject("v1", "Namespace", "z"), fakeObject("v1", "Namespace", "y")], "y"],
    ["that of most of the platform", [fakeObject("rbac.authorization.k8s.io/v1", "ClusterRole", "r")], "mesh"],
  ])("%s", (_, objects, expected) => {
    const components = [...SMALL_PLATFORM, fakeComponent({ name: "other", objects })];
    const all = deliveredObjects({}, components);
    expect(delivered(all, "Application", "kubeflow-other").spec.destination.namespace).toBe(expected);
    expect(namespaces(delivered(all, "AppProject", "kubeflow").spec)).toContain(expected);
  });
});

describe("every object of every path of 26.03.1", () => {
  const paths = Object.entries((facts as unknown as ReleaseFacts).paths);
  const components = paths.map(([, objects], index) => fakeComponent({ name: `c${index}`, objects }));
  const objects = paths.flatMap(([, all]) => all);
  const spec = project(components);
  const cluster = new Set(keys(spec.clusterResourceWhitelist));
  const namespaced = new Set(keys(spec.namespaceResourceWhitelist));
  /** Spark's ClusterRoles are written with a namespace, the model catalog's Deployment without: the kind decides. */
  const outside = new Set([
    ...["ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "Namespace"],
    ...["MutatingWebhookConfiguration", "PriorityClass", "ValidatingWebhookConfiguration"],
    ...objects.flatMap(({ customResource: crd }) => (crd?.scope === "Cluster" ? crd.kind : [])),
  ]);

  test("is permitted: its kind where that kind lives, and its namespace", () => {
    const allowed = new Set(namespaces(spec));
    const refused = objects.filter((object) => {
      if (outside.has(object.kind)) return !cluster.has(kindKey(object));
      // What names no namespace goes where its Application points, which is permitted.
      return !namespaced.has(kindKey(object)) || !(object.namespace === undefined || allowed.has(object.namespace));
    });
    expect(refused.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)).toEqual([]);
    expect(allowed).toContain("kube-system");
  });

  test("accounts for the whole list: no kind and no namespace is there without an object", () => {
    const used = new Set(objects.map(kindKey));
    const made = [
      "/Endpoints",
      "/Pod",
      "apps/ControllerRevision",
      "apps/ReplicaSet",
      "batch/Job",
      "discovery.k8s.io/EndpointSlice",
    ];
    expect([...cluster].filter((kind) => !used.has(kind))).toEqual([]);
    expect([...namespaced].filter((kind) => !used.has(kind) && !made.includes(kind))).toEqual([]);
    expect([...cluster].filter((kind) => namespaced.has(kind))).toEqual([]);
    const inhabited = new Set(objects.map(({ namespace }) => namespace));
    expect(namespaces(spec).filter((namespace) => !inhabited.has(namespace))).toEqual([]);
  });
});

test("the root may make Applications and their project beside itself, and nothing else", () => {
  const objects = deliveredObjects({ argocd: { namespace: "gitops" } }, SMALL_PLATFORM);
  expect(delivered(objects, "Application", "kubeflow").spec.project).toBe("kubeflow-root");
  expect(delivered(objects, "AppProject", "kubeflow-root").spec).toMatchObject({
    destinations: [{ server: "https://kubernetes.default.svc", namespace: "gitops" }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [
      { group: "argoproj.io", kind: "AppProject" },
      { group: "argoproj.io", kind: "Application" },
    ],
  });
});
