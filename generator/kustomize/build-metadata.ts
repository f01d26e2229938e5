import { fieldOf, mapping, scalar, withField } from "./fields.ts";
import { originAnnotation, printOrigin, printTransformations, transformationsAnnotation } from "./origin.ts";
import { metadataTexts, type Resource, withMetadataTexts } from "./resource.ts";

/** What a kustomize that is built into another program, such as kubectl, calls its own version. */
const kustomizeVersion = "(devel)";

/** What kustomize keeps in annotations for itself; users can write these names too, and lose them. */
const internalAnnotations: readonly string[] = [
  "internal.config.kubernetes.io/previousKinds",
  "internal.config.kubernetes.io/previousNames",
  "internal.config.kubernetes.io/prefixes",
  "internal.config.kubernetes.io/suffixes",
  "internal.config.kubernetes.io/previousNamespaces",
  "internal.config.kubernetes.io/allowNameChange",
  "internal.config.kubernetes.io/allowKindChange",
  "internal.config.kubernetes.io/refBy",
  "internal.config.kubernetes.io/generatorBehavior",
  "internal.config.kubernetes.io/needsHashSuffix",
  "internal.config.kubernetes.io/path",
  "internal.config.kubernetes.io/index",
  "internal.config.kubernetes.io/seqindent",
  "internal.config.kubernetes.io/id",
  "internal.config.kubernetes.io/annotations-migration-resource-id",
  "config.kubernetes.io/path",
  "config.kubernetes.io/index",
  "config.k8s.io/id",
];

/**
 * Writes the metadata that the root's `buildMetadata` asks for and takes out what it does not. Every object's annotations
 * become strings on the way, whether or not there are any to write.
 */
export function finishMetadata(resources: readonly Resource[], buildMetadata: readonly string[]): readonly Resource[] {
  return resources.map((resource) => {
    let node = resource.body.node;
    if (buildMetadata.includes("managedByLabel")) node = withManagedBy(node);
    const annotations = new Map(metadataTexts(node, "annotations"));
    for (const name of internalAnnotations) annotations.delete(name);
    annotations.delete(originAnnotation);
    annotations.delete(transformationsAnnotation);
    const { origin, transformations } = resource;
    if (buildMetadata.includes("originAnnotations") && origin !== undefined) {
      annotations.set(originAnnotation, printOrigin(origin));
    }
    if (buildMetadata.includes("transformerAnnotations") && transformations.length > 0) {
      annotations.set(transformationsAnnotation, printTransformations(transformations));
    }
    const finished = withMetadataTexts(node, "annotations", annotations);
    return finished === resource.body.node ? resource : { ...resource, body: { node: finished } };
  });
}

function withManagedBy(node: Resource["body"]["node"]): Resource["body"]["node"] {
  const metadata = fieldOf(node, "metadata");
  const old = metadata?.kind === "mapping" ? metadata : mapping();
  const labels = fieldOf(old, "labels");
  const all = labels?.kind === "mapping" ? labels : mapping();
  const label = scalar(`kustomize-${kustomizeVersion}`, "str");
  return withField(node, "metadata", withField(old, "labels", withField(all, "app.kubernetes.io/managed-by", label)));
}
