import { expect, test } from "vitest";
import { parseArtifactReference, printArtifactReference } from "../../generator/publish/artifact-reference.ts";

test.each(["oci://registry.example.com/team/kubeflow:prod", "oci://localhost:5000/kubeflow:latest"])(
  "%s is read as it is written",
  (text) => {
    const reference = parseArtifactReference(text);
    expect(reference && printArtifactReference(reference)).toBe(text);
  },
);

test.each([
  "registry.example.com/kubeflow",
  "oci://registry.example.com",
  "oci://Registry.example.com/Upper",
  "oci://localhost:99999/kubeflow",
  "oci://999.999.999.999/kubeflow",
])("%s is no reference", (text) => expect(parseArtifactReference(text)).toBeUndefined());
