import { configurationConflict } from "../../problems/kustomize-problems.ts";
import type { Node } from "../../yaml/node.ts";
import type { Fail } from "../field-path.ts";
import { type FieldSpec, mergeFieldSpec, mergeFieldSpecs, setEntry } from "../field-spec.ts";
import type { LabelRule, Texts } from "../kustomization.ts";
import { completeFieldSpec } from "../load-configurations.ts";
import { entryAt } from "../report.ts";
import type { Asked, Transformer, TransformerStep } from "../transformer.ts";
import { changeAtSpecs, failFor } from "./change-objects.ts";

/** One transformer for each entry of `labels`, then one for `commonLabels`. */
export function labelTransformers(step: TransformerStep): readonly Transformer[] {
  const { kustomization, config, context } = step;
  const { labels, commonLabels, entry } = kustomization;
  if (labels.length === 0 && Object.keys(commonLabels).length === 0) return [];
  return [
    ...labels.map((rule, index) => {
      const asked = { entry: entryAt(entry, "labels", index), context };
      const fail: Fail = (reason) => context.problems.report(configurationConflict(reason), asked.entry);
      return labelTransformer(rule.pairs ?? {}, specsOf(rule, step, fail), asked);
    }),
    labelTransformer(commonLabels, config.commonLabels, { entry: entryAt(entry, "commonLabels"), context }),
  ];
}

/** Writes labels wherever the specs say, sorted and as strings. */
export function labelTransformer(labels: Texts, specs: readonly FieldSpec[], asked: Asked): Transformer {
  return textsTransformer("LabelTransformer", labels, specs, asked);
}

/** One transformer for `commonAnnotations`. */
export function annotationTransformers(step: TransformerStep): readonly Transformer[] {
  const { kustomization, config, context } = step;
  const { commonAnnotations, entry } = kustomization;
  if (Object.keys(commonAnnotations).length === 0) return [];
  const asked = { entry: entryAt(entry, "commonAnnotations"), context };
  return [annotationTransformer(commonAnnotations, config.commonAnnotations, asked)];
}

/** Writes annotations wherever the specs say, sorted and as strings. */
export function annotationTransformer(annotations: Texts, specs: readonly FieldSpec[], asked: Asked): Transformer {
  return textsTransformer("AnnotationsTransformer", annotations, specs, asked);
}

/** The entry's own specs, those of the configurations, and by its switches those of selectors or templates. */
function specsOf(rule: LabelRule, { config }: TransformerStep, fail: Fail): readonly FieldSpec[] {
  const own = mergeFieldSpecs((rule.fields ?? []).map(completeFieldSpec), config.labels, fail);
  if (rule.includeSelectors) return mergeFieldSpecs(own, config.commonLabels, fail);
  const more = rule.includeTemplates ? mergeFieldSpecs(own, config.templateLabels, fail) : own;
  return mergeFieldSpec(more, { group: "", version: "", kind: "", path: "metadata/labels", create: true }, fail);
}

function textsTransformer(kind: string, texts: Texts, specs: readonly FieldSpec[], asked: Asked): Transformer {
  const entries = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return { kind, transform: (resources) => resources };
  return {
    kind,
    transform: (resources) =>
      resources.map((resource) => {
        const fail = failFor(resource, kind === "LabelTransformer" ? "labels" : "annotations", asked);
        const setters = entries.map(([key, text]) => setEntry(key, text, fail));
        const set = (node: Node): Node => setters.reduce((changed, setter) => setter(changed), node);
        return changeAtSpecs(resource, specs, "mapping", set, asked, fail);
      }),
  };
}
