import type { ObjectStoreValues } from "../../model/values.gen.ts";
import { externalStore } from "./external-store.ts";

/** What a component with a store of its own says of it. */
export interface OwnStore {
  readonly objectStore: {
    readonly bucket?: string;
    readonly path?: string;
    readonly region?: string;
    /** Another endpoint is another store: nothing of the platform's is taken then. */
    readonly endpoint?: string;
    readonly credentialsSecret?: string;
  };
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
}

/** The S3 store that a component uses. */
export type S3Settings = OwnStore["objectStore"] & {
  readonly region: string;
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
};

/**
 * A component's store: what its settings say, and for what they leave open the platform's external store, where that speaks S3. There is no
 * bucket where neither says one. Credentials are the component's own where it has a Secret or annotations for an identity.
 */
export function s3Settings(
  values: ObjectStoreValues,
  { objectStore: own, serviceAccountAnnotations }: OwnStore,
): S3Settings {
  const store = externalStore(values);
  if (store === undefined || store.api !== "s3" || own.endpoint !== undefined)
    return { region: "us-east-1", ...own, serviceAccountAnnotations };
  const hasCredentials = own.credentialsSecret !== undefined || Object.keys(serviceAccountAnnotations).length > 0;
  return {
    bucket: store.bucket,
    region: store.region,
    ...(values.endpoint !== undefined && { endpoint: store.url }),
    ...(!hasCredentials && store.secret !== undefined && { credentialsSecret: store.secret.name }),
    ...own,
    serviceAccountAnnotations: hasCredentials ? serviceAccountAnnotations : store.serviceAccountAnnotations,
  };
}
