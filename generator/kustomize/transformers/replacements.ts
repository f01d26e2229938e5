import {
  replacementFileInvalid,
  replacementIncomplete,
  replacementPathAndSource,
  replacementSourceAmbiguous,
  replacementSourceEmpty,
  replacementSourceNotFound,
  replacementTargetFailed,
  replacementTargetFieldNotFound,
} from "../../problems/kustomize-patch-problems.ts";
import type { MappingNode, Node, ScalarNode } from "../../yaml/node.ts";
import { decodeFields } from "../decode-fields.ts";
import { lookUp, splitFieldPath } from "../field-path.ts";
import { isNilOrEmpty, quotedText } from "../fields.ts";
import type { FieldOptions, ReplacementRule, ReplacementTarget, Selector } from "../kustomization.ts";
import { replacementFileShape } from "../kustomization.ts";
import { type KustomizationRoot, placedIn, readFileOf } from "../kustomization-root.ts";
import { editMatching } from "../matching-fields.ts";
import { nearestOf } from "../nearest.ts";
import { readFirstDocument } from "../read-resources.ts";
import { entryAt } from "../report.ts";
import type { Resource } from "../resource.ts";
import { describeId, formatId, isSelectedBy, type ResourceId } from "../resource-id.ts";
import { labelsAndAnnotationsMatcher } from "../target-selector.ts";
import type { Asked, Transformer, TransformerStep } from "../transformer.ts";
import { changeObject } from "./change-objects.ts";

/** One transformer for all of `replacements`. */
export function replacementTransformers({ kustomization, root, context }: TransformerStep): readonly Transformer[] {
  const { replacements, entry } = kustomization;
  if (replacements.length === 0) return [];
  return [replacementTransformer(replacements, root, { entry: entryAt(entry, "replacements"), context })];
}

/** Copies values from one object into others, one replacement after the other (`api/filters/replacement/replacement.go`). */
export function replacementTransformer(
  rules: readonly ReplacementRule[],
  root: KustomizationRoot,
  asked: Asked,
): Transformer {
  const all = rules.flatMap((rule, index) => {
    const own: Asked = { ...asked, entry: entryAt(asked.entry, index) };
    return expand(rule, root, own).map((replacement) => ({ replacement, asked: own }));
  });
  return {
    kind: "ReplacementTransformer",
    transform: (resources) =>
      all.reduce((done, { replacement, asked: own }) => replace(done, replacement, own), resources),
  };
}

/** The replacement itself, or those of the file that it names. */
function expand(rule: ReplacementRule, root: KustomizationRoot, asked: Asked): readonly ReplacementRule[] {
  const { problems } = asked.context;
  if (!rule.path) return [rule];
  if (rule.source !== undefined || (rule.targets ?? []).length > 0) {
    problems.report(replacementPathAndSource(), asked.entry);
    return [];
  }
  const content = readFileOf(root, rule.path, asked.context);
  const document = content.ok ? readFirstDocument(content.value, rule.path) : content;
  if (!document.ok) {
    for (const problem of document.problems) problems.report(placedIn(root, problem), asked.entry);
    return [];
  }
  const node = document.value;
  if (node === undefined || node.kind === "scalar") {
    problems.report(replacementFileInvalid(rule.path), asked.entry);
    return [];
  }
  const items = node.kind === "sequence" ? node.items : [node];
  return items.map((item) => decodeFields(item, replacementFileShape, asked.entry, problems.report) as ReplacementRule);
}

function replace(resources: readonly Resource[], rule: ReplacementRule, asked: Asked): readonly Resource[] {
  const { source, targets } = rule;
  if (source === undefined || targets === undefined) {
    asked.context.problems.report(replacementIncomplete(), asked.entry);
    return resources;
  }
  const value = sourceValue(resources, source, asked);
  if (value === undefined) return resources;
  return targets.reduce((done, target) => writeTarget(done, value, target, asked), resources);
}

function sourceValue(
  resources: readonly Resource[],
  source: NonNullable<ReplacementRule["source"]>,
  asked: Asked,
): Node | undefined {
  const { report } = asked.context.problems;
  const selects = idSelector(source);
  const found = resources.filter((resource) => idsOf(resource).some(selects));
  const [first, second] = found;
  if (first === undefined) {
    report(replacementSourceNotFound(describeSelector(source), nearestIds(resources, source)), asked.entry);
    return undefined;
  }
  if (second !== undefined) {
    const ids = found.map(({ id }) => describeId(id));
    report(replacementSourceAmbiguous(describeSelector(source), ids), asked.entry);
    return undefined;
  }
  const path = source.fieldPath || "metadata.name";
  const failed = (reason: string): void =>
    report(replacementSourceEmpty(path, describeId(first.id), reason), asked.entry);
  let reason = "";
  const value = lookUp(first.body.node, splitFieldPath(path), (why) => {
    reason = why;
  });
  if (value === undefined || isNilOrEmpty(value)) {
    failed(reason);
    return undefined;
  }
  return refine(value, source.options, failed);
}

function refine(value: Node, options: FieldOptions | undefined, failed: (reason: string) => void): Node | undefined {
  if (!options?.delimiter) return value;
  if (value.kind !== "scalar") {
    failed("a delimiter needs a scalar");
    return undefined;
  }
  const part = value.text.split(options.delimiter)[options.index ?? 0];
  if (part === undefined) failed(`index ${options.index} is out of bounds for ${value.text}`);
  return part === undefined ? undefined : { ...value, text: part };
}

function writeTarget(
  resources: readonly Resource[],
  value: Node,
  target: ReplacementTarget,
  asked: Asked,
): readonly Resource[] {
  const { report } = asked.context.problems;
  const { select, reject = [] } = target;
  if (select === undefined) {
    report(replacementIncomplete(), asked.entry);
    return resources;
  }
  const fail = (reason: string): void => report(replacementTargetFailed(reason), asked.entry);
  const selectsTexts = labelsAndAnnotationsMatcher(select, fail);
  const rejectsTexts = reject
    .filter(({ labelSelector, annotationSelector }) => labelSelector || annotationSelector)
    .map((selector) => labelsAndAnnotationsMatcher(selector, fail));
  const selectsId = idSelector(select);
  const rejectsId = reject.filter(hasIdPart).map(idSelector);
  return resources.map((resource) => {
    const ids = idsOf(resource);
    if (!ids.some(selectsId) || ids.some((id) => rejectsId.some((rejects) => rejects(id)))) return resource;
    if (!selectsTexts(resource) || rejectsTexts.some((rejects) => rejects(resource))) return resource;
    return writeFields(resource, value, target, asked);
  });
}

function writeFields(resource: Resource, value: Node, target: ReplacementTarget, asked: Asked): Resource {
  const { report } = asked.context.problems;
  const paths = target.fieldPaths?.length ? target.fieldPaths : ["metadata.name"];
  let changed = resource;
  for (const path of paths) {
    let failed = false;
    const fail = (reason: string): void => {
      failed = true;
      report(replacementTargetFailed(`${path} of ${describeId(resource.id)}: ${reason}`), asked.entry);
    };
    const made = target.options?.create ? value.kind : undefined;
    const set = (old: Node): Node => written(old, value, target.options, fail);
    const edited = editMatching(changed.body.node, splitFieldPath(path), made, set, fail);
    if (edited.found === 0 && !failed)
      report(replacementTargetFieldNotFound(path, describeId(resource.id)), asked.entry);
    changed = changeObject(changed, edited.node as MappingNode, asked);
  }
  return changed;
}

/** Into a scalar only the text is written: its type and quotes stay. Anything else is replaced as a whole. */
function written(old: Node, value: Node, options: FieldOptions | undefined, fail: (reason: string) => void): Node {
  const { delimiter, index = 0 } = options ?? {};
  if (!delimiter) return old.kind === "scalar" ? withTextOnly(old, value) : value;
  if (old.kind !== "scalar") {
    fail("a delimiter needs a scalar");
    return old;
  }
  const text = value.kind === "scalar" ? value.text : "";
  const parts = old.text.split(delimiter);
  if (index < 0) parts.unshift(text);
  else if (index >= parts.length) parts.push(text);
  else parts[index] = text;
  return { ...old, text: parts.join(delimiter) };
}

/** A mapping or a list has no text, which makes a string of a value that has no type yet. */
function withTextOnly(old: ScalarNode, value: Node): Node {
  const text = value.kind === "scalar" ? value.text : "";
  return text === "" && old.tag === "none" ? quotedText("") : { ...old, text };
}

/** Ids as replacements see them: no type counts as cluster scoped in its current id (`internal/utils/makeResIds.go`). */
function idsOf(resource: Resource): readonly ResourceId[] {
  const { id } = resource;
  return [{ ...id, effectiveNamespace: id.namespace || "default" }, ...resource.previousIds];
}

/** Fields of an id are compared as they are; they are no regular expressions. */
function idSelector(selector: Selector): (id: ResourceId) => boolean {
  const { group = "", version = "", kind = "", name = "", namespace = "" } = selector;
  return (id) =>
    (name === "" || name === id.name) &&
    (namespace === "" || namespace === id.effectiveNamespace) &&
    isSelectedBy(id, { group, version, kind });
}

function hasIdPart({ group, version, kind, name, namespace }: Selector): boolean {
  return Boolean(group || version || kind || name || namespace);
}

function describeSelector(selector: Selector): string {
  const { group, version, kind, name, namespace } = selector;
  const parts = Object.entries({ group, version, kind, name, namespace }).filter(([, value]) => value);
  return parts.map(([field, value]) => `${field} ${value}`).join(", ") || "anything";
}

function nearestIds(resources: readonly Resource[], { kind, name = "" }: Selector): readonly string[] {
  const alike = resources.filter(({ id }) => !kind || id.kind === kind);
  const names = nearestOf(
    name,
    alike.map(({ id }) => id.name),
    3,
  );
  return names.flatMap((near) => alike.filter(({ id }) => id.name === near).map(({ id }) => formatId(id))).slice(0, 3);
}
