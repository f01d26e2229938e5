import type { FieldSpec } from "./field-spec.ts";
import type { NameReference } from "./transformer-config.ts";

/** Where a type keeps the spec of its pods. */
const podRoots: Readonly<Record<string, string>> = {
  Pod: "spec",
  PodTemplate: "template/spec",
  Deployment: "spec/template/spec",
  ReplicaSet: "spec/template/spec",
  DaemonSet: "spec/template/spec",
  StatefulSet: "spec/template/spec",
  ReplicationController: "spec/template/spec",
  Job: "spec/template/spec",
  CronJob: "spec/jobTemplate/spec/template/spec",
};

/** The types whose pods may use ConfigMaps and Secrets by name. ReplicationController is not among them. */
const configUsers = ["Pod", "PodTemplate", "Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "Job", "CronJob"];
const serviceAccountUsers = [
  "Pod",
  "StatefulSet",
  "Deployment",
  "ReplicationController",
  "CronJob",
  "Job",
  "DaemonSet",
];

function inPods(kinds: readonly string[], paths: readonly string[]): readonly FieldSpec[] {
  return kinds.flatMap((kind) => paths.map((path) => referrer(kind, `${podRoots[kind]}/${path}`)));
}

/** Config and secret references count for Pods of version v1 only. */
function inConfigUsers(paths: readonly string[]): readonly FieldSpec[] {
  return inPods(configUsers, paths).map((spec) => (spec.kind === "Pod" ? { ...spec, version: "v1" } : spec));
}

function referrer(kind: string, path: string, group = "", version = ""): FieldSpec {
  return { group, version, kind, path, create: false };
}

function target(type: string, referrers: readonly FieldSpec[], version = "", group = ""): NameReference {
  return { group, version, kind: type, referrers };
}

const rbac = "rbac.authorization.k8s.io";
const admission = "admissionregistration.k8s.io";
const nginx = "metadata/annotations/nginx.ingress.kubernetes.io\\/";

const scaled = [referrer("HorizontalPodAutoscaler", "spec/scaleTargetRef/name")];
const resourceNames = [referrer("Role", "rules/resourceNames"), referrer("ClusterRole", "rules/resourceNames")];

const configMapReferrers = [
  ...inConfigUsers([
    "volumes/configMap/name",
    "containers/env/valueFrom/configMapKeyRef/name",
    "initContainers/env/valueFrom/configMapKeyRef/name",
    "containers/envFrom/configMapRef/name",
    "initContainers/envFrom/configMapRef/name",
    "volumes/projected/sources/configMap/name",
  ]),
  referrer("Node", "spec/configSource/configMap"),
  ...resourceNames,
  referrer("Ingress", `${nginx}fastcgi-params-configmap`),
];

const secretReferrers = [
  ...inConfigUsers([
    "volumes/secret/secretName",
    "containers/env/valueFrom/secretKeyRef/name",
    "initContainers/env/valueFrom/secretKeyRef/name",
    "containers/envFrom/secretRef/name",
    "initContainers/envFrom/secretRef/name",
    "imagePullSecrets/name",
    "volumes/projected/sources/secret/name",
  ]),
  referrer("Ingress", "spec/tls/secretName"),
  referrer("Ingress", "metadata/annotations/ingress.kubernetes.io\\/auth-secret"),
  referrer("Ingress", `${nginx}auth-secret`),
  referrer("Ingress", `${nginx}auth-tls-secret`),
  referrer("ServiceAccount", "imagePullSecrets/name"),
  ...["secretName", "adminSecretName", "userSecretName", "secretRef"].map((name) =>
    referrer("StorageClass", `parameters/${name}`),
  ),
  ...resourceNames,
  referrer("Service", "spec/template/spec/containers/env/valueFrom/secretKeyRef/name", "serving.knative.dev", "v1"),
  referrer("PersistentVolume", "spec/azureFile/secretName"),
];

const serviceReferrers = [
  referrer("StatefulSet", "spec/serviceName", "apps"),
  referrer("Ingress", "spec/rules/http/paths/backend/serviceName"),
  referrer("Ingress", "spec/backend/serviceName"),
  referrer("Ingress", "spec/rules/http/paths/backend/service/name"),
  referrer("Ingress", "spec/defaultBackend/service/name"),
  referrer("APIService", "spec/service/name", "apiregistration.k8s.io"),
  referrer("ValidatingWebhookConfiguration", "webhooks/clientConfig/service", admission),
  referrer("MutatingWebhookConfiguration", "webhooks/clientConfig/service", admission),
];

/** Which fields of which types hold the name of an object of another type (`builtinpluginconsts/namereference.go`). */
export const nameReferences: readonly NameReference[] = [
  target("Deployment", scaled),
  target("ReplicationController", scaled),
  target("ReplicaSet", scaled),
  target("StatefulSet", scaled),
  target("ConfigMap", configMapReferrers, "v1"),
  target("Secret", secretReferrers, "v1"),
  target("Service", serviceReferrers, "v1"),
  target("Role", [referrer("RoleBinding", "roleRef/name", rbac)], "", rbac),
  target(
    "ClusterRole",
    [referrer("RoleBinding", "roleRef/name", rbac), referrer("ClusterRoleBinding", "roleRef/name", rbac)],
    "",
    rbac,
  ),
  target(
    "ServiceAccount",
    [
      referrer("RoleBinding", "subjects", rbac),
      referrer("ClusterRoleBinding", "subjects", rbac),
      ...inPods(serviceAccountUsers, ["serviceAccountName"]),
    ],
    "v1",
  ),
  target("PersistentVolumeClaim", inPods(serviceAccountUsers, ["volumes/persistentVolumeClaim/claimName"]), "v1"),
  target(
    "PersistentVolume",
    [referrer("PersistentVolumeClaim", "spec/volumeName"), referrer("ClusterRole", "rules/resourceNames")],
    "v1",
  ),
  target(
    "StorageClass",
    [
      referrer("PersistentVolume", "spec/storageClassName"),
      referrer("PersistentVolumeClaim", "spec/storageClassName"),
      referrer("StatefulSet", "spec/volumeClaimTemplates/spec/storageClassName"),
    ],
    "v1",
    "storage.k8s.io",
  ),
  target("PriorityClass", inPods(serviceAccountUsers, ["priorityClassName"]), "v1", "scheduling.k8s.io"),
  // Kustomize writes the version into the group here, so that an IngressClass is never found; so do we.
  target("IngressClass", [referrer("Ingress", "spec/ingressClassName")], "v1", "networking.k8s.io/v1"),
  target(
    "ValidatingAdmissionPolicy",
    [referrer("ValidatingAdmissionPolicyBinding", "spec/policyName", admission)],
    "",
    admission,
  ),
];
