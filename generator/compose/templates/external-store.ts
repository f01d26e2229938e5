import type { ObjectStoreValues } from "../../model/values.gen.ts";

/** An object store that is not the release's own, as the programs that use it want to be told. */
export interface ExternalStore {
  readonly api: "s3" | "gcs";
  /** With scheme, and with a port where it is not that of the scheme: `https://objects.example.com:9000`. */
  readonly url: string;
  readonly host: string;
  /** Empty where it is that of the scheme. */
  readonly port: string;
  /** The port, that of the scheme included. */
  readonly portNumber: number;
  /** `host`, or `host:port`. */
  readonly authority: string;
  readonly secure: boolean;
  readonly region: string;
  readonly pathStyle: boolean;
  readonly bucket: string;
  /** The bucket as a URI without an end: `s3://artifacts`. */
  readonly root: string;
  /** A profile's bucket and its folder there, with `{profile}` where its name belongs. */
  readonly profile: { readonly bucket: string; readonly folder: string; readonly root: string };
  /** Absent where service accounts have an identity in the cloud. */
  readonly secret?: { readonly name: string; readonly accessKeyKey: string; readonly secretKeyKey: string };
  /** Whether the platform's keys are copied into every profile. */
  readonly copied: boolean;
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
}

/** What the values say of an external store; undefined where the platform has the release's own. */
export function externalStore(values: ObjectStoreValues): ExternalStore | undefined {
  const { provider, api, region, pathStyle, bucket = "", profileFolder, credentials } = values;
  if (provider === "bundled") return undefined;
  const { host, port, protocol } = new URL(values.endpoint ?? ENDPOINTS[api](region));
  const secure = protocol === "https:";
  const hasKeys = credentials.from === "secret";
  const { secret: name, accessKeyKey, secretKeyKey } = credentials;
  const profile = { bucket: values.profileBucket ?? bucket, folder: profileFolder };
  return {
    api,
    url: `${protocol}//${host}`,
    host: host.replace(/:\d+$/, ""),
    port,
    portNumber: port === "" ? (secure ? 443 : 80) : Number(port),
    authority: host,
    secure,
    region,
    pathStyle,
    bucket,
    root: `${SCHEMES[api]}${bucket}`,
    profile: { ...profile, root: `${SCHEMES[api]}${profile.bucket}/${profile.folder}` },
    ...(hasKeys && { secret: { name, accessKeyKey, secretKeyKey } }),
    copied: hasKeys && credentials.profileKeys === "copied",
    serviceAccountAnnotations: credentials.serviceAccountAnnotations,
  };
}

const ENDPOINTS: Readonly<Record<ExternalStore["api"], (region: string) => string>> = {
  s3: (region) => `https://s3.${region}.amazonaws.com`,
  gcs: () => "https://storage.googleapis.com",
};

const SCHEMES = { s3: "s3://", gcs: "gs://" } as const;
