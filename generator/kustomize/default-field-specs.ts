import { nameReferences } from "./default-name-references.ts";
import type { FieldSpec } from "./field-spec.ts";
import { emptyConfig, mergeConfigs, type TransformerConfig } from "./transformer-config.ts";

/** A type as `Kind`, `version/Kind` or `group:Kind`; `*` is every type. */
function fieldSpec(type: string, path: string, create = false): FieldSpec {
  const [, group = "", version = "", kind = ""] = /^(?:([^:]+):)?(?:([^/]+)\/)?(.*)$/.exec(type) ?? [];
  return { group, version, kind: kind === "*" ? "" : kind, path, create };
}

function created(...specs: readonly (readonly [type: string, path: string])[]): readonly FieldSpec[] {
  return specs.map(([type, path]) => fieldSpec(type, path, true));
}

function existing(...specs: readonly (readonly [type: string, path: string])[]): readonly FieldSpec[] {
  return specs.map(([type, path]) => fieldSpec(type, path));
}

const metadataLabels = created(
  ["*", "metadata/labels"],
  ["v1/ReplicationController", "spec/template/metadata/labels"],
  ["Deployment", "spec/template/metadata/labels"],
  ["ReplicaSet", "spec/template/metadata/labels"],
  ["DaemonSet", "spec/template/metadata/labels"],
  ["apps:StatefulSet", "spec/template/metadata/labels"],
  ["apps:StatefulSet", "spec/volumeClaimTemplates[]/metadata/labels"],
  ["batch:Job", "spec/template/metadata/labels"],
  ["batch:CronJob", "spec/jobTemplate/metadata/labels"],
  ["batch:CronJob", "spec/jobTemplate/spec/template/metadata/labels"],
);

/** Where a workload's pods select other pods; their labels change together. */
const podSelectors = [
  "affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
  "affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels",
  "affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
  "affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels",
  "topologySpreadConstraints/labelSelector/matchLabels",
].map((path) => `spec/template/spec/${path}`);

const commonLabels = [
  ...created(
    ["v1/Service", "spec/selector"],
    ["v1/ReplicationController", "spec/selector"],
    ["Deployment", "spec/selector/matchLabels"],
    ["ReplicaSet", "spec/selector/matchLabels"],
    ["DaemonSet", "spec/selector/matchLabels"],
    ["apps:StatefulSet", "spec/selector/matchLabels"],
  ),
  ...podSelectors.flatMap((path) => existing(["apps:Deployment", path], ["apps:StatefulSet", path])),
  ...existing(
    ["batch:Job", "spec/selector/matchLabels"],
    ["batch:CronJob", "spec/jobTemplate/spec/selector/matchLabels"],
    ["policy:PodDisruptionBudget", "spec/selector/matchLabels"],
    ["networking.k8s.io:NetworkPolicy", "spec/podSelector/matchLabels"],
    ["networking.k8s.io:NetworkPolicy", "spec/ingress/from/podSelector/matchLabels"],
    ["networking.k8s.io:NetworkPolicy", "spec/egress/to/podSelector/matchLabels"],
  ),
  ...metadataLabels,
];

const commonAnnotations = created(
  ["*", "metadata/annotations"],
  ["v1/ReplicationController", "spec/template/metadata/annotations"],
  ["Deployment", "spec/template/metadata/annotations"],
  ["ReplicaSet", "spec/template/metadata/annotations"],
  ["DaemonSet", "spec/template/metadata/annotations"],
  ["StatefulSet", "spec/template/metadata/annotations"],
  ["batch:Job", "spec/template/metadata/annotations"],
  ["batch:CronJob", "spec/jobTemplate/metadata/annotations"],
  ["batch:CronJob", "spec/jobTemplate/spec/template/metadata/annotations"],
);

const podTemplateRoots = {
  Pod: "spec",
  DaemonSet: "spec/template/spec",
  Deployment: "spec/template/spec",
  Job: "spec/template/spec",
  ReplicaSet: "spec/template/spec",
  StatefulSet: "spec/template/spec",
  CronJob: "spec/jobTemplate/spec/template/spec",
} as const;

const containerFields = ["args", "command", "env/value", "volumeMounts/mountPath"];

const varReference = [
  ...Object.entries(podTemplateRoots).flatMap(([kind, root]) =>
    ["containers", "initContainers"].flatMap((list) =>
      containerFields.map((field) => fieldSpec(kind, `${root}/${list}/${field}`)),
    ),
  ),
  ...existing(
    ["Pod", "spec/volumes/nfs/server"],
    ["DaemonSet", "spec/template/spec/volumes/nfs/server"],
    ["Deployment", "spec/template/spec/volumes/nfs/server"],
    ["Job", "spec/template/spec/volumes/nfs/server"],
    ["ReplicaSet", "spec/template/spec/volumes/nfs/server"],
    // The missing `spec` is kustomize's own.
    ["CronJob", "spec/jobTemplate/spec/template/volumes/nfs/server"],
    ["StatefulSet", "spec/volumeClaimTemplates/spec/nfs/server"],
    ["Deployment", "spec/template/metadata/annotations"],
    ["Ingress", "spec/rules/host"],
    ["Ingress", "spec/tls/hosts"],
    ["Ingress", "spec/tls/secretName"],
    ["Service", "spec/ports/port"],
    ["Service", "spec/ports/targetPort"],
    ["PersistentVolume", "spec/nfs/server"],
    ["*", "metadata/labels"],
    ["*", "metadata/annotations"],
  ),
];

/** The specs that every kustomization starts with (`api/internal/konfig/builtinpluginconsts`). */
export const defaultConfig: TransformerConfig = mergeConfigs(
  emptyConfig,
  {
    namePrefix: existing(["*", "metadata/name"]),
    nameSuffix: existing(["*", "metadata/name"]),
    namespace: [
      ...created(["Namespace", "metadata/name"], ["apiregistration.k8s.io:APIService", "spec/service/namespace"]),
      ...existing([
        "apiextensions.k8s.io:CustomResourceDefinition",
        "spec/conversion/webhook/clientConfig/service/namespace",
      ]),
    ],
    commonLabels,
    labels: [],
    templateLabels: metadataLabels,
    commonAnnotations,
    nameReference: nameReferences,
    varReference,
    images: ["spec", "spec/template/spec"].flatMap((root) =>
      created(["*", `${root}/containers[]/image`], ["*", `${root}/initContainers[]/image`]),
    ),
    replicas: created(
      ["Deployment", "spec/replicas"],
      ["ReplicationController", "spec/replicas"],
      ["ReplicaSet", "spec/replicas"],
      ["StatefulSet", "spec/replicas"],
    ),
  },
  (reason) => {
    throw new Error(reason);
  },
);
