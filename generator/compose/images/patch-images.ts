import { childField, fieldKeys } from "../../facts/field-path.ts";
import { allImages, otherImages } from "../../facts/other-images.ts";
import type { ImageMention } from "../../model/facts.ts";
import { isMap, type Value, type ValueMap } from "../../model/value.ts";
import { generatedData } from "../generated-object.ts";
import type { GeneratorEntry, OperationsPatch } from "../rendered-addition.ts";

/** What a patch means for the images that an object names elsewhere than in its containers. */
export interface PatchImages {
  /** Those that it brings. */
  readonly mentions: readonly ImageMention[];
  /** Whether it writes over what stood in a field. */
  readonly overwrites: (field: string) => boolean;
}

/** Of a strategic merge, which says the object as far as it changes. */
export function imagesOfMerge(object: ValueMap): PatchImages {
  return { mentions: otherImages(object), overwrites: (field) => hasField(object, fieldKeys(field)) };
}

/** Of an entry of configMapGenerator or secretGenerator, as far as its values stand in it. */
export function imagesOfGenerator({ field, entry }: GeneratorEntry): PatchImages {
  const data = { data: generatedData(entry) };
  return {
    mentions: field === "configMapGenerator" ? otherImages(data) : [],
    overwrites: (each) => entry.behavior === "replace" || hasField(data, fieldKeys(each)),
  };
}

/** Of operations, or of a strategic merge, on what a target selects. */
export function imagesOfOperations({ patch }: OperationsPatch): PatchImages {
  if (!Array.isArray(patch)) {
    return { mentions: allImages("", patch, ""), overwrites: (field) => hasField(patch as ValueMap, fieldKeys(field)) };
  }
  const operations = (patch as readonly ValueMap[]).map(({ path, value }) => ({ keys: pointerKeys(path), value }));
  const fields = operations.map(({ keys }) => keys.reduce(childField, ""));
  return {
    mentions: operations.flatMap(({ keys, value }, index) =>
      value === undefined ? [] : allImages(nameOf(keys), value, fields[index] ?? ""),
    ),
    overwrites: (field) => fields.some((written) => field === written || field.startsWith(`${written}.`)),
  };
}

/** The keys of a JSON pointer (RFC 6901). */
export function pointerKeys(path: Value | undefined): readonly string[] {
  const keys = String(path).split("/").slice(1);
  return keys.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What a value at these keys is called: the last that is no place in a list. */
export function nameOf(keys: readonly string[]): string {
  return keys.findLast((key) => !/^([0-9]+|-)$/.test(key)) ?? "";
}

/** Whether there is a value other than a mapping or a list at these keys. */
function hasField(value: Value | undefined, [key, ...rest]: readonly string[]): boolean {
  if (value === undefined) return false;
  if (key === undefined) return typeof value !== "object" || value === null;
  const [, name] = /^\[name=(.*)\]$/.exec(key) ?? [];
  if (name !== undefined && Array.isArray(value)) {
    const items = value as readonly Value[];
    return hasField(
      items.find((item) => isMap(item) && item.name === name),
      rest,
    );
  }
  return isMap(value) && hasField(value[key], rest);
}
