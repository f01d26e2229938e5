import { configurationConflict } from "../../problems/kustomize-problems.ts";
import type { Node, ScalarNode } from "../../yaml/node.ts";
import type { Fail } from "../field-path.ts";
import { type FieldSpec, mergeFieldSpec, mergeFieldSpecs } from "../field-spec.ts";
import { fieldOf, isNull, kindName, scalar, withField } from "../fields.ts";
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
  const what = kind === "LabelTransformer" ? "labels" : "annotations";
  return {
    kind,
    transform: (resources) =>
      resources.map((resource) => {
        const fail = failFor(resource, what, asked);
        const added = entries.map(([key, text]): Added => ({ key, value: scalar(text, "str"), places: 0 }));
        const set = (node: Node): Node => added.reduce((changed, one) => setEntry(changed, one, fail), node);
        const changed = changeAtSpecs(resource, specs, "mapping", set, asked, fail);
        const shared = added.filter(({ places }) => places > 1).map(({ value }) => value);
        return shared.length === 0 ? changed : { ...changed, shared: new Set([...changed.shared, ...shared]) };
      }),
  };
}

/** A label on its way into an object, and in how many places it was new. */
interface Added {
  readonly key: string;
  readonly value: ScalarNode;
  places: number;
}

/** Where the key is new, the value is one with those in the other places; where it is not, only the text is taken. */
function setEntry(node: Node, added: Added, fail: Fail): Node {
  if (isNull(node)) return node;
  if (node.kind !== "mapping") {
    fail(`expected a mapping but found ${kindName(node)}`);
    return node;
  }
  const { key, value } = added;
  const old = fieldOf(node, key);
  if (old === undefined) {
    added.places += 1;
    return withField(node, key, value);
  }
  const isSame = old.kind === "scalar" && old.tag === "str" && old.text === value.text;
  return isSame ? node : withField(node, key, scalar(value.text, "str"));
}
