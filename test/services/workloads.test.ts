import { readFileSync } from "node:fs";
import { join } from "node:path";
import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { CONNECTOR, catalog } from "../catalog/plan-with.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, type BuiltPlatform, buildPlatform, containerOf, RELEASES } from "./built-platform.ts";
import { SCHEDULING } from "./scheduling-values.ts";

const CHECKSUM = "kubeflow-gitops/configuration-checksum";
const WORKLOADS = ["Deployment", "StatefulSet", "Job", "CronJob"];

/** Everything that a release has, with somebody who can log in; and two components of our own objects. */
function everything(release: string, values: ValueMap = {}): ValueMap {
  const ofRelease = [...(catalog.releases.get(release)?.components.keys() ?? [])];
  const components = Object.fromEntries(
    [...ofRelease, "monitoring", "argo-workflows-ui"].map((name) => [name, { enabled: true }]),
  );
  const connectors = [CONNECTOR];
  return deepmerge({ components: { ...components, dex: { connectors } } }, values) as ValueMap;
}

/** Pods that somebody else makes from a template in an object of the platform, for users. */
const TEMPLATES_OF_USERS = ["ClusterServingRuntime", "ClusterStorageContainer", "ClusterTrainingRuntime", "ConfigMap"];

const specOf = (workload: Built): Built =>
  workload.kind === "CronJob" ? workload.spec.jobTemplate.spec.template.spec : workload.spec.template.spec;
const idOf = ({ kind, metadata }: Built): string => `${kind} ${metadata.namespace}/${metadata.name}`;
const workloadsOf = (platform: BuiltPlatform): readonly Built[] => WORKLOADS.flatMap((kind) => platform.all(kind));

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("at %s, with everything on,", (release) => {
  const plain = once(() => buildPlatform(release, everything(release)));
  const scheduled = once(() =>
    buildPlatform(release, everything(release, { scheduling: SCHEDULING }), undefined, ["high-availability"]),
  );

  test("every pod runs where the values say, and nothing of upstream's own is lost", async () => {
    const before = new Map(workloadsOf(await plain()).map((workload) => [idOf(workload), specOf(workload)]));
    const after = workloadsOf(await scheduled());

    expect(after.length).toBeGreaterThan(50);
    for (const workload of after) {
      const [theirs, spec] = [before.get(idOf(workload)), specOf(workload)];
      const id = idOf(workload);
      expect(spec.nodeSelector, id).toEqual({ ...theirs.nodeSelector, "example.com/pool": "platform" });
      expect(spec.tolerations, id).toEqual([...(theirs.tolerations ?? []), SCHEDULING.tolerations].flat());
      expect(spec.priorityClassName, id).toBe("platform");
      const preferred = "preferredDuringSchedulingIgnoredDuringExecution";
      const wanted = theirs.affinity?.podAntiAffinity?.[preferred] ?? [];
      expect(spec.affinity.podAntiAffinity[preferred], id).toHaveLength(wanted.length + 1);
      const required = "requiredDuringSchedulingIgnoredDuringExecution";
      const theirTerm = theirs.affinity?.nodeAffinity?.[required]?.nodeSelectorTerms[0].matchExpressions ?? [];
      expect(spec.affinity.nodeAffinity[required].nodeSelectorTerms, id).toEqual([
        { matchExpressions: [...theirTerm, { key: "example.com/cell", operator: "Exists" }] },
      ]);
    }
  });

  test("DaemonSets stay on every node", async () => {
    const daemons = (await plain()).all("DaemonSet");
    expect(daemons.length).toBeGreaterThan(0);
    expect((await scheduled()).all("DaemonSet")).toEqual(daemons);
  });

  test("no other pods are in the manifests than those of users, which the documentation names", async () => {
    const withPods = (await plain()).objects.filter(
      ({ kind, text }) => kind !== "CustomResourceDefinition" && /^ +(- )?containers?:$/m.test(text),
    );
    const kinds = new Set(withPods.map(({ kind }) => kind));
    for (const kind of [...WORKLOADS, "DaemonSet"]) kinds.delete(kind);
    const documented = readFileSync(join(repositoryRoot, "docs/workloads.md"), "utf8");
    expect([...kinds].filter((kind) => !TEMPLATES_OF_USERS.includes(kind))).toEqual([]);
    expect([...kinds].filter((kind) => !documented.includes(`\`${kind}\``))).toEqual([]);
  });

  test("several pods are spread by their own labels, and one budget speaks of them", async () => {
    const platform = await scheduled();
    const [budgets, scalers] = [platform.all("PodDisruptionBudget"), platform.all("HorizontalPodAutoscaler")];
    for (const workload of workloadsOf(platform)) {
      const { namespace } = workload.metadata;
      const labels = workload.spec.template.metadata.labels;
      const scaler = scalers.find(
        ({ metadata, spec }) => metadata.namespace === namespace && spec.scaleTargetRef.name === workload.metadata.name,
      );
      const isSeveral = scaler !== undefined || (workload.spec.replicas ?? 1) > 1;
      const own = budgets.filter(
        ({ metadata, spec }) => metadata.namespace === namespace && isSubset(spec.selector.matchLabels, labels),
      );
      const id = idOf(workload);
      expect(own.length, id).toBe(isSeveral ? 1 : 0);
      const { topologySpreadConstraints: spread = [] } = specOf(workload);
      expect(spread, id).toHaveLength(isSeveral ? 2 : 0);
      for (const { labelSelector } of spread) expect(isSubset(labelSelector.matchLabels, labels), id).toBe(true);
    }
    for (const { spec } of budgets) expect(Object.keys(spec).sort()).toEqual(["maxUnavailable", "selector"]);
    for (const { spec } of scalers) expect(spec.minReplicas).toBeLessThanOrEqual(spec.maxReplicas);
    expect(scalers.map(({ spec }) => spec.minReplicas).filter((min) => min > 1).length).toBeGreaterThan(3);
  });

  test("a budget speaks of one workload's pods, also where upstream labels others alike, and is the only one that does", async () => {
    const replicas = { "model-registry-controller": { replicas: { "controller-controller-manager": 2 } } };
    const platform = await buildPlatform(release, everything(release, { components: replicas }), undefined, [
      "high-availability",
    ]);
    const workloads = workloadsOf(platform);
    const budgets = platform.all("PodDisruptionBudget");
    expect(budgets.map(({ metadata }) => metadata.name)).toContain("controller-controller-manager");
    for (const { metadata, spec } of budgets) {
      const meant = workloads.filter(
        (workload) =>
          workload.metadata.namespace === metadata.namespace &&
          isSubset(spec.selector.matchLabels, workload.spec.template?.metadata.labels ?? {}),
      );
      expect(meant.map(idOf), metadata.name).toHaveLength(1);
    }
    const { spec } = platform.find("Deployment", "controller-controller-manager");
    const [budget] = platform.all("PodDisruptionBudget", "controller-controller-manager");
    for (const { labelSelector } of spec.template.spec.topologySpreadConstraints)
      expect(labelSelector).toEqual(budget.spec.selector);
    expect(spec.selector.matchLabels).not.toEqual(budget.spec.selector.matchLabels);
  });

  test("what keeps data on a volume of one node is stopped before it is started again", async () => {
    const platform = await plain();
    const shared = (name: string) =>
      platform.all("PersistentVolumeClaim", name).some(({ spec }) => !spec.accessModes.includes("ReadWriteOnce"));
    const stateful = platform
      .all("Deployment")
      .map(({ metadata, spec }) => ({
        name: metadata.name,
        strategy: spec.strategy?.type,
        claims: (spec.template.spec.volumes ?? []).flatMap((volume: Built) => volume.persistentVolumeClaim ?? []),
      }))
      .filter(({ claims }) => claims.some(({ claimName }: Built) => !shared(claimName)));
    expect(stateful.length).toBeGreaterThan(2);
    expect(stateful.filter(({ strategy }) => strategy !== "Recreate")).toEqual([]);
  });

  test("what the values change in a ConfigMap rolls out the pods that read it, and no others", async () => {
    const components = {
      dex: { staticUsers: [USER] },
      pipelines: { extra: { patches: [configuration("pipeline-install-config", { cronScheduleTimezone: "CET" })] } },
      kserve: { extra: { patches: [configuration("inferenceservice-config", { explainers: "{}" })] } },
    };
    const changed = await buildPlatform(release, everything(release, { components }), Object.keys(components));
    const before = checksums(await plain());
    const after = checksums(changed);

    expect(after.get("Deployment auth/dex")).toMatch(/^[0-9a-f]{16}$/);
    expect(after.get("Deployment auth/dex")).not.toBe(before.get("Deployment auth/dex"));
    for (const name of ["ml-pipeline", "ml-pipeline-scheduledworkflow", "cache-server", "kserve-controller-manager"]) {
      const id = `Deployment kubeflow/${name}`;
      expect(after.get(id), id).toMatch(/^[0-9a-f]{16}$/);
      expect(after.get(id), id).not.toBe(before.get(id));
    }
    expect(after.has("Deployment kubeflow/workflow-controller")).toBe(false);
  });

  test("one workload has resources, an autoscaler and a place of its own, by the name of any release", async () => {
    const requests = { cpu: "250m", memory: "300Mi" };
    const place = { nodeSelector: { "example.com/pool": "front" }, tolerations: [] };
    const platform = await buildPlatform(
      release,
      everything(release, {
        scheduling: SCHEDULING,
        components: {
          "central-dashboard": {
            workloads: {
              dashboard: { ...place, resources: { dashboard: { requests } }, autoscaling: { min: 2, max: 4, cpu: 70 } },
            },
          },
        },
      }),
      ["central-dashboard"],
    );
    const [dashboard] = platform.all("Deployment").filter(({ metadata }) => /dashboard$/.test(metadata.name));
    const { name } = dashboard.metadata;
    const spec = specOf(dashboard);

    expect(spec).toMatchObject({ nodeSelector: place.nodeSelector, priorityClassName: "platform" });
    expect(spec.tolerations).toBeUndefined();
    expect(containerOf(dashboard, name).resources.requests).toEqual(requests);
    expect(dashboard.spec.replicas).toBeUndefined();
    expect(platform.find("HorizontalPodAutoscaler", name, "kubeflow").spec).toMatchObject({
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [{ resource: { target: { averageUtilization: 70 } } }],
    });
  });
});

/** Built in the first test that asks, and once. */
function once<T>(build: () => Promise<T>): () => Promise<T> {
  let built: Promise<T> | undefined;
  return () => {
    built ??= build();
    return built;
  };
}

function configuration(name: string, data: ValueMap): ValueMap {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "kubeflow" }, data };
}

const USER = { email: "ada@example.com", username: "ada", userID: "1", hashFromEnv: "ADA_HASH" };

function checksums(platform: BuiltPlatform): ReadonlyMap<string, string> {
  return new Map(
    workloadsOf(platform).flatMap((workload) => {
      const checksum = workload.spec.template?.metadata.annotations?.[CHECKSUM];
      return checksum === undefined ? [] : [[idOf(workload), checksum] as const];
    }),
  );
}

function isSubset(some: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(some).every(([key, value]) => labels[key] === value);
}
