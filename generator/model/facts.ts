import type { ValueMap } from "./value.ts";

/**
 * What we know of a Kubernetes object without having it: recorded per upstream path from the pinned source, and computed
 * in the same way from the objects that we add. Order, drift rules, project limits and clash checks come from here.
 */
export interface ObjectFacts {
  readonly apiVersion: string;
  readonly kind: string;
  /** As rendered; absent for cluster-scoped kinds and where none is written. */
  readonly namespace?: string;
  /** Without the hash suffix of a generated object: the name by which a patch or a generator addresses it. */
  readonly name: string;
  /** A generated ConfigMap or Secret: Kustomize appends a hash of the content, which differs once anything is merged into it. */
  readonly generated?: true;
  /** Labels of a Namespace: webhooks select by them. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly customResource?: CustomResourceFacts;
  /** Of a webhook configuration, in order. */
  readonly webhooks?: readonly WebhookFacts[];
  /** Who writes the CA bundles of a webhook configuration or of a conversion webhook: an injector that an annotation asks, or a controller. */
  readonly caFrom?: "injector" | "controller";
  /** A ClusterRole whose rules the control plane writes. */
  readonly aggregated?: true;
  /** The pods that a workload makes. */
  readonly pods?: PodFacts;
  /** The images of its containers, which an override changes; sorted. */
  readonly images?: readonly string[];
  /** Images named elsewhere in it, for what its program starts later: in arguments, the environment, configuration; sorted. */
  readonly otherImages?: readonly ImageMention[];
  /** Containers of what is no workload of the Kubernetes API, as in Kustomize's `fieldPaths`: `spec.containers.[name=kserve-container]`. */
  readonly containers?: readonly string[];
  /** Where it says how images are pulled that its program starts later. */
  readonly pullSettings?: readonly PullSetting[];
  /** The claim itself, or the claim templates of a StatefulSet. */
  readonly claims?: readonly ClaimFacts[];
  /** An empty Secret that a controller fills. */
  readonly filledByController?: true;
  /** Keys of a Secret that has literal credentials in it. */
  readonly credentials?: readonly string[];
  /** Names of the settings, in anything but a Secret, that hold a credential in plain text. */
  readonly plainCredentials?: readonly string[];
  /** Some text of it holds `${` or `$$`, which Flux's substitution would change. */
  readonly substitution?: true;
  /** The workload that a HorizontalPodAutoscaler scales: `apps/Deployment/kubeflow/x`. */
  readonly scales?: string;
  /** Between how many pods it does. */
  readonly scaling?: { readonly min: number; readonly max: number };
  /** The pods of its namespace that a PodDisruptionBudget speaks of. */
  readonly protects?: LabelSelector;
}

/** An image where it is no container's. */
export interface ImageMention {
  /** As it is pulled. One that ends with `/` is a folder, of images that are named elsewhere. */
  readonly image: string;
  /** The texts that it is put together from; mostly one. */
  readonly at: readonly ImagePiece[];
}

export interface ImagePiece {
  /** What of the image stands there; absent for all of it. Of `a/b/c:d` the name is `a/b/c`, the version `d`, the folder `a/b`, the base `c`. */
  readonly is?: "name" | "version" | "folder" | "base";
  /** Where, as in Kustomize's `fieldPaths`: `spec.template.spec.containers.[name=server].args.3`, `data.config\\.yaml`. */
  readonly field: string;
  /** In a text of several lines: which, from 0. */
  readonly line?: number;
  /** What else is in the line: before it, and behind it. */
  readonly around?: readonly [before: string, behind: string];
}

/** A place that says when images are pulled, or with which Secrets: a field, or a line of the text in it. */
export interface PullSetting extends Omit<ImagePiece, "is"> {
  readonly is: "policy" | "secrets";
}

export interface CustomResourceFacts {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: "Cluster" | "Namespaced";
  /** Served versions, in order. */
  readonly versions: readonly string[];
  /** Size of the compact JSON text: client-side apply ends at 262,144. */
  readonly bytes: number;
  readonly conversionWebhook?: true;
}

export interface WebhookFacts {
  readonly name: string;
  readonly failurePolicy: "Fail" | "Ignore";
  readonly operations: readonly string[];
  /** `group/resource` per rule, expanded: `apps/deployments`, `/pods`. */
  readonly resources: readonly string[];
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    readonly values?: readonly string[];
  }[];
}

export interface PodFacts {
  readonly labels: Readonly<Record<string, string>>;
  /** By which the workload finds them: the labels that say whose pods they are. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly replicas?: number;
  /** Their spec as far as it is looked at, as written: `facts/pod-spec.ts`. */
  readonly spec: ValueMap;
  /** The ConfigMaps and Secrets of its namespace that they read, without hash: `ConfigMap/x`. Sorted. */
  readonly reads?: readonly string[];
}

/** The Pod Security Standards. */
export type PodSecurityLevel = "privileged" | "baseline" | "restricted";

export interface ClaimFacts {
  readonly name: string;
  readonly size: string;
  readonly accessModes: readonly string[];
}

/** What every upstream path of a release renders: `components/releases/<release>.facts.json`. */
export interface ReleaseFacts {
  readonly release: string;
  readonly commit: string;
  /** By folder in the release's repository. */
  readonly paths: Readonly<Record<string, readonly ObjectFacts[]>>;
}
