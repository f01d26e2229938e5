import type { ImageMention, ImagePiece } from "../model/facts.ts";
import { isMap, type Value, type ValueMap } from "../model/value.ts";
import { holdsContainers } from "./container-images.ts";
import { childField, itemField, placesByName } from "./field-path.ts";
import { type FoundPiece, isImageReference, referencesInText } from "./image-reference.ts";

/**
 * Every container image that an object names elsewhere than as the image of one of its containers, sorted by image and place: what its
 * program starts later and knows from an argument, an environment variable, a custom resource's field or a text in a ConfigMap.
 *
 * There is no list of such places, so this goes by looks. Where a name says image (`image:`, `VOLUME_VIEWER_IMAGE`, `--executor-image`), the
 * value is one if it can be one. Anywhere else only a full reference counts: registry host, path, and a tag or digest.
 */
export function otherImages(object: ValueMap): readonly ImageMention[] {
  const mentions = inMap(object, "").map((mention) => [sortKey(mention), mention] as const);
  return mentions.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, mention]) => mention);
}

/** The same with the images of containers: of a value that stands where `field` says, and is called `name`. */
export function allImages(name: string, value: Value, field: string): readonly ImageMention[] {
  return inNamed(name, value, field, true);
}

function sortKey({ image, at }: ImageMention): string {
  return [image, ...at.map(({ field, line = 0 }) => `${field} ${String(line).padStart(6, "0")}`)].join(" ");
}

function inValue(value: Value, field: string, containersToo: boolean): readonly ImageMention[] {
  if (typeof value === "string") return inText(value, field);
  if (typeof value !== "object" || value === null) return [];
  return isMap(value) ? inMap(value, field, containersToo) : inList(value as readonly Value[], field, containersToo);
}

/** Where Knative and KServe document a ConfigMap inside it; nothing reads it, and Knative holds it to a checksum. */
const EXAMPLE_KEY = "_example";

function inMap(map: ValueMap, field: string, containersToo = false): readonly ImageMention[] {
  const named = Object.entries(map).flatMap(([key, value]) => {
    if (key === EXAMPLE_KEY) return [];
    const inside = holdsContainers(key) && !containersToo ? withoutImages(value) : value;
    return inNamed(key, inside, childField(field, key), containersToo);
  });
  if (typeof map.name !== "string" || typeof map.value !== "string" || !saysImage(map.name)) return named;
  const value = childField(field, "value");
  const own = inNamed(map.name, map.value, value, containersToo);
  return [...named.filter(({ at }) => at.every((piece) => piece.field !== value)), ...own];
}

/** Containers without what `containerImages` finds. */
function withoutImages(containers: Value): Value {
  if (!Array.isArray(containers)) return containers;
  return (containers as readonly Value[]).map((container) => {
    if (!isMap(container)) return container;
    const { image, ...rest } = container;
    return rest;
  });
}

/** An argument may stand beside its flag: `["--executor-image", "quay.io/argoproj/argoexec:v3.7.3"]`. */
function inList(list: readonly Value[], field: string, containersToo: boolean): readonly ImageMention[] {
  const paired = new Set<Value>();
  const pairs = list.flatMap((item, index) =>
    pairedReference(item, list, itemField(field, list, index), field, paired),
  );
  const items = list.flatMap((item, index) => {
    if (paired.has(item)) return [];
    const flag = list[index - 1];
    const own = itemField(field, list, index);
    return typeof flag === "string" && flag.startsWith("-")
      ? inNamed(flag, item, own, containersToo)
      : inValue(item, own, containersToo);
  });
  return [...pairs, ...items];
}

/** Two variables for one image, `FRONTEND_IMAGE` and `FRONTEND_TAG`; what belongs to such a pair is put into `paired`. */
function pairedReference(
  item: Value,
  list: readonly Value[],
  own: string,
  field: string,
  paired: Set<Value>,
): readonly ImageMention[] {
  if (!isMap(item) || typeof item.name !== "string" || typeof item.value !== "string") return [];
  const [, subject] = /^(.*)_IMAGE$/.exec(item.name) ?? [];
  const [index] = placesByName(list).get(`${subject}_TAG`) ?? [];
  if (subject === undefined || index === undefined || !isImageReference(item.value)) return [];
  const tag = list[index];
  const version = (tag as ValueMap).value;
  if (typeof version !== "string" || !isImageReference(`${item.value}:${version}`)) return [];
  paired.add(item).add(tag as Value);
  const at: readonly ImagePiece[] = [
    { field: childField(own, "value"), is: "name" },
    { field: childField(itemField(field, list, index), "value"), is: "version" },
  ];
  return [{ image: `${item.value}:${version}`, at }];
}

function inNamed(name: string, value: Value, field: string, containersToo: boolean): readonly ImageMention[] {
  if (saysImage(name) && typeof value === "string" && isImageReference(value))
    return [{ image: value, at: [{ field }] }];
  return inValue(value, field, containersToo);
}

/** `VIEWER_TENSORBOARD_TF_IMAGE_NAME` is an image of which somebody else says the version. */
function saysImage(name: string): boolean {
  return /image(_NAME)?$/i.test(name);
}

function inText(text: string, field: string): readonly ImageMention[] {
  const found = referencesInText(text);
  const starts = found.length === 0 ? [] : lineStarts(text);
  return found.map(({ image, pieces }) => ({
    image,
    at: pieces.map((piece) => placed(piece, text, starts, field)),
  }));
}

/** A line is told by its number and by what else is in it: Kustomize can replace a line, and nothing smaller. */
function placed({ is, start, length }: FoundPiece, text: string, starts: readonly number[], field: string): ImagePiece {
  const line = lineAt(start, starts);
  const begin = starts[line] ?? 0;
  const end = (starts[line + 1] ?? text.length + 1) - 1;
  const around: readonly [string, string] = [text.slice(begin, start), text.slice(start + length, end)];
  return {
    ...(is !== undefined && { is }),
    field,
    ...(starts.length > 1 && { line }),
    ...(around.some((each) => each !== "") && { around }),
  };
}

/** Where each line begins: once for all mentions, for counting from the top for each would take time with their square. */
function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

/** The last line that begins at the offset or before it. */
function lineAt(offset: number, starts: readonly number[]): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
