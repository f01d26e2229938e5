import { fieldKeys, placesByName } from "../../facts/field-path.ts";
import { allImages, otherImages } from "../../facts/other-images.ts";
import type { ImageMention } from "../../model/facts.ts";
import type { ImageSources } from "../../model/image-rewriting.ts";
import type { Value, ValueMap } from "../../model/value.ts";
import type { ImagesValues } from "../../model/values.gen.ts";
import { splitLiteral } from "../generated-object.ts";
import type { Rendered } from "../rendered-addition.ts";
import { type ImageEdit, imageEdits } from "./image-edits.ts";
import { nameOf, pointerKeys } from "./patch-images.ts";
import { withPullPolicy } from "./pull-policy.ts";

/**
 * An addition with its images where they are to come from, pulled when the values say. Those of containers stay in what Kustomize's `images`
 * goes over afterwards; what only replaces a part of an object is not seen by that, so that in it all are written. Values of charts name images
 * in ways of their own.
 */
export function rewriteAddition(addition: Rendered, values: ImagesValues): Rendered {
  if (values.mirrors.length === 0 && values.overrides.length === 0 && values.pullPolicy === undefined) return addition;
  switch (addition.kind) {
    case "resource":
    case "merge": {
      const { object } = addition;
      const rewritten = pulled("", withEdits(object, otherImages(object), values), values) as ValueMap;
      return { ...addition, object: rewritten };
    }
    case "operations":
      return { ...addition, patch: rewritePatch(addition.patch, values) };
    case "generator":
      return { ...addition, entry: rewriteEntry(addition.entry, values) };
    default:
      return addition;
  }
}

function pulled(name: string, value: Value, { pullPolicy }: ImagesValues): Value {
  return pullPolicy === undefined ? value : withPullPolicy(name, value, pullPolicy);
}

function rewritePatch(patch: Value, values: ImagesValues): Value {
  if (!Array.isArray(patch)) return pulled("", withEdits(patch as ValueMap, allImages("", patch, ""), values), values);
  return (patch as readonly ValueMap[]).map((operation) => {
    if (operation.value === undefined) return operation;
    const name = nameOf(pointerKeys(operation.path));
    const { value = null, ...rest } = withEdits(operation, allImages(name, operation.value, "value"), values);
    return { ...rest, value: pulled(name, value, values) };
  });
}

function rewriteEntry(entry: ValueMap, sources: ImageSources): ValueMap {
  const { literals, contents } = entry;
  return {
    ...entry,
    ...(literals !== undefined && { literals: (literals as readonly string[]).map((each) => literal(each, sources)) }),
    ...(contents !== undefined && {
      contents: withEdits(contents as ValueMap, otherImages(contents as ValueMap), sources),
    }),
  };
}

function literal(text: string, sources: ImageSources): string {
  const [key, value] = splitLiteral(text);
  return `${key}=${String(withEdits({ [key]: value }, otherImages({ [key]: value }), sources)[key])}`;
}

/** The same value where no image of it comes from elsewhere. */
function withEdits(value: ValueMap, mentions: readonly ImageMention[], sources: ImageSources): ValueMap {
  const byField = new Map<string, ImageEdit[]>();
  for (const edit of imageEdits(mentions, sources)) {
    const edits = byField.get(edit.field);
    if (edits === undefined) byField.set(edit.field, [edit]);
    else edits.push(edit);
  }
  if (byField.size === 0) return value;
  const copy = structuredClone(value) as Changeable;
  for (const [field, edits] of byField) write(copy, fieldKeys(field), edits);
  return copy as ValueMap;
}

/** A mapping or a list of a copy. */
type Changeable = { [key: string]: Changeable | Value };

function write(inside: Changeable, [key = "", ...rest]: readonly string[], edits: readonly ImageEdit[]): void {
  const own = Array.isArray(inside) ? indexOf(inside as readonly Value[], key) : key;
  if (rest.length > 0) write(inside[own] as Changeable, rest, edits);
  else inside[own] = textWith(String(inside[own]), edits);
}

function indexOf(list: readonly Value[], key: string): number {
  const [, name] = /^\[name=(.*)\]$/.exec(key) ?? [];
  return name === undefined ? Number(key) : (placesByName(list).get(name)?.[0] ?? -1);
}

function textWith(old: string, edits: readonly ImageEdit[]): string {
  const lines = old.split("\n");
  for (const { line, text } of edits) {
    if (line === undefined) return text;
    lines[line] = text;
  }
  return lines.join("\n");
}
