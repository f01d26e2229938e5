/**
 * The names under which the OpenAPI document of Kubernetes 1.21 has the definitions of `built-in-merge-keys.ts`; another document
 * may refer to them.
 */
export const builtInNames: Readonly<Record<string, readonly string[]>> = {
  CSINodeSpec: ["io.k8s.api.storage.v1.CSINodeSpec", "io.k8s.api.storage.v1beta1.CSINodeSpec"],
  Conditions: [
    "io.k8s.api.apps.v1.DaemonSetStatus",
    "io.k8s.api.apps.v1.DeploymentStatus",
    "io.k8s.api.apps.v1.ReplicaSetStatus",
    "io.k8s.api.apps.v1.StatefulSetStatus",
    "io.k8s.api.batch.v1.JobStatus",
    "io.k8s.api.core.v1.NamespaceStatus",
    "io.k8s.api.core.v1.PersistentVolumeClaimStatus",
    "io.k8s.api.core.v1.ReplicationControllerStatus",
    "io.k8s.api.core.v1.ServiceStatus",
    "io.k8s.api.policy.v1.PodDisruptionBudgetStatus",
    "io.k8s.api.policy.v1beta1.PodDisruptionBudgetStatus",
    "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus",
    "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceStatus",
  ],
  Container: ["io.k8s.api.core.v1.Container"],
  CronJobSpec: ["io.k8s.api.batch.v1.CronJobSpec", "io.k8s.api.batch.v1beta1.CronJobSpec"],
  EphemeralContainer: ["io.k8s.api.core.v1.EphemeralContainer"],
  EphemeralVolumeSource: ["io.k8s.api.core.v1.EphemeralVolumeSource"],
  JobTemplateSpec: ["io.k8s.api.batch.v1.JobTemplateSpec", "io.k8s.api.batch.v1beta1.JobTemplateSpec"],
  NodeSpec: ["io.k8s.api.core.v1.NodeSpec"],
  NodeStatus: ["io.k8s.api.core.v1.NodeStatus"],
  Object: ["io.k8s.api.core.v1.PersistentVolumeClaimTemplate"],
  ObjectMeta: ["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"],
  PodSpec: ["io.k8s.api.core.v1.PodSpec"],
  PodStatus: ["io.k8s.api.core.v1.PodStatus"],
  PodTemplateSpec: ["io.k8s.api.core.v1.PodTemplateSpec"],
  ServiceSpec: ["io.k8s.api.core.v1.ServiceSpec"],
  Volume: ["io.k8s.api.core.v1.Volume"],
  WorkloadSpec: [
    "io.k8s.api.apps.v1.DaemonSetSpec",
    "io.k8s.api.apps.v1.DeploymentSpec",
    "io.k8s.api.apps.v1.ReplicaSetSpec",
    "io.k8s.api.apps.v1.StatefulSetSpec",
    "io.k8s.api.batch.v1.JobSpec",
    "io.k8s.api.core.v1.ReplicationControllerSpec",
  ],
};
