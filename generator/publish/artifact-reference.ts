import type { ArtifactReference } from "../model/artifact.ts";

/** Host and port, a path in lower case, and a tag (OCI distribution specification, "Pulling manifests"). */
const FORM =
  /^oci:\/\/([a-zA-Z0-9.-]+(?::[0-9]{1,5})?)\/([a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?$/;

/** Reads `oci://host/path:tag`; the tag is `latest` where there is none. Undefined: it is no such text. */
export function parseArtifactReference(text: string): ArtifactReference | undefined {
  const [, registry, repository, tag = "latest"] = FORM.exec(text) ?? [];
  if (registry === undefined || repository === undefined) return undefined;
  // No such port, or digits that are no address.
  return URL.canParse(`http://${registry}`) ? { registry, repository, tag } : undefined;
}

/** The text that `parseArtifactReference` reads. */
export function printArtifactReference({ registry, repository, tag }: ArtifactReference): string {
  return `oci://${registry}/${repository}:${tag}`;
}
