import { patchFailed } from "../problems/kustomize-patch-problems.ts";
import type { MappingNode } from "../yaml/node.ts";
import {
  fieldOf,
  isMissingOrNull,
  isNilOrEmpty,
  mapping,
  scalar,
  withField,
  withoutField,
  withText,
} from "./fields.ts";
import { applyJsonPatch, type PatchOperation } from "./json-patch.ts";
import {
  metadataTexts,
  type Resource,
  withIdRemembered,
  withMetadataTexts,
  withName,
  withNamespace,
  withNode,
} from "./resource.ts";
import type { ResourceId } from "./resource-id.ts";
import { apiVersionOf, describeId } from "./resource-id.ts";
import { noSharedValues } from "./shared-values.ts";
import { strategicMerge } from "./strategic-merge/strategic-merge.ts";
import type { Asked } from "./transformer.ts";

/** What a strategic merge patch may change besides the rest. */
export interface PatchOptions {
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
}

/**
 * Merges a patch into a resource, keeping its kind, name and namespace unless they may change
 * (`api/resource/resource.go: ApplySmPatch`).
 *
 * @returns undefined when the patch deletes the resource
 */
export function mergePatch(
  resource: Resource,
  patch: MappingNode,
  options: PatchOptions,
  asked: Asked,
): Resource | undefined {
  const { allowNameChange, allowKindChange } = options;
  const { schemas } = asked.context;
  const before = allowNameChange || allowKindChange ? withIdRemembered(resource) : resource;
  const fail = (reason: string): void =>
    asked.context.problems.report(patchFailed(describeId(resource.id), reason), asked.entry);
  const marked = withMark(before, hasHistory(before));
  const merged = strategicMerge(marked, patch, { schemas, fail });
  if (merged?.kind !== "mapping" || merged.entries.length === 0) return undefined;
  const { node, kept } = withoutMark(merged);
  const restored = restore(node, resource.id, options);
  const history = kept || !hasHistory(before) ? before : withoutHistory(before);
  return withNode(history, restored, schemas.clusterScope);
}

function restore(node: MappingNode, id: ResourceId, options: PatchOptions): MappingNode {
  let restored = node;
  if (!options.allowKindChange) restored = withTextField(restored, "kind", id.kind);
  if (!options.allowNameChange) restored = withName(restored, id.name);
  return withNamespace(restored, id.namespace);
}

function withTextField(node: MappingNode, field: string, text: string): MappingNode {
  const old = fieldOf(node, field);
  return withField(node, field, old?.kind === "scalar" ? withText(old, text) : scalar(text));
}

/**
 * The patch as kustomize prepares it for a selected target (`reswrangler.go: ApplySmPatch`): labels and annotations made
 * strings, the target's apiVersion.
 */
export function patchForTarget(patch: MappingNode, target: ResourceId): MappingNode {
  let prepared = patch;
  for (const field of ["labels", "annotations"] as const) {
    prepared = withMetadataTexts(prepared, field, metadataTexts(prepared, field));
  }
  return withTextField(prepared, "apiVersion", apiVersionOf(target));
}

/**
 * Applies a JSON patch to a resource. While it runs there is always an annotation, as in kustomize, which keeps its own
 * there; afterwards annotations are strings.
 */
export function applyOperations(resource: Resource, operations: readonly PatchOperation[], asked: Asked): Resource {
  const patched = applyJsonPatch(withMark(resource, hasHistory(resource)), operations);
  if ("reason" in patched) {
    asked.context.problems.report(patchFailed(describeId(resource.id), patched.reason), asked.entry);
    return resource;
  }
  const { node, kept } = withoutMark(patched.node);
  const annotated = withMetadataTexts(node, "annotations", metadataTexts(node, "annotations"));
  // The object was made anew, so that no two of its values are one any more.
  const remade = { ...(kept ? resource : withoutOrigin(resource)), shared: noSharedValues };
  return withNode(remade, annotated, asked.context.schemas.clusterScope);
}

/** Stands for the annotations in which kustomize keeps what a resource was before; a patch can wipe them out. */
const mark = "internal.config.kubernetes.io/previousNames";

function hasHistory(resource: Resource): boolean {
  const { previousIds, prefixes, suffixes, generated, origin } = resource;
  return (
    previousIds.length > 0 ||
    prefixes.length > 0 ||
    suffixes.length > 0 ||
    generated !== undefined ||
    origin !== undefined
  );
}

/** Of what kustomize keeps in annotations, it restores all but these after a JSON patch that replaces them. */
function withoutOrigin(resource: Resource): Resource {
  const { origin, ...rest } = resource;
  return { ...rest, transformations: [] };
}

function withoutHistory(resource: Resource): Resource {
  const { generated, origin, ...rest } = resource;
  return { ...rest, previousIds: [], prefixes: [], suffixes: [], transformations: [] };
}

function withMark(resource: Resource, isMarked: boolean): MappingNode {
  const { node } = resource.body;
  if (!isMarked) return node;
  const metadata = fieldOf(node, "metadata");
  const annotations = fieldOf(metadata, "annotations");
  const kept = annotations?.kind === "mapping" ? annotations : mapping();
  const holder = metadata?.kind === "mapping" ? metadata : mapping();
  return withField(node, "metadata", withField(holder, "annotations", withField(kept, mark, scalar("", "str"))));
}

function withoutMark(node: MappingNode): { node: MappingNode; kept: boolean } {
  const metadata = fieldOf(node, "metadata");
  const annotations = fieldOf(metadata, "annotations");
  if (metadata?.kind !== "mapping" || annotations?.kind !== "mapping" || isMissingOrNull(fieldOf(annotations, mark))) {
    return { node, kept: false };
  }
  const unmarked = withoutField(annotations, mark);
  const rest = isNilOrEmpty(unmarked)
    ? withoutField(metadata, "annotations")
    : withField(metadata, "annotations", unmarked);
  return { node: withField(node, "metadata", rest), kept: true };
}
