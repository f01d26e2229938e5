/** What a component needs and does not bring itself. */
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
  /** By key: the key of another Secret that has the same value. */
  readonly equals: Readonly<Record<string, SecretKey>>;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** One value of a Secret. */
export interface SecretKey {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
}

/** An expected Secret or ConfigMap that a component of the platform makes: nobody has to put it into the cluster. */
export interface MadeSecret extends Expectation {
  readonly maker: SecretMaker;
}

/** The object that a Secret or a ConfigMap comes from. */
export interface SecretMaker {
  /** A kind, or `sops` for a Secret that is committed encrypted. */
  readonly kind: "Secret" | "sops" | "SealedSecret" | "ExternalSecret" | "Certificate" | "Bundle";
  /** The component that has it. */
  readonly component: string;
  /** Of a generated ExternalSecret: where each key's value is stored. */
  readonly remote?: Readonly<Record<string, RemoteReference>>;
}

/** Where a store has a value (external-secrets.io/v1, ExternalSecretDataRemoteRef). */
export interface RemoteReference {
  readonly key: string;
  readonly property?: string;
}
