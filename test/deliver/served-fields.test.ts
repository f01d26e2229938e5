import { describe, expect, test } from "vitest";
import { SERVED_FIELDS, serves } from "../../generator/deliver/served-fields.ts";
import type { ArgocdValues, FluxValues } from "../../generator/model/values.gen.ts";
import { delivered, deliveredObjects } from "../support/delivered-objects.ts";
import { SMALL_PLATFORM } from "../support/small-platform.ts";

const application = (argocd: Partial<ArgocdValues>) =>
  delivered(deliveredObjects({ argocd }, SMALL_PLATFORM), "Application", "kubeflow-serving").spec.syncPolicy;
const kustomization = (version: FluxValues["version"]) =>
  delivered(
    deliveredObjects({ controller: "flux", flux: { version } }, SMALL_PLATFORM),
    "Kustomization",
    "kubeflow-serving",
  ).spec;

test("versions compare as numbers", () => {
  expect(serves("argocd", "3.10", "syncPolicy.retry.refresh")).toBe(true);
  expect(serves("argocd", "3.1", "syncPolicy.retry.refresh")).toBe(false);
  expect(serves("argocd", "4.0", "syncPolicy.retry.refresh")).toBe(true);
});

test("every gate names where it was read", () => {
  const gates = Object.values(SERVED_FIELDS).flatMap((fields) => Object.values(fields));
  expect(gates.length).toBe(4);
  for (const { since, source } of gates) {
    expect(since).toMatch(/^\d+\.\d+$/);
    expect(source).toMatch(/^\w+\/[\w-]+ [\w/.-]+: /);
  }
});

describe("Argo CD", () => {
  test("automated.enabled is there from 3.1; before, the section itself is the switch", () => {
    const off = { enabled: false, prune: true, selfHeal: true };
    expect(application({ version: "3.0" }).automated).toEqual({ prune: true, selfHeal: true });
    expect(application({ version: "3.0", automated: off }).automated).toBeUndefined();
    expect(application({ version: "3.1" }).automated).toEqual({ enabled: true, prune: true, selfHeal: true });
    expect(application({ version: "3.1", automated: off }).automated).toEqual(off);
  });

  test("retry.refresh is there from 3.2", () => {
    expect(application({ version: "3.1" }).retry).not.toHaveProperty("refresh");
    expect(application({ version: "3.2" }).retry.refresh).toBe(true);
  });

  test("SkipDryRunOnMissingResource is an option of the Application from 3.1", () => {
    expect(application({ version: "3.0" }).syncOptions).not.toContain("SkipDryRunOnMissingResource=true");
    expect(application({ version: "3.1" }).syncOptions).toContain("SkipDryRunOnMissingResource=true");
  });
});

describe("Flux", () => {
  test("ignore is there from 2.9; before, the fields are taken out of what is applied", () => {
    for (const version of ["2.7", "2.8"] as const) {
      expect(kustomization(version)).not.toHaveProperty("ignore");
      expect(kustomization(version).patches.length).toBe(3);
    }
    expect(kustomization("2.9")).not.toHaveProperty("patches");
    expect(kustomization("2.9").ignore.length).toBe(3);
  });
});
