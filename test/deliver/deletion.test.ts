import { describe, expect, test } from "vitest";
import { delivered, deliveredObjects } from "../support/delivered-objects.ts";
import { type FakeDelivery, fakeComponent, fakeObject } from "../support/fake-platform.ts";

const FINALIZER = "resources-finalizer.argocd.argoproj.io";
const stateless = fakeObject("apps/v1", "Deployment", "home/d");

const DATA = {
  Namespace: fakeObject("v1", "Namespace", "home"),
  PersistentVolume: fakeObject("v1", "PersistentVolume", "disk"),
  PersistentVolumeClaim: fakeObject("v1", "PersistentVolumeClaim", "home/disk"),
  CustomResourceDefinition: fakeObject("apiextensions.k8s.io/v1", "CustomResourceDefinition", "models.example.com"),
  // Its controller makes a namespace of its name, and takes it away with it.
  Tenant: fakeObject("example.com/v1", "Tenant", "team-a"),
};

/** How each controller treats the deletion of a component with the given object: what Argo CD has as a finalizer, and Flux's policy. */
function deletion(object: (typeof DATA)[keyof typeof DATA], delivery: FakeDelivery) {
  const components = [
    fakeComponent({ name: "tenancy", createsNamespaces: ["Tenant"] }),
    fakeComponent({ name: "a", objects: [stateless, object] }),
  ];
  const argocd = delivered(deliveredObjects(delivery, components), "Application", "kubeflow-a");
  const flux = delivered(
    deliveredObjects({ ...delivery, controller: "flux" }, components),
    "Kustomization",
    "kubeflow-a",
  );
  return { argocd: argocd.metadata.finalizers, flux: flux.spec.deletionPolicy };
}

describe("a component that goes", () => {
  test("takes its objects with it where no data hangs on them", () => {
    expect(deletion(stateless, { keepOnPrune: [] })).toEqual({ argocd: [FINALIZER], flux: "MirrorPrune" });
  });

  test.each(Object.entries(DATA))("leaves everything where data hangs on an unprotected %s", (_, object) => {
    expect(deletion(object, { keepOnPrune: [] })).toEqual({ argocd: undefined, flux: "Orphan" });
  });

  test.each(Object.entries(DATA))("takes the rest with it where every %s is kept", (kind, object) => {
    expect(deletion(object, { keepOnPrune: [kind] })).toEqual({ argocd: [FINALIZER], flux: "MirrorPrune" });
  });
});

test("deleting the root deletes no component", () => {
  expect(delivered(deliveredObjects({}, []), "Application", "kubeflow").metadata).not.toHaveProperty("finalizers");
  expect(delivered(deliveredObjects({ controller: "flux" }, []), "Kustomization", "kubeflow").spec.deletionPolicy).toBe(
    "Orphan",
  );
});
