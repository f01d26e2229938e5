import type { Condition } from "./condition.ts";
import type { DatabaseChoices, DatabaseServer } from "./database.ts";
import type { Addition } from "./layer.ts";
import type { Place } from "./problem.ts";
import type { Path, ValueMap } from "./value.ts";

/** One thing that a user switches on or off: `components/<name>/component.yaml`, as written and validated. */
export interface Component {
  readonly name: string;
  readonly title: string;
  /** One line. */
  readonly summary: string;
  readonly category: string;
  /** Where upstream documents it. */
  readonly documentation: string;
  /** What it is assembled from, in the order in which the kustomization lists it; none for a component of our own objects. */
  readonly parts: readonly Part[];
  /** The Helm chart that it is delivered from, beside its own objects. */
  readonly chart: Chart | undefined;
  /** The values for which it is of any use; for others it is not delivered. */
  readonly when: Condition;
  /** The images that its programs start and that no manifest names. */
  readonly images: readonly string[];
  /** What it needs to work beyond what the facts show (CRDs, namespaces and webhooks are derived, never written here). */
  readonly requires: readonly Requirement[];
  /** Capabilities that other components may require; one provider at a time. */
  readonly provides: readonly string[];
  /** What it can be told about where to keep its state; undefined where it keeps none in a database. */
  readonly database: DatabaseChoices | undefined;
  /** The server that it runs for others, where it provides `database.<provider>`. */
  readonly databaseServer: DatabaseServer | undefined;
  /** Kinds whose objects make a namespace of their own name once it runs: `Profile`. */
  readonly createsNamespaces: readonly string[];
  /** What the dashboard links to while it is enabled. */
  readonly links: readonly DashboardLink[];
  /** Its address in the cluster where it is the platform's own issuer, which browsers reach at the same path of the platform's. */
  readonly issuer: string | undefined;
  /** As which it logs users in itself, where browsers reach both it and the issuer. */
  readonly client: LoginClient | undefined;
  /** ConfigMaps and Secrets that a workload, by name, reads through the API when it starts and does not watch: `ConfigMap/x` of its namespace. */
  readonly readsAtStart: Readonly<Record<string, readonly string[]>>;
  /** How it gets from applied to ready where its own webhook must admit its own objects. */
  readonly convergence: string | undefined;
  /** Relative to the root: `components/katib`. */
  readonly folder: string;
  readonly place: Place;
  /** Its own resources, patches, chart values and expectations. */
  readonly additions: readonly Addition[];
  /** The JSON Schema fragment of `components.<name>`. */
  readonly schema: ValueMap;
}

export interface Part {
  readonly name: string;
  /** Values whose texts, joined by `-`, name the variant that the release maps to a path: `sidecar-gke`. Empty: one path. */
  readonly variant: readonly Path[];
  /** A value that names the namespace into which all of the part goes; only for a part with a single namespace. */
  readonly namespace: Path | undefined;
}

/** A Helm chart at one version: charts are not tied to a Kubeflow release. */
export interface Chart {
  /** `https://charts.example.com`, or `oci://registry.example.com/charts`. */
  readonly repository: string;
  readonly name: string;
  readonly version: string;
  /** Name of the Helm release. */
  readonly release: string;
  /** The namespace of the Helm release, in which its namespaced objects are. */
  readonly namespace: string;
  /** Every kind that it renders, as `group/Kind`: nobody can see into a chart offline, so its component says it. */
  readonly kinds: readonly string[];
  /** Every image that its objects run or start, by the path of the mapping in its values that has `repository` and `tag`: `webhook.image`. */
  readonly images: ReadonlyMap<string, string>;
  /** The key beside `repository` with the image's registry, where the chart puts that before the repository: else that has all of the name. */
  readonly imageRegistry?: string;
  /** Paths of its values that say when an image is pulled. */
  readonly pullPolicies: readonly string[];
  /** Paths of its values that list Secrets to pull images with. */
  readonly pullSecrets: readonly string[];
  /** The kinds that it defines, as `group/Kind`. */
  readonly defines: ReadonlyMap<string, "Cluster" | "Namespaced">;
}

export interface Requirement {
  /** A component's name or a capability. */
  readonly name: string;
  /** Why, in one sentence: printed by `list` and `graph`. */
  readonly reason: string;
  /** The values for which it needs it. */
  readonly when: Condition;
}

/** A client of the issuer that users log in with. */
export interface LoginClient {
  readonly id: string;
  /** Where the issuer sends users back to, below the platform's address: `/tool/callback`. */
  readonly callback: string;
  /** The values for which it is one. */
  readonly when: Condition;
}

/** A link of the dashboard while the component is enabled. */
export interface DashboardLink {
  /** The list of the dashboard that it goes into. */
  readonly group: "menu" | "external" | "quick" | "documentation";
  /** Its place in that list: smaller is further up. */
  readonly order: number;
  /** What the dashboard reads, in the order of keys as written: `{icon, link, text, type}`, a section with `items`, `{desc, link, text}`. */
  readonly entry: ValueMap;
}
