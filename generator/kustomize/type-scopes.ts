/**
 * The types that are certainly cluster scoped: what the OpenAPI of Kubernetes 1.21 says, which is the schema built into
 * kustomize 5 (`kyaml/openapi/openapi.go: precomputedIsNamespaceScoped`). Every other type counts as namespaced.
 */
const clusterScopedTypes: Readonly<Record<string, readonly string[]>> = {
  v1: ["ComponentStatus", "Namespace", "Node", "NodeProxyOptions", "PersistentVolume"],
  "admissionregistration.k8s.io/v1": ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
  "admissionregistration.k8s.io/v1beta1": ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
  "apiextensions.k8s.io/v1": ["CustomResourceDefinition"],
  "apiextensions.k8s.io/v1beta1": ["CustomResourceDefinition"],
  "apiregistration.k8s.io/v1": ["APIService"],
  "apiregistration.k8s.io/v1beta1": ["APIService"],
  "certificates.k8s.io/v1": ["CertificateSigningRequest"],
  "certificates.k8s.io/v1beta1": ["CertificateSigningRequest"],
  "flowcontrol.apiserver.k8s.io/v1beta1": ["FlowSchema", "PriorityLevelConfiguration"],
  "networking.k8s.io/v1": ["IngressClass"],
  "networking.k8s.io/v1beta1": ["IngressClass"],
  "node.k8s.io/v1": ["RuntimeClass"],
  "node.k8s.io/v1beta1": ["RuntimeClass"],
  "policy/v1beta1": ["PodSecurityPolicy"],
  "rbac.authorization.k8s.io/v1": ["ClusterRole", "ClusterRoleBinding"],
  "rbac.authorization.k8s.io/v1beta1": ["ClusterRole", "ClusterRoleBinding"],
  "scheduling.k8s.io/v1": ["PriorityClass"],
  "scheduling.k8s.io/v1beta1": ["PriorityClass"],
  "storage.k8s.io/v1": ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
  "storage.k8s.io/v1beta1": ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
};

const builtIn: ReadonlySet<string> = new Set(
  Object.entries(clusterScopedTypes).flatMap(([apiVersion, kinds]) => kinds.map((kind) => `${apiVersion}/${kind}`)),
);

/** Whether a type of the built-in schema is certainly cluster scoped. */
export function isBuiltInClusterScoped(group: string, version: string, kind: string): boolean {
  return builtIn.has(group === "" ? `${version}/${kind}` : `${group}/${version}/${kind}`);
}
