import { fieldKeys } from "../facts/field-path.ts";
import { allImages, otherImages } from "../facts/other-images.ts";
import { isMap } from "../facts/value-at.ts";
import type { ImageMention } from "../model/facts.ts";
import type { ImageSources } from "../model/image-rewriting.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { type ImageEdit, imageEdits } from "./image-edits.ts";
import { nameOf, pointerKeys, splitLiteral } from "./patch-images.ts";
import type { Rendered } from "./rendered-addition.ts";

/**
 * An addition that names its images where they are to come from. Those of containers stay in what Kustomize's `images` goes over afterwards;
 * what only replaces a part of an object is not seen by that, so that in it all are written. Values of charts name images in ways of their
 * own: their templates ask.
 */
export function rewriteAddition(addition: Rendered, sources: ImageSources): Rendered {
  if (sources.mirrors.length === 0 && sources.overrides.length === 0) return addition;
  switch (addition.kind) {
    case "resource":
    case "merge": {
      const object = withEdits(addition.object, otherImages(addition.object), sources);
      return object === addition.object ? addition : { ...addition, object };
    }
    case "operations":
      return { ...addition, patch: rewritePatch(addition.patch, sources) };
    case "generator":
      return { ...addition, entry: rewriteEntry(addition.entry, sources) };
    default:
      return addition;
  }
}

function rewritePatch(patch: Value, sources: ImageSources): Value {
  if (!Array.isArray(patch)) return withEdits(patch as ValueMap, allImages("", patch, ""), sources);
  return (patch as readonly ValueMap[]).map((operation) => {
    if (operation.value === undefined) return operation;
    const mentions = allImages(nameOf(pointerKeys(operation.path)), operation.value, "value");
    return withEdits(operation, mentions, sources);
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
  return imageEdits(mentions, sources).reduce(
    (done, edit) => written(done, fieldKeys(edit.field), edit) as ValueMap,
    value,
  );
}

function written(value: Value, [key, ...rest]: readonly string[], edit: ImageEdit): Value {
  if (key === undefined) return textWith(String(value), edit);
  if (Array.isArray(value)) {
    const list = value as readonly Value[];
    const index = indexOf(list, key);
    return list.map((item, at) => (at === index ? written(item, rest, edit) : item));
  }
  return { ...(value as ValueMap), [key]: written((value as ValueMap)[key] ?? null, rest, edit) };
}

function indexOf(list: readonly Value[], key: string): number {
  const [, name] = /^\[name=(.*)\]$/.exec(key) ?? [];
  return name === undefined ? Number(key) : list.findIndex((item) => isMap(item) && item.name === name);
}

function textWith(old: string, { line, text }: ImageEdit): string {
  if (line === undefined) return text;
  return old
    .split("\n")
    .map((each, index) => (index === line ? text : each))
    .join("\n");
}
