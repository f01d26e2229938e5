import type { ObjectFacts } from "../model/facts.ts";
import type { ImageSources } from "../model/image-rewriting.ts";
import type { PlatformPart } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";
import { type ImageEdit, imageEdits } from "./image-edits.ts";
import { partObjects } from "./part-objects.ts";

/** What makes a part take the images that are no containers' from elsewhere. */
export interface PartImages {
  /** The texts to write, as an object that no build puts out. */
  readonly texts: ValueMap;
  /** Entries of a kustomization's `replacements`, which bring each text to its fields. */
  readonly replacements: readonly ValueMap[];
}

/**
 * The replacements for a part of upstream's, undefined where none of its images comes from elsewhere. Kustomize can replace a field, or what is
 * between two delimiters in it: here a line between line breaks, as long as nothing else has changed the text. So this belongs where upstream's
 * manifests come in, before the patches of the component.
 */
export function partImages(part: PlatformPart, sources: ImageSources): PartImages | undefined {
  if (sources.mirrors.length === 0 && sources.overrides.length === 0) return undefined;
  const targets = new Map<string, ValueMap[]>();
  for (const object of partObjects(part)) {
    for (const edit of imageEdits(object.otherImages ?? [], sources))
      targets.set(edit.text, [...(targets.get(edit.text) ?? []), target(object, edit)]);
  }
  if (targets.size === 0) return undefined;
  const name = `images-of-${part.name}`;
  const keyed = [...targets].map(([text, all], index) => ({ key: `image-${index + 1}`, text, all }));
  return {
    texts: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name, annotations: { "config.kubernetes.io/local-config": "true" } },
      data: Object.fromEntries(keyed.map(({ key, text }) => [key, text])),
    },
    replacements: keyed.map(({ key, all }) => ({
      source: { kind: "ConfigMap", name, fieldPath: `data.${key}` },
      targets: all,
    })),
  };
}

function target({ apiVersion, kind, namespace, name }: ObjectFacts, { field, line }: ImageEdit): ValueMap {
  const [version = "", group] = apiVersion.split("/").reverse();
  return {
    select: { ...(group && { group }), version, kind, name, ...(namespace && { namespace }) },
    fieldPaths: [field],
    ...(line !== undefined && { options: { delimiter: "\n", index: line } }),
  };
}
