/** What a component needs and nobody delivers: it has to be in the cluster before the environment is synced. */
export interface Expectation {
  readonly kind: string;
  /** Absent for a cluster-scoped kind. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** What has to be in it: keys of a Secret or ConfigMap. */
  readonly keys: readonly string[];
  /** What it has to say, by path: `{ "spec.type": "LoadBalancer" }`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Of a CustomResourceDefinition: the API versions that have to be served. */
  readonly versions: readonly string[];
  /** The component works without it. */
  readonly optional: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
}
