/**
 * What a strategic merge has to know of the built-in types, derived from the OpenAPI document of Kubernetes 1.21 (the one that
 * kustomize 5 carries): its `x-kubernetes-patch-merge-key`, `x-kubernetes-patch-strategy` and `x-kubernetes-list-map-keys`.
 * Only fields that lead to a list which merges are here; definitions of equal form are one.
 */

/**
 * A field of a definition: the definition of its value, or a list that merges, as the definition of its items ("" when nothing
 * in them merges) followed by the keys that tell its items apart (none: the items are scalars and tell themselves apart).
 */
export type MergeField = string | readonly [items: string, ...keys: string[]];

export const builtInDefinitions: Readonly<Record<string, Readonly<Record<string, MergeField>>>> = {
  CSINode: {
    metadata: "ObjectMeta",
    spec: "CSINodeSpec",
  },
  CSINodeSpec: {
    drivers: ["", "name"],
  },
  ComponentStatus: {
    conditions: ["", "type"],
    metadata: "ObjectMeta",
  },
  Conditions: {
    conditions: ["", "type"],
  },
  Container: {
    env: ["", "name"],
    ports: ["", "containerPort", "protocol"],
    volumeDevices: ["", "devicePath"],
    volumeMounts: ["", "mountPath"],
  },
  CronJob: {
    metadata: "ObjectMeta",
    spec: "CronJobSpec",
  },
  CronJobSpec: {
    jobTemplate: "JobTemplateSpec",
  },
  EphemeralContainer: {
    env: ["", "name"],
    volumeDevices: ["", "devicePath"],
    volumeMounts: ["", "mountPath"],
  },
  EphemeralVolumeSource: {
    volumeClaimTemplate: "Object",
  },
  JobTemplateSpec: {
    metadata: "ObjectMeta",
    spec: "WorkloadSpec",
  },
  Node: {
    metadata: "ObjectMeta",
    spec: "NodeSpec",
    status: "NodeStatus",
  },
  NodeSpec: {
    podCIDRs: [""],
  },
  NodeStatus: {
    addresses: ["", "type"],
    conditions: ["", "type"],
  },
  Object: {
    metadata: "ObjectMeta",
  },
  ObjectMeta: {
    finalizers: [""],
    ownerReferences: ["", "uid"],
  },
  ObjectWithConditions: {
    metadata: "ObjectMeta",
    status: "Conditions",
  },
  Pod: {
    metadata: "ObjectMeta",
    spec: "PodSpec",
    status: "PodStatus",
  },
  PodSpec: {
    containers: ["Container", "name"],
    ephemeralContainers: ["EphemeralContainer", "name"],
    hostAliases: ["", "ip"],
    imagePullSecrets: ["", "name"],
    initContainers: ["Container", "name"],
    topologySpreadConstraints: ["", "topologyKey", "whenUnsatisfiable"],
    volumes: ["Volume", "name"],
  },
  PodStatus: {
    conditions: ["", "type"],
    podIPs: ["", "ip"],
  },
  PodTemplate: {
    metadata: "ObjectMeta",
    template: "PodTemplateSpec",
  },
  PodTemplateSpec: {
    metadata: "ObjectMeta",
    spec: "PodSpec",
  },
  Service: {
    metadata: "ObjectMeta",
    spec: "ServiceSpec",
    status: "Conditions",
  },
  ServiceAccount: {
    metadata: "ObjectMeta",
    secrets: ["", "name"],
  },
  ServiceSpec: {
    ports: ["", "port", "protocol"],
  },
  Volume: {
    ephemeral: "EphemeralVolumeSource",
  },
  WebhookConfiguration: {
    metadata: "ObjectMeta",
    webhooks: ["", "name"],
  },
  Workload: {
    metadata: "ObjectMeta",
    spec: "WorkloadSpec",
    status: "Conditions",
  },
  WorkloadSpec: {
    template: "PodTemplateSpec",
  },
};

/** The definition of each type, by `apiVersion/kind`. */
export const builtInTypes: Readonly<Record<string, readonly string[]>> = {
  CSINode: ["storage.k8s.io/v1/CSINode", "storage.k8s.io/v1beta1/CSINode"],
  ComponentStatus: ["v1/ComponentStatus"],
  CronJob: ["batch/v1/CronJob", "batch/v1beta1/CronJob"],
  Node: ["v1/Node"],
  Object: [
    "apiextensions.k8s.io/v1/CustomResourceDefinition",
    "apiextensions.k8s.io/v1beta1/CustomResourceDefinition",
    "apps/v1/ControllerRevision",
    "authentication.k8s.io/v1/TokenRequest",
    "authentication.k8s.io/v1/TokenReview",
    "authentication.k8s.io/v1beta1/TokenReview",
    "authorization.k8s.io/v1/LocalSubjectAccessReview",
    "authorization.k8s.io/v1/SelfSubjectAccessReview",
    "authorization.k8s.io/v1/SelfSubjectRulesReview",
    "authorization.k8s.io/v1/SubjectAccessReview",
    "authorization.k8s.io/v1beta1/LocalSubjectAccessReview",
    "authorization.k8s.io/v1beta1/SelfSubjectAccessReview",
    "authorization.k8s.io/v1beta1/SelfSubjectRulesReview",
    "authorization.k8s.io/v1beta1/SubjectAccessReview",
    "autoscaling/v1/HorizontalPodAutoscaler",
    "autoscaling/v1/Scale",
    "autoscaling/v2beta1/HorizontalPodAutoscaler",
    "autoscaling/v2beta2/HorizontalPodAutoscaler",
    "certificates.k8s.io/v1/CertificateSigningRequest",
    "certificates.k8s.io/v1beta1/CertificateSigningRequest",
    "coordination.k8s.io/v1/Lease",
    "coordination.k8s.io/v1beta1/Lease",
    "discovery.k8s.io/v1/EndpointSlice",
    "discovery.k8s.io/v1beta1/EndpointSlice",
    "events.k8s.io/v1/Event",
    "events.k8s.io/v1beta1/Event",
    "extensions/v1beta1/Ingress",
    "flowcontrol.apiserver.k8s.io/v1beta1/FlowSchema",
    "flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfiguration",
    "networking.k8s.io/v1/Ingress",
    "networking.k8s.io/v1/IngressClass",
    "networking.k8s.io/v1/NetworkPolicy",
    "networking.k8s.io/v1beta1/Ingress",
    "networking.k8s.io/v1beta1/IngressClass",
    "node.k8s.io/v1/RuntimeClass",
    "node.k8s.io/v1beta1/RuntimeClass",
    "policy/v1beta1/Eviction",
    "policy/v1beta1/PodSecurityPolicy",
    "rbac.authorization.k8s.io/v1/ClusterRole",
    "rbac.authorization.k8s.io/v1/ClusterRoleBinding",
    "rbac.authorization.k8s.io/v1/Role",
    "rbac.authorization.k8s.io/v1/RoleBinding",
    "rbac.authorization.k8s.io/v1beta1/ClusterRole",
    "rbac.authorization.k8s.io/v1beta1/ClusterRoleBinding",
    "rbac.authorization.k8s.io/v1beta1/Role",
    "rbac.authorization.k8s.io/v1beta1/RoleBinding",
    "scheduling.k8s.io/v1/PriorityClass",
    "scheduling.k8s.io/v1beta1/PriorityClass",
    "storage.k8s.io/v1/CSIDriver",
    "storage.k8s.io/v1/StorageClass",
    "storage.k8s.io/v1/VolumeAttachment",
    "storage.k8s.io/v1beta1/CSIDriver",
    "storage.k8s.io/v1beta1/CSIStorageCapacity",
    "storage.k8s.io/v1beta1/StorageClass",
    "storage.k8s.io/v1beta1/VolumeAttachment",
    "v1/Binding",
    "v1/ConfigMap",
    "v1/Endpoints",
    "v1/Event",
    "v1/LimitRange",
    "v1/PersistentVolume",
    "v1/ResourceQuota",
    "v1/Secret",
  ],
  ObjectWithConditions: [
    "apiregistration.k8s.io/v1/APIService",
    "apiregistration.k8s.io/v1beta1/APIService",
    "policy/v1/PodDisruptionBudget",
    "policy/v1beta1/PodDisruptionBudget",
    "v1/Namespace",
    "v1/PersistentVolumeClaim",
  ],
  Pod: ["v1/Pod"],
  PodTemplate: ["v1/PodTemplate"],
  Service: ["v1/Service"],
  ServiceAccount: ["v1/ServiceAccount"],
  WebhookConfiguration: [
    "admissionregistration.k8s.io/v1/MutatingWebhookConfiguration",
    "admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration",
    "admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration",
    "admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration",
  ],
  Workload: [
    "apps/v1/DaemonSet",
    "apps/v1/Deployment",
    "apps/v1/ReplicaSet",
    "apps/v1/StatefulSet",
    "batch/v1/Job",
    "v1/ReplicationController",
  ],
};
