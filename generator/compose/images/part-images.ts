import { kindKey } from "../../facts/object-key.ts";
import { CONTAINER_LISTS, containerNames } from "../../facts/pod-spec.ts";
import { POD_TEMPLATES } from "../../facts/pod-template.ts";
import type { ObjectFacts } from "../../model/facts.ts";
import type { PlatformPart } from "../../model/platform.ts";
import type { ValueMap } from "../../model/value.ts";
import type { ImagesValues } from "../../model/values.gen.ts";
import { partObjects } from "../part-objects.ts";
import { configurationEdits } from "./image-edits.ts";

/** What makes a part take its images as the values say, where that is not a matter of Kustomize's `images`. */
export interface PartImages {
  /** The texts to write, as an object that no build puts out. */
  readonly texts: ValueMap;
  /** Entries of a kustomization's `replacements`, which bring each text to its fields. */
  readonly replacements: readonly ValueMap[];
}

/**
 * The replacements for a part of upstream's, undefined where there is nothing to write. Kustomize can replace a field, or what is between two
 * delimiters in it: here a line between line breaks, as long as nothing else has changed the text. So this belongs where upstream's manifests
 * come in, before the patches of the component.
 */
export function partImages(part: PlatformPart, values: ImagesValues): PartImages | undefined {
  const targets = new Map<string, ValueMap[]>();
  for (const { text, target } of partObjects(part).flatMap((object) => textsFor(object, values)))
    targets.set(text, [...(targets.get(text) ?? []), target]);
  if (targets.size === 0) return undefined;
  const name = `images-of-${part.name}`;
  const keyed = [...targets].map(([text, all], index) => ({ key: `text-${index + 1}`, text, all }));
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

/** A text and where it goes: a target of `replacements`. */
interface TextFor {
  readonly text: string;
  readonly target: ValueMap;
}

function textsFor(object: ObjectFacts, values: ImagesValues): readonly TextFor[] {
  const { pullPolicy } = values;
  const edits = configurationEdits(object, values);
  const fieldPaths =
    pullPolicy === undefined ? [] : containerFieldsOf(object).map((field) => `${field}.imagePullPolicy`);
  // Almost no object has any.
  if (edits.length === 0 && fieldPaths.length === 0) return [];
  const select = selector(object);
  const texts = edits.map(({ text, field, line }) => ({
    text,
    target: {
      select,
      fieldPaths: [field],
      ...(line !== undefined && { options: { delimiter: "\n", index: line } }),
    },
  }));
  if (pullPolicy === undefined || fieldPaths.length === 0) return texts;
  return [...texts, { text: pullPolicy, target: { select, fieldPaths, options: { create: true } } }];
}

function containerFieldsOf(object: ObjectFacts): readonly string[] {
  const { pods, containers = [] } = object;
  const spec = [...(POD_TEMPLATES.get(kindKey(object)) ?? []), "spec"].join(".");
  const named = CONTAINER_LISTS.flatMap((list) =>
    containerNames(pods?.spec ?? {}, list).map((name) => `${spec}.${list}.[name=${name}]`),
  );
  return [...named, ...containers];
}

function selector({ apiVersion, kind, namespace, name }: ObjectFacts): ValueMap {
  const [version = "", group] = apiVersion.split("/").reverse();
  return { ...(group && { group }), version, kind, name, ...(namespace && { namespace }) };
}
