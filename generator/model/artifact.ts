/** What is pushed to a registry: a folder in one compressed archive, and what says so. */
export interface Artifact {
  /** The archive. */
  readonly layer: Buffer;
  /** Of no meaning to who pulls it; the registry wants one. */
  readonly config: Buffer;
  /** The text of the OCI image manifest that names both. */
  readonly manifest: string;
  /** `sha256:…` of the manifest: by which exactly this artifact can be asked for. */
  readonly digest: string;
}

/** Where an artifact goes: `oci://registry.example.com/platform/prod:main`. */
export interface ArtifactReference {
  /** Host, and port if it is not the usual one. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}
