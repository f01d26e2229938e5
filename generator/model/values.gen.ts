/** Generated from schemas/values.schema.json by `npm run types`; do not edit. */

/**
 * What a person may write in a values.yaml: the whole platform, stated once.
 */
export interface Values {
  platform: PlatformValues;
  delivery: DeliveryValues;
  identity: IdentityValues;
  gateway: GatewayValues;
  mesh: MeshValues;
  database: DatabaseValues;
  objectStore: ObjectStoreValues;
  secrets: SecretsValues;
  images: ImagesValues;
  storage: StorageValues;
  /**
   * Profiles: a namespace each, with its owner.
   */
  profiles: ProfileValues[];
  /**
   * Per component: whether it is on, and its own settings.
   */
  components: {
    [k: string]: ComponentSettings;
  };
}
/**
 * The platform as a whole.
 */
export interface PlatformValues {
  /**
   * Prefix of the Argo CD Applications or Flux Kustomizations, unique among the platforms that one controller serves.
   */
  name: string;
  /**
   * The Kubeflow release; `list` shows those that are there.
   */
  release: string;
  /**
   * What the platform is for. Only an `evaluation` contains the demo logins and passwords that upstream ships; any other expects its Secrets in the cluster.
   */
  purpose: "production" | "development" | "evaluation";
  /**
   * DNS name of the platform, `kubeflow.example.com`: the domain of Knative services.
   */
  domain?: string;
  labels: StringMap;
}
/**
 * Labels that every object gets; selectors stay as they are.
 */
export interface StringMap {
  [k: string]: string;
}
/**
 * How what is generated reaches the cluster.
 */
export interface DeliveryValues {
  /**
   * The GitOps controller that syncs the output.
   */
  controller: "argocd" | "flux";
  /**
   * How upstream's manifests get to the cluster; the same objects are applied. `remote`: kustomizations name them by URL at a full commit. `vendored`: by path, in a copy below `vendor/` that the `vendor` command keeps. `rendered`: built here, a file per object.
   */
  manifests: "remote" | "vendored" | "rendered";
  /**
   * Where sources are fetched from instead of where they are published: the longest `from` that a URL begins with is replaced by its `to`.
   */
  mirrors?: MirrorValues[];
  repository: RepositoryValues;
  /**
   * Kinds whose objects the controller never prunes nor deletes together with their component.
   */
  keepOnPrune: string[];
  argocd: ArgocdValues;
  flux: FluxValues;
}
export interface MirrorValues {
  /**
   * Beginning of a URL, without credentials: `https://github.com/`.
   */
  from: string;
  /**
   * What replaces it, without credentials: an internal mirror, or `file:///…` for a folder.
   */
  to: string;
}
/**
 * The git repository that holds the generated output.
 */
export interface RepositoryValues {
  /**
   * As the controller clones it, without credentials.
   */
  url: string;
  /**
   * The branch, tag or commit to sync.
   */
  revision: string;
  /**
   * Folder in the repository below which each environment has its own folder.
   */
  path: string;
}
/**
 * Settings of Argo CD; read when `controller` is `argocd`.
 */
export interface ArgocdValues {
  /**
   * Minor version of the Argo CD that syncs: fields that it does not know are left out.
   */
  version: "3.0" | "3.1" | "3.2" | "3.3" | "3.4" | "3.5";
  /**
   * Where Argo CD runs.
   */
  namespace: string;
  destination: DestinationValues;
  automated: AutomatedValues;
  retry: RetryValues;
  /**
   * Ship the health check of Application in bootstrap.yaml: without it sync waves between Applications do not wait. Turn it off where argocd-cm already has one.
   */
  applicationHealth: boolean;
}
/**
 * The cluster that Argo CD deploys to: by API server or by the name it has in Argo CD.
 */
export interface DestinationValues {
  /**
   * URL of the API server.
   */
  server?: string;
  /**
   * Name of the cluster in Argo CD.
   */
  name?: string;
}
/**
 * What Argo CD does without being asked.
 */
export interface AutomatedValues {
  /**
   * Sync when the repository changes.
   */
  enabled: boolean;
  /**
   * Delete what is no longer in the repository.
   */
  prune: boolean;
  /**
   * Undo changes that somebody makes in the cluster.
   */
  selfHeal: boolean;
}
/**
 * How often a failed sync is tried again.
 */
export interface RetryValues {
  /**
   * Number of tries; -1 is for ever.
   */
  limit: number;
  /**
   * Wait before the first retry, doubled each time.
   */
  duration: string;
  /**
   * The longest wait.
   */
  maxDuration: string;
}
/**
 * Settings of Flux; read when `controller` is `flux`.
 */
export interface FluxValues {
  /**
   * Minor version of the Flux that syncs: fields that it does not know are left out.
   */
  version: "2.7" | "2.8" | "2.9";
  /**
   * Where Flux runs.
   */
  namespace: string;
  /**
   * How often drift is corrected.
   */
  interval: string;
  /**
   * Wait after a failed sync.
   */
  retryInterval: string;
  /**
   * How long a component may take to become ready.
   */
  timeout: string;
  /**
   * How often the repository is looked at.
   */
  sourceInterval: string;
  /**
   * Name of the Secret with the credentials for the repository.
   */
  repositorySecret?: string;
  /**
   * Name of the Secret with the kubeconfig of the cluster, where Flux runs in another one.
   */
  kubeConfigSecret?: string;
}
/**
 * Who may log in, and how.
 */
export interface IdentityValues {
  /**
   * Service account tokens that the gateway accepts: none; those of this cluster's own issuer; those of an EKS cluster's issuer.
   */
  machineTokens: "none" | "cluster" | "eks";
  /**
   * The OIDC issuer of the EKS cluster, with `machineTokens: eks`.
   */
  eksIssuer?: string;
}
/**
 * How the platform is reached from outside.
 */
export interface GatewayValues {
  /**
   * Host names that the gateway answers to; `*` is any.
   *
   * @minItems 1
   */
  hosts: [string, ...string[]];
  /**
   * Name of the TLS Secret in the namespace of the ingress gateway; without it the gateway speaks plain HTTP.
   */
  tlsSecret?: string;
  /**
   * Send plain HTTP to HTTPS; needs `tlsSecret`.
   */
  httpsRedirect: boolean;
  service: GatewayServiceValues;
}
/**
 * The Service of the ingress gateway.
 */
export interface GatewayServiceValues {
  /**
   * How the cluster exposes it.
   */
  type: "ClusterIP" | "NodePort" | "LoadBalancer";
  annotations: StringMap1;
}
/**
 * For the cloud's load balancer controller.
 */
export interface StringMap1 {
  [k: string]: string;
}
/**
 * The service mesh.
 */
export interface MeshValues {
  /**
   * Proxies beside each pod, or one per node.
   */
  mode: "sidecar" | "ambient";
  /**
   * Where the node keeps its CNI plugins: the usual place, or GKE's.
   */
  cni: "default" | "gke";
}
/**
 * The database of the components that need one.
 */
export interface DatabaseValues {
  /**
   * `bundled`: the servers that the release ships.
   */
  provider: "bundled";
}
/**
 * The object store of the components that need one.
 */
export interface ObjectStoreValues {
  /**
   * `bundled`: the store that the release ships.
   */
  provider: "bundled";
}
/**
 * Where credentials come from. They are never values.
 */
export interface SecretsValues {
  /**
   * `existing`: the Secrets are in the cluster; `list --expectations` names them.
   */
  provider: "existing";
}
/**
 * Container images.
 */
export interface ImagesValues {
  /**
   * Images of containers to take from elsewhere or in another version, by the name that upstream uses.
   */
  overrides: ImageOverride[];
}
export interface ImageOverride {
  /**
   * The image as upstream names it, without tag and digest.
   */
  name: string;
  /**
   * The image to use instead.
   */
  newName?: string;
  /**
   * The tag to use instead.
   */
  newTag?: string;
  /**
   * The digest to use instead of a tag.
   */
  digest?: string;
}
/**
 * Volumes of the platform's own workloads.
 */
export interface StorageValues {
  /**
   * Class of every claim; without it the cluster's default.
   */
  storageClass?: string;
}
export interface ProfileValues {
  /**
   * Name of the Profile and of its namespace.
   */
  name: string;
  owner: OwnerValues;
  labels?: StringMap2;
  /**
   * Hard limits of the namespace's ResourceQuota: `requests.nvidia.com/gpu: "4"`.
   */
  quota?: {
    [k: string]: string | number;
  };
}
/**
 * Who owns it.
 */
export interface OwnerValues {
  /**
   * As RBAC knows it.
   */
  kind: "User" | "Group" | "ServiceAccount";
  /**
   * As the identity provider knows it: usually an e-mail address.
   */
  name: string;
}
/**
 * Labels of the Profile.
 */
export interface StringMap2 {
  [k: string]: string;
}
/**
 * What every component has; its own settings come from its values.schema.json.
 */
export interface ComponentSettings {
  /**
   * Whether the platform has it.
   */
  enabled: boolean;
  /**
   * The cluster already has it: it is required by others but not delivered.
   */
  existing?: boolean;
  /**
   * Number of pods per Deployment or StatefulSet, by name.
   */
  replicas?: {
    [k: string]: number;
  };
  extra?: ExtraValues;
  [k: string]: unknown;
}
/**
 * More objects and patches, for what no setting covers.
 */
export interface ExtraValues {
  /**
   * Kubernetes objects.
   */
  resources?: ExtraObject[];
  /**
   * Strategic-merge patches, or `{target, patch: [operations]}`.
   */
  patches?: ExtraPatch[];
}
export interface ExtraObject {
  [k: string]: unknown;
}
export interface ExtraPatch {
  [k: string]: unknown;
}
