/** Generated from schemas/values.schema.json by `npm run types`; do not edit. */

export type LabelValue = string;
export type HostName = string;
export type Cidr = string;
export type NamespacedName = string;
/**
 * A text is the name of the property; `{path, property}` reads another key of the store.
 */
export type RemoteProperty =
  | string
  | {
      /**
       * The key in the store.
       */
      path: string;
      /**
       * The property in it; without it, the whole value.
       */
      property?: string;
    };
/**
 * Taints that pods tolerate, beside those that upstream has them tolerate.
 */
export type Tolerations = Toleration[];
/**
 * How the pods of a workload that has more than one are spread; the label selector is the workload's own.
 */
export type TopologySpreadConstraints = SpreadConstraint[];
/**
 * Who owns it and is its admin: a user by the name that the login gives, usually an e-mail address.
 */
export type OwnerValues =
  | string
  | {
      /**
       * As RBAC knows it. The dashboard and the forms know users only.
       */
      kind: "User" | "Group" | "ServiceAccount";
      /**
       * As the identity provider knows it.
       */
      name: string;
    };
export type MemberValues =
  | string
  | {
      /**
       * A name of `userGroups`.
       */
      group: string;
    };
/**
 * May do everything in it, and grant roles by kubectl.
 */
export type ProfileMemberList = MemberValues[];
/**
 * May make, change and delete what is in it.
 */
export type ProfileMemberList1 = MemberValues[];
/**
 * May look at it.
 */
export type ProfileMemberList2 = MemberValues[];
export type Quantity = string | number;
/**
 * Settings that a user adds to pods by the label `<name>: "true"`; the notebook form lists them.
 */
export type PodDefaults = PodDefaultValues[];
/**
 * Secrets that must be in the namespace.
 */
export type ProfileSecrets = ProfileSecret[];
/**
 * Who owns it and is its admin: a user by the name that the login gives, usually an e-mail address.
 */
export type OwnerValues1 =
  | string
  | {
      /**
       * As RBAC knows it. The dashboard and the forms know users only.
       */
      kind: "User" | "Group" | "ServiceAccount";
      /**
       * As the identity provider knows it.
       */
      name: string;
    };
/**
 * Settings that a user adds to pods by the label `<name>: "true"`; the notebook form lists them.
 */
export type PodDefaults1 = PodDefaultValues[];
/**
 * Secrets that must be in the namespace.
 */
export type ProfileSecrets1 = ProfileSecret[];

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
  scheduling: SchedulingValues;
  /**
   * The NetworkPolicies of the platform's namespaces: `upstream` has those of the release, and opens them to what the values ask for; `none` has no NetworkPolicy at all.
   */
  networkPolicies: "upstream" | "none";
  /**
   * Pod Security Standards by namespace of the platform, where they are to differ from upstream's.
   */
  podSecurity: {
    [k: string]: PodSecurityValues;
  };
  storage: StorageValues;
  /**
   * Groups of users that the members of profiles are named by. Kubeflow's own programs know users, not the groups of the identity provider: each user is bound.
   */
  userGroups: {
    [k: string]: string[];
  };
  profileDefaults: ProfileDefaults;
  /**
   * Profiles: a namespace each, with its owner and members.
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
  labels: LabelMap;
}
/**
 * Labels that every object gets; selectors stay as they are.
 */
export interface LabelMap {
  [k: string]: LabelValue;
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
   * Where sources, charts among them, are fetched from instead of where they are published: the longest `from` that a URL begins with is replaced by its `to`.
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
 * The cluster that Argo CD deploys to, by API server or by the name it has in Argo CD; without either its own.
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
  artifact?: FluxArtifactValues;
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
 * Sync from what `publish` pushes to a registry instead of from the git repository.
 */
export interface FluxArtifactValues {
  /**
   * Where it is pushed, without tag.
   */
  url: string;
  /**
   * The tag that moves to what is pushed last.
   */
  tag: string;
  /**
   * Log in to the registry as the cloud's workload that Flux is; without it with `secret`, or as nobody.
   */
  provider?: "generic" | "aws" | "azure" | "gcp";
  /**
   * Name of the Secret (kubernetes.io/dockerconfigjson) with the credentials for the registry.
   */
  secret?: string;
}
/**
 * Who may log in, and how.
 */
export interface IdentityValues {
  /**
   * Who vouches for users: `dex`, the platform's own issuer in front of your identity providers; `oidc`, an issuer of yours that is asked directly, without Dex.
   */
  provider: "dex" | "oidc";
  /**
   * The issuer as tokens name it. With `oidc` yours; with `dex` where browsers reach Dex, ending in /dex: without it below the gateway's first host, if TLS ends anywhere.
   */
  issuer?: string;
  /**
   * With `oidc`: where the mesh fetches the issuer's public keys; without it, where the issuer's discovery document says.
   */
  jwksUri?: string;
  /**
   * With `oidc`: the certificate of the authority that signs the issuer's, where no public one does.
   */
  issuerCa?: string;
  /**
   * With `oidc`: the client as which the platform is registered. Only tokens that are issued for it are accepted.
   */
  clientId?: string;
  /**
   * What is asked of the issuer.
   *
   * @minItems 1
   */
  scopes?: [string, ...string[]];
  claims: IdentityClaims;
  /**
   * Whether components know users by their name in lower case, for issuers that write addresses as somebody once typed them. Profiles then name users in lower case too.
   */
  lowercaseUsers: boolean;
  /**
   * Who is in one of these may use the platform; empty, everybody who can log in.
   */
  allowedGroups: string[];
  /**
   * Who has an address of one of these may use the platform; empty, everybody who can log in.
   */
  allowedEmailDomains: HostName[];
  /**
   * Paths that only users in some groups may open.
   */
  restrictedPaths: {
    /**
     * @minItems 1
     */
    [k: string]: [string, ...string[]];
  };
  /**
   * Where logging out leads once the session has ended: the issuer's own logout page.
   */
  logoutUrl?: string;
  /**
   * More clients that may log users in with Dex.
   */
  clients: IdentityClient[];
  /**
   * The audiences of which a machine token must have one; empty, any.
   */
  machineAudiences: string[];
  /**
   * Service account tokens that the gateway accepts: none; those of this cluster's own issuer; those of an EKS cluster's issuer.
   */
  machineTokens: "none" | "cluster" | "eks";
  /**
   * The OIDC issuer of the EKS cluster.
   */
  eksIssuer?: string;
}
/**
 * Where tokens say who somebody is.
 */
export interface IdentityClaims {
  /**
   * By which the platform knows a user: the owner of a profile.
   */
  user: string;
  /**
   * The user's groups.
   */
  groups: string;
}
export interface IdentityClient {
  /**
   * By which the client calls itself.
   */
  id: string;
  /**
   * As the login page shows it; without it the id.
   */
  name?: string;
  /**
   * Where Dex sends users back to.
   *
   * @minItems 1
   */
  redirectURIs: [string, ...string[]];
  secret?: IdentityClientSecret;
}
/**
 * Secret in namespace auth with the client's secret. Without it the client is public, as a command-line tool is.
 */
export interface IdentityClientSecret {
  /**
   * The Secret.
   */
  name: string;
  /**
   * Its key.
   */
  key: string;
}
/**
 * How the platform is reached from outside.
 */
export interface GatewayValues {
  /**
   * What users reach: Istio's ingress gateway itself (`istio`), or a Gateway of the Kubernetes Gateway API that stands in front of it (`gateway-api`).
   */
  api: "istio" | "gateway-api";
  gatewayApi: GatewayApiValues;
  /**
   * Host names that the gateway answers to; `*` is any. The first that is not a pattern is the platform's address.
   *
   * @minItems 1
   */
  hosts: [string, ...string[]];
  tls: GatewayTlsValues;
  /**
   * Send plain HTTP to HTTPS; without it that is so where the gateway itself ends TLS.
   */
  httpsRedirect?: boolean;
  /**
   * Send all cookies over HTTPS only; without it that is so unless `tls.mode` is `none`.
   */
  secureCookies?: boolean;
  /**
   * Number of HTTP proxies in front of the gateway whose X-Forwarded-For and X-Forwarded-Proto it believes.
   */
  trustedProxies: number;
  service: GatewayServiceValues;
  existing?: ExistingGatewayValues;
  /**
   * Ask external-dns for a DNS record of each of the hosts.
   */
  externalDns: boolean;
}
/**
 * The Gateway in front.
 */
export interface GatewayApiValues {
  /**
   * The GatewayClass that serves it.
   */
  className: string;
  annotations: AnnotationMap;
}
/**
 * Annotations of the Gateway; Istio copies them to the Service that it makes.
 */
export interface AnnotationMap {
  [k: string]: string;
}
/**
 * Where TLS ends, and who makes the certificate. Secure cookies and https URLs follow from it.
 */
export interface GatewayTlsValues {
  /**
   * `none`: plain HTTP. `issuer`: at the gateway, with a certificate of cert-manager's. `secret`: at the gateway, with a certificate that is in the cluster. `external`: at a load balancer or proxy in front of the gateway.
   */
  mode: "none" | "issuer" | "secret" | "external";
  /**
   * Secret with certificate and key, in the namespace of the ingress gateway.
   */
  secretName: string;
  issuer: GatewayIssuerValues;
}
/**
 * Who signs the certificate.
 */
export interface GatewayIssuerValues {
  /**
   * `ClusterIssuer`, `Issuer` in the namespace of the ingress gateway, or the kind of an external issuer.
   */
  kind: string;
  /**
   * Its name.
   */
  name: string;
  /**
   * API group of an external issuer; without it cert-manager's own.
   */
  group?: string;
  acme?: AcmeValues;
}
/**
 * Makes that issuer: public certificates by ACME, proved by a DNS record.
 */
export interface AcmeValues {
  /**
   * Whom the authority writes to.
   */
  email: string;
  /**
   * The authority's directory; without it Let's Encrypt.
   */
  server?: string;
  /**
   * How the DNS record is made, as in https://cert-manager.io/docs/configuration/acme/dns01/: `{cloudDNS: {project: …}}`, `{route53: {region: …}}`.
   */
  dns01: {
    [k: string]: unknown;
  };
}
/**
 * The Service of the ingress gateway.
 */
export interface GatewayServiceValues {
  /**
   * How the cluster exposes it.
   */
  type: "ClusterIP" | "NodePort" | "LoadBalancer";
  annotations: AnnotationMap1;
  /**
   * Which controller makes the load balancer.
   */
  loadBalancerClass?: string;
  /**
   * A reserved address, where the cloud takes it from this field.
   */
  loadBalancerIP?: string;
  /**
   * Networks that may reach the load balancer.
   *
   * @minItems 1
   */
  loadBalancerSourceRanges?: [Cidr, ...Cidr[]];
  /**
   * `Local` keeps the addresses of users, `Cluster` spreads over all nodes.
   */
  externalTrafficPolicy?: "Local" | "Cluster";
}
/**
 * For the cloud's load balancer controller.
 */
export interface AnnotationMap1 {
  [k: string]: string;
}
/**
 * An Istio ingress gateway that the cluster already has, for Kubeflow alone, in place of the platform's own.
 */
export interface ExistingGatewayValues {
  /**
   * Where it runs; certificates lie there.
   */
  namespace: string;
  /**
   * Name of its Service.
   */
  service: string;
  /**
   * The ServiceAccount of its pods: the platform's programs trust it.
   */
  serviceAccount: string;
  labels: LabelMap1;
}
/**
 * Labels that its pods have and no others.
 */
export interface LabelMap1 {
  [k: string]: LabelValue;
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
 * Where the components that need a database keep their state. `components.<name>.database` says it otherwise for one of them.
 */
export interface DatabaseValues {
  /**
   * `bundled`: the server that the release ships; `external`: one that is there; `mariadb`: that of the component mariadb.
   */
  provider: "bundled" | "external" | "mariadb";
  /**
   * What an external server speaks.
   */
  engine?: "mysql" | "postgres";
  /**
   * Host name or address of an external server.
   */
  host?: string;
  /**
   * Its port; without it 3306 or 5432, as the engine has it.
   */
  port?: number;
  /**
   * `disable`: plain text; `require`: encrypted, whoever answers; `verify`: encrypted, and the server's certificate is checked.
   */
  tls?: "disable" | "require" | "verify";
  /**
   * ConfigMap with the certificate authority to check it with, key `ca.crt`, in the namespace of the component; without it the public ones.
   */
  caConfigMap?: string;
  login: DatabaseLogin;
}
/**
 * As whom its servers log in; the Secret is in the namespace of every component that does.
 */
export interface DatabaseLogin {
  /**
   * Name of the Secret, in the namespace of the component.
   */
  secret: string;
  /**
   * Key of the user's name in it.
   */
  usernameKey: string;
  /**
   * The user's name, where it is not in the Secret.
   */
  username?: string;
  /**
   * Key of the password in it.
   */
  passwordKey: string;
}
/**
 * The object store of the components that need one.
 */
export interface ObjectStoreValues {
  /**
   * `bundled`: the store that the release ships. `external`: one that is there already; see docs/object-store.md.
   */
  provider: "bundled" | "external";
  /**
   * What an external store speaks: `s3`, Amazon's or another's, or `gcs`, that of Google, from Kubeflow 26.03 on.
   */
  api: "s3" | "gcs";
  /**
   * The bucket of the platform.
   */
  bucket?: string;
  /**
   * Region of the bucket, with which requests are signed.
   */
  region: string;
  /**
   * URL of the store, `http://` without TLS; without it Amazon's of the region, or Google's.
   */
  endpoint?: string;
  /**
   * Name the bucket in the path of a URL, as every store understands, and not in its host name.
   */
  pathStyle: boolean;
  /**
   * Bucket of a profile's artifacts; `{profile}` is its name. Without it the platform's.
   */
  profileBucket?: string;
  /**
   * Folder of a profile's artifacts in its bucket; `{profile}` is its name.
   */
  profileFolder: string;
  credentials: ObjectStoreCredentials;
}
/**
 * As whom the platform and the pipelines of profiles use an external store.
 */
export interface ObjectStoreCredentials {
  /**
   * `secret`: keys of a Secret. `identity`: service accounts have one in the cloud (IRSA, GKE Workload Identity); not at Kubeflow 1.11.0.
   */
  from: "secret" | "identity";
  /**
   * The Secret with the keys, in namespace kubeflow.
   */
  secret: string;
  /**
   * Key of the access key in it.
   */
  accessKeyKey: string;
  /**
   * Key of the secret key in it.
   */
  secretKeyKey: string;
  /**
   * Whose keys the pipelines of a profile use: the platform's, which are `copied` into its namespace, or its `own`, in a Secret of the same name and keys that is there already.
   */
  profileKeys: "copied" | "own";
  serviceAccountAnnotations: AnnotationMap2;
}
/**
 * Annotations of the platform's service accounts that use the store, for an identity in the cloud: `eks.amazonaws.com/role-arn`. A profile's is its `cloudIdentity`.
 */
export interface AnnotationMap2 {
  [k: string]: string;
}
/**
 * Where credentials come from. They are never values.
 */
export interface SecretsValues {
  /**
   * Who makes the Secrets that components need. `existing`: they are in the cluster. `external-secrets`: an ExternalSecret is generated for each. `sops`: encrypted files in `<layer>/<component>/secrets/`. `sealed-secrets`: SealedSecrets in `<layer>/<component>/resources/`.
   */
  provider: "existing" | "external-secrets" | "sops" | "sealed-secrets";
  /**
   * Secrets, as `namespace/name`, that are in the cluster all the same: the provider makes all others.
   */
  existing: NamespacedName[];
  externalSecrets: ExternalSecretsValues;
  sops: SopsValues;
}
/**
 * Where the values come from.
 */
export interface ExternalSecretsValues {
  store?: SecretStoreValues;
  /**
   * How often the values are read again.
   */
  refreshInterval: string;
  /**
   * The key in the store that holds a Secret: `{environment}`, `{namespace}` and `{name}` are filled in. Its property has the name of the Secret's key; with `{key}` in the path there are no properties.
   */
  path: string;
  /**
   * What is stored elsewhere, by `namespace/name`. An optional Secret gets an ExternalSecret only if it is here.
   */
  remote: {
    [k: string]: RemoteSecretValues;
  };
}
/**
 * The store that every ExternalSecret reads; needed with `provider: external-secrets`.
 */
export interface SecretStoreValues {
  /**
   * Its name.
   */
  name: string;
  /**
   * ClusterSecretStore unless it says otherwise; a SecretStore of that name is needed in every namespace that has Secrets.
   */
  kind?: "ClusterSecretStore" | "SecretStore";
}
export interface RemoteSecretValues {
  /**
   * The key in the store, instead of `secrets.externalSecrets.path`.
   */
  path?: string;
  /**
   * By key of the Secret: the name of the property, or another path.
   */
  properties?: {
    [k: string]: RemoteProperty;
  };
}
/**
 * How the controller decrypts.
 */
export interface SopsValues {
  /**
   * Flux: Secret in its namespace with the keys (`*.agekey`, `*.asc`, or credentials of a cloud).
   */
  keySecret?: string;
  /**
   * Flux: ServiceAccount in its namespace whose cloud identity may decrypt.
   */
  serviceAccount?: string;
  /**
   * Argo CD cannot decrypt by itself. `ksops`: its repo-server has KSOPS as an exec plugin, and `kustomize.buildOptions` enables it.
   */
  argocd?: "ksops";
}
/**
 * Container images.
 */
export interface ImagesValues {
  /**
   * Registries to take images from instead of those that publish them: the longest `from` with which an image's full name begins is replaced by its `to`, wherever any component names the image.
   */
  mirrors: ImageMirror[];
  /**
   * Single images to take from elsewhere or in another version, by the name that upstream uses, wherever any component names them. Mirrors come after: they do not change a `newName`.
   */
  overrides: ImageOverride[];
  /**
   * Secrets of type kubernetes.io/dockerconfigjson with which images are pulled: expected in every namespace of the platform that has pods, and in every profile.
   */
  pullSecrets: string[];
  /**
   * When a node pulls an image, for every container of the platform; without it what upstream says for each.
   */
  pullPolicy?: "Always" | "IfNotPresent" | "Never";
}
export interface ImageMirror {
  /**
   * A registry, or a registry and the beginning of a path: `docker.io`, `ghcr.io/kubeflow`. An image without a registry is of `docker.io/library` or `docker.io`.
   */
  from: string;
  /**
   * What replaces it.
   */
  to: string;
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
 * Where pods run. DaemonSets belong on every node and obey only what is said of them by name.
 */
export interface SchedulingValues {
  nodeSelector?: NodeSelector;
  tolerations?: Tolerations;
  affinity?: AffinityValues;
  /**
   * PriorityClass of the pods; it must be in the cluster.
   */
  priorityClassName?: string;
  topologySpreadConstraints?: TopologySpreadConstraints;
  disruptionBudget?: DisruptionBudget;
}
/**
 * Labels that a node must have, beside those that upstream asks for.
 */
export interface NodeSelector {
  [k: string]: LabelValue;
}
export interface Toleration {
  /**
   * The taint's key; without it, every taint, with `Exists`.
   */
  key?: string;
  /**
   * Whether the value counts.
   */
  operator?: "Equal" | "Exists";
  /**
   * The taint's value, with `Equal`.
   */
  value?: string;
  /**
   * The taint's effect; without it, all of them.
   */
  effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  /**
   * How long, with `NoExecute`.
   */
  tolerationSeconds?: number;
}
/**
 * Affinity as a pod has it, in addition to upstream's.
 */
export interface AffinityValues {
  nodeAffinity?: NodeAffinityRules;
  podAffinity?: PodAffinityRules;
  podAntiAffinity?: PodAffinityRules1;
}
/**
 * Which nodes.
 */
export interface NodeAffinityRules {
  /**
   * What must hold.
   */
  requiredDuringSchedulingIgnoredDuringExecution?: {
    /**
     * Terms of which a node must satisfy one.
     *
     * @minItems 1
     */
    nodeSelectorTerms: [NodeSelectorTerm, ...NodeSelectorTerm[]];
  };
  /**
   * What should, by weight.
   */
  preferredDuringSchedulingIgnoredDuringExecution?: {
    [k: string]: unknown;
  }[];
}
export interface NodeSelectorTerm {
  [k: string]: unknown;
}
/**
 * Near which pods.
 */
export interface PodAffinityRules {
  /**
   * What must hold, a list of terms.
   */
  requiredDuringSchedulingIgnoredDuringExecution?: {
    [k: string]: unknown;
  }[];
  /**
   * What should, by weight.
   */
  preferredDuringSchedulingIgnoredDuringExecution?: {
    [k: string]: unknown;
  }[];
}
/**
 * Far from which pods.
 */
export interface PodAffinityRules1 {
  /**
   * What must hold, a list of terms.
   */
  requiredDuringSchedulingIgnoredDuringExecution?: {
    [k: string]: unknown;
  }[];
  /**
   * What should, by weight.
   */
  preferredDuringSchedulingIgnoredDuringExecution?: {
    [k: string]: unknown;
  }[];
}
export interface SpreadConstraint {
  /**
   * The label of nodes that tells apart what pods are spread over: `topology.kubernetes.io/zone`.
   */
  topologyKey: string;
  /**
   * By how many pods two of them may differ; 1 unless it is said.
   */
  maxSkew?: number;
  /**
   * `ScheduleAnyway` unless it is said.
   */
  whenUnsatisfiable?: "ScheduleAnyway" | "DoNotSchedule";
}
/**
 * A PodDisruptionBudget for each workload that has more than one pod; upstream's own are changed to it.
 */
export interface DisruptionBudget {
  /**
   * How many pods of a workload may be evicted at once: `1`, `25%`.
   */
  maxUnavailable: number | string;
}
/**
 * Levels of one namespace; what is not said stays as upstream has it.
 */
export interface PodSecurityValues {
  /**
   * Pods that do not comply are refused.
   */
  enforce?: "privileged" | "baseline" | "restricted";
  /**
   * Pods that do not comply are written into the audit log.
   */
  audit?: "privileged" | "baseline" | "restricted";
  /**
   * Who applies pods that do not comply is warned.
   */
  warn?: "privileged" | "baseline" | "restricted";
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
/**
 * What every profile has besides its own: mappings merge, and the profile's entry wins; members, PodDefaults, Secrets and objects add up.
 */
export interface ProfileDefaults {
  owner?: OwnerValues;
  members?: MembersValues;
  /**
   * Whether members who may only view may also open what runs there: notebooks, TensorBoards, inference services. A shell in a notebook can do what its owner can.
   */
  viewersConnect?: boolean;
  labels?: LabelMap2;
  quota?: Quota;
  limitRange?: LimitRangeValues;
  cloudIdentity?: CloudIdentityValues;
  /**
   * Offer a PodDefault access-ml-pipeline, with which notebooks call the Pipelines API as default-editor.
   */
  pipelinesToken?: boolean;
  podDefaults?: PodDefaults;
  secrets?: ProfileSecrets;
  /**
   * Kubernetes objects for the namespace, which is filled in.
   */
  resources?: ProfileObject[];
}
/**
 * Who else works in it, by role.
 */
export interface MembersValues {
  admin?: ProfileMemberList;
  edit?: ProfileMemberList1;
  view?: ProfileMemberList2;
}
/**
 * Labels of the Profile.
 */
export interface LabelMap2 {
  [k: string]: LabelValue;
}
/**
 * Hard limits of the namespace's ResourceQuota: `requests.nvidia.com/gpu: "4"`.
 */
export interface Quota {
  [k: string]: Quantity;
}
/**
 * What a container asks for that says nothing itself, and the most that it may ask for.
 */
export interface LimitRangeValues {
  defaultRequest?: Quantities;
  default?: Quantities1;
  max?: Quantities2;
  min?: Quantities3;
}
/**
 * Requests of a container that has none: a quota on requests refuses it otherwise.
 */
export interface Quantities {
  [k: string]: Quantity;
}
/**
 * Limits of a container that has none.
 */
export interface Quantities1 {
  [k: string]: Quantity;
}
/**
 * The highest limits of a container.
 */
export interface Quantities2 {
  [k: string]: Quantity;
}
/**
 * The lowest requests of a container.
 */
export interface Quantities3 {
  [k: string]: Quantity;
}
/**
 * As whom the namespace's pods, service account default-editor, call the cloud.
 */
export interface CloudIdentityValues {
  /**
   * Google service account, by Workload Identity of GKE. The profile controller also lets it be used by the namespace, for which it needs the right to change the account's IAM policy.
   */
  gcpServiceAccount?: string;
  /**
   * IAM role on EKS, by IRSA.
   */
  awsIamRole?: string;
  /**
   * Who writes the namespace into the role's trust policy: you (`own`), or the profile controller, which needs the right to (`managed`). Without it: you.
   */
  awsTrustPolicy?: "own" | "managed";
}
export interface PodDefaultValues {
  /**
   * Its name, and the label that asks for it.
   */
  name: string;
  /**
   * As the notebook form shows it.
   */
  description?: string;
  /**
   * Environment variables of the pods' containers.
   */
  env?: {
    [k: string]: unknown;
  }[];
  /**
   * Secrets and ConfigMaps whose keys become environment variables.
   */
  envFrom?: {
    [k: string]: unknown;
  }[];
  /**
   * Volumes of the pods.
   */
  volumes?: {
    [k: string]: unknown;
  }[];
  /**
   * Where the containers have them.
   */
  volumeMounts?: {
    [k: string]: unknown;
  }[];
  /**
   * Secrets by which the nodes may pull the pods' images.
   */
  imagePullSecrets?: {
    [k: string]: unknown;
  }[];
  /**
   * Taints of nodes that the pods tolerate.
   */
  tolerations?: Toleration[];
  /**
   * The service account that the pods run as.
   */
  serviceAccountName?: string;
  /**
   * Whether the pods get the service account's token.
   */
  automountServiceAccountToken?: boolean;
  annotations?: AnnotationMap3;
  labels?: LabelMap3;
  /**
   * Command of the containers.
   */
  command?: string[];
  /**
   * Arguments of the containers.
   */
  args?: string[];
  /**
   * Containers that run before.
   */
  initContainers?: {
    [k: string]: unknown;
  }[];
  /**
   * Containers that run beside.
   */
  sidecars?: {
    [k: string]: unknown;
  }[];
}
/**
 * Annotations of the pods.
 */
export interface AnnotationMap3 {
  [k: string]: string;
}
/**
 * Labels of the pods.
 */
export interface LabelMap3 {
  [k: string]: LabelValue;
}
export interface ProfileSecret {
  /**
   * Its name.
   */
  name: string;
  /**
   * The keys that it has.
   *
   * @minItems 1
   */
  keys: [string, ...string[]];
  /**
   * What it is for.
   */
  reason?: string;
}
export interface ProfileObject {
  [k: string]: unknown;
}
export interface ProfileValues {
  /**
   * Name of the Profile and of its namespace.
   */
  name: string;
  owner?: OwnerValues1;
  members?: MembersValues1;
  /**
   * Whether members who may only view may also open what runs there: notebooks, TensorBoards, inference services. A shell in a notebook can do what its owner can.
   */
  viewersConnect?: boolean;
  labels?: LabelMap4;
  quota?: Quota1;
  limitRange?: LimitRangeValues1;
  cloudIdentity?: CloudIdentityValues1;
  /**
   * Offer a PodDefault access-ml-pipeline, with which notebooks call the Pipelines API as default-editor.
   */
  pipelinesToken?: boolean;
  podDefaults?: PodDefaults1;
  secrets?: ProfileSecrets1;
  /**
   * Kubernetes objects for the namespace, which is filled in.
   */
  resources?: ProfileObject1[];
}
/**
 * Who else works in it, by role.
 */
export interface MembersValues1 {
  admin?: ProfileMemberList;
  edit?: ProfileMemberList1;
  view?: ProfileMemberList2;
}
/**
 * Labels of the Profile.
 */
export interface LabelMap4 {
  [k: string]: LabelValue;
}
/**
 * Hard limits of the namespace's ResourceQuota: `requests.nvidia.com/gpu: "4"`.
 */
export interface Quota1 {
  [k: string]: Quantity;
}
/**
 * What a container asks for that says nothing itself, and the most that it may ask for.
 */
export interface LimitRangeValues1 {
  defaultRequest?: Quantities;
  default?: Quantities1;
  max?: Quantities2;
  min?: Quantities3;
}
/**
 * As whom the namespace's pods, service account default-editor, call the cloud.
 */
export interface CloudIdentityValues1 {
  /**
   * Google service account, by Workload Identity of GKE. The profile controller also lets it be used by the namespace, for which it needs the right to change the account's IAM policy.
   */
  gcpServiceAccount?: string;
  /**
   * IAM role on EKS, by IRSA.
   */
  awsIamRole?: string;
  /**
   * Who writes the namespace into the role's trust policy: you (`own`), or the profile controller, which needs the right to (`managed`). Without it: you.
   */
  awsTrustPolicy?: "own" | "managed";
}
export interface ProfileObject1 {
  [k: string]: unknown;
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
  scheduling?: SchedulingValues;
  /**
   * What is said of a Deployment, StatefulSet, DaemonSet, Job or CronJob, by name.
   */
  workloads?: {
    [k: string]: WorkloadValues;
  };
  extra?: ExtraValues;
  [k: string]: unknown;
}
/**
 * What is said of one workload.
 */
export interface WorkloadValues {
  nodeSelector?: NodeSelector;
  tolerations?: Tolerations;
  affinity?: AffinityValues;
  /**
   * PriorityClass of the pods; it must be in the cluster.
   */
  priorityClassName?: string;
  topologySpreadConstraints?: TopologySpreadConstraints;
  disruptionBudget?: DisruptionBudget;
  /**
   * Requests and limits by container name; what is not said stays as upstream has it.
   */
  resources?: {
    [k: string]: ContainerResources;
  };
  autoscaling?: AutoscalingValues;
}
export interface ContainerResources {
  requests?: Quantities4;
  limits?: Quantities5;
}
/**
 * What the container is sure to get.
 */
export interface Quantities4 {
  [k: string]: Quantity;
}
/**
 * What it cannot have more of.
 */
export interface Quantities5 {
  [k: string]: Quantity;
}
/**
 * A HorizontalPodAutoscaler in place of a number of replicas; upstream's own is changed to it.
 */
export interface AutoscalingValues {
  /**
   * The fewest pods; 1 unless it is said.
   */
  min?: number;
  /**
   * The most pods.
   */
  max?: number;
  /**
   * Percentage of the requested CPU beyond which there are more pods; 80 unless it is said.
   */
  cpu?: number;
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
