import { expect, test } from "vitest";
import { describeObject } from "../../generator/facts/describe-object.ts";
import { podSecurity } from "../../generator/facts/pod-security.ts";
import { containerNames, mountedClaims, withoutCpuRequest } from "../../generator/facts/pod-spec.ts";
import type { PodFacts } from "../../generator/model/facts.ts";
import type { ValueMap } from "../../generator/model/value.ts";

/** What is known of the pods of a Deployment with this pod spec. */
function podsOf(spec: ValueMap): PodFacts {
  const { pods } = describeObject({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "x", namespace: "a" },
    spec: { template: { spec } },
  });
  if (pods === undefined) throw new Error("a Deployment has pods");
  return pods;
}

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

test("the containers, and those without a share of a CPU; a limit is a request", () => {
  const pods = podsOf({
    initContainers: [{ name: "migrate" }],
    containers: [
      { name: "server", resources: { requests: { cpu: "10m" } } },
      { name: "proxy", resources: { limits: { cpu: "10m" } } },
      { name: "sidecar", resources: { requests: { memory: "10Mi" } } },
    ],
  });

  expect(containerNames(pods.spec, "containers")).toEqual(["server", "proxy", "sidecar"]);
  expect(containerNames(pods.spec, "initContainers")).toEqual(["migrate"]);
  expect(withoutCpuRequest(pods.spec)).toEqual(["sidecar"]);
});

test("what is read through variables and volumes, of init containers too, without the hash of a generated name", () => {
  const pods = podsOf({
    initContainers: [{ name: "a", envFrom: [{ secretRef: { name: "init" } }, { configMapRef: { name: "shared" } }] }],
    containers: [
      {
        name: "b",
        env: [
          { name: "A", value: "1" },
          { name: "B", valueFrom: { configMapKeyRef: { name: "generated-2b4c6d8f9g", key: "b" } } },
          { name: "C", valueFrom: { secretKeyRef: { name: "database", key: "c" } } },
          { name: "D", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
        ],
      },
    ],
    volumes: [
      { name: "a", configMap: { name: "shared" } },
      { name: "b", secret: { secretName: "certificate" } },
      { name: "c", projected: { sources: [{ configMap: { name: "part" } }, { secret: { name: "other-part" } }] } },
      { name: "d", persistentVolumeClaim: { claimName: "data" } },
    ],
  });

  expect(pods.reads).toEqual([
    "ConfigMap/generated",
    "ConfigMap/part",
    "ConfigMap/shared",
    "Secret/certificate",
    "Secret/database",
    "Secret/init",
    "Secret/other-part",
  ]);
  expect(mountedClaims(pods.spec)).toEqual(["data"]);
});

test("tolerations and affinity as they are written", () => {
  const tolerations = [{ key: "a", operator: "Exists" }];
  const affinity = { nodeAffinity: {} };
  expect(podsOf({ containers: [{ name: "a" }], tolerations, affinity }).spec).toMatchObject({ tolerations, affinity });
});

test("the pods that a disruption budget speaks of", () => {
  const budget = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "x", namespace: "a" },
    spec: { selector: { matchLabels: { app: "x" } } },
  };
  expect(describeObject(budget).protects).toEqual({ matchLabels: { app: "x" } });
});

const container = (fields: ValueMap = {}): ValueMap => ({ name: "a", securityContext: { ...RESTRICTED, ...fields } });

test.each<[string, string, ValueMap]>([
  ["restricted", "all that it asks for", { containers: [container()] }],
  [
    "restricted",
    "user and seccomp profile of the pod",
    {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        { name: "a", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
      ],
    },
  ],
  [
    "restricted",
    "a low port",
    { containers: [container({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } })] },
  ],
  ["baseline", "nothing said", { containers: [{ name: "a" }] }],
  ["baseline", "root", { containers: [container({ runAsUser: 0 })] }],
  ["baseline", "root of one container", { containers: [container(), container({ runAsNonRoot: false })] }],
  ["baseline", "an init container", { containers: [container()], initContainers: [{ name: "b" }] }],
  ["baseline", "capabilities kept", { containers: [container({ capabilities: { drop: ["KILL"] } })] }],
  [
    "baseline",
    "a capability of its own",
    { containers: [container({ capabilities: { drop: ["ALL"], add: ["CHOWN"] } })] },
  ],
  [
    "baseline",
    "a volume of the network",
    { containers: [container()], volumes: [{ name: "a", nfs: { server: "b" } }] },
  ],
  ["privileged", "the node's files", { containers: [container()], volumes: [{ name: "a", hostPath: { path: "/" } }] }],
  ["privileged", "the node's network", { hostNetwork: true, containers: [container()] }],
  ["privileged", "a port of the node", { containers: [{ ...container(), ports: [{ hostPort: 80 }] }] }],
  ["privileged", "privileged", { containers: [container({ privileged: true })] }],
  ["privileged", "a mighty capability", { containers: [container({ capabilities: { add: ["NET_ADMIN"] } })] }],
  ["privileged", "no seccomp", { containers: [container({ seccompProfile: { type: "Unconfined" } })] }],
  [
    "privileged",
    "an unsafe sysctl",
    { securityContext: { sysctls: [{ name: "kernel.msgmax" }] }, containers: [container()] },
  ],
])("the pod complies with %s: %s", (level, _, spec) => {
  expect(podSecurity(podsOf(spec).spec)).toBe(level);
});
