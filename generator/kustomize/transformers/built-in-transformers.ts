import type { TransformerFactory } from "../transformer.ts";
import { imageTransformers } from "./images.ts";
import { annotationTransformers, labelTransformers } from "./labels.ts";
import { prefixTransformers, suffixTransformers } from "./name-affixes.ts";
import { namespaceTransformers } from "./namespace.ts";
import { patchTransformers } from "./patches.ts";
import { patchJson6902Transformers } from "./patches-json6902.ts";
import { patchStrategicMergeTransformers } from "./patches-strategic-merge.ts";
import { replacementTransformers } from "./replacements.ts";
import { replicaTransformers } from "./replicas.ts";

/**
 * The transformers of a kustomization's own fields, in the order in which they run, whatever the order of the fields
 * (`api/internal/target/kusttarget_configplugin.go: configureBuiltinTransformers`).
 */
export const builtInTransformers: readonly TransformerFactory[] = [
  patchStrategicMergeTransformers,
  patchTransformers,
  namespaceTransformers,
  prefixTransformers,
  suffixTransformers,
  labelTransformers,
  annotationTransformers,
  patchJson6902Transformers,
  replicaTransformers,
  imageTransformers,
  replacementTransformers,
];
