import { createHash } from "node:crypto";
import type { ObjectFacts } from "../../model/facts.ts";
import { isMap, type Value, type ValueMap } from "../../model/value.ts";
import type { ImagesValues } from "../../model/values.gen.ts";
import { isDeletion } from "../follow-patch.ts";
import { keepsName } from "../generated-object.ts";
import { configurationEdits } from "../images/image-edits.ts";
import { type Inventory, patternOf } from "../inventory.ts";
import type { Rendered } from "../rendered-addition.ts";

/** What a platform says of the content of its ConfigMaps and Secrets, by `ConfigMap/namespace/name`, in the order in which it is applied. */
export type ConfigurationChanges = ReadonlyMap<string, readonly Value[]>;

/**
 * Collects them from the additions of all components. Left out are those whose name changes with their content (Kustomize's hash): a pod that
 * reads them is another one then. `images`: where images come from and how they are pulled; ConfigMaps name them too.
 */
export function configurationChanges(
  components: readonly { readonly additions: readonly Rendered[]; readonly inventory: Inventory }[],
  images: ImagesValues,
): ConfigurationChanges {
  const changes = new Map<string, Value[]>();
  for (const { additions, inventory } of components) {
    const configuration = inventory.objects.filter(({ kind }) => kind === "ConfigMap" || kind === "Secret");
    const say = ({ kind, namespace, name }: ObjectFacts, content: Value) => {
      const key = configurationKey(namespace, `${kind}/${name}`);
      changes.set(key, [...(changes.get(key) ?? []), content]);
    };
    for (const object of configuration.filter(({ generated }) => generated !== true)) {
      const texts = configurationEdits(object, images).map(({ text }) => text);
      if (texts.length > 0) say(object, texts);
    }
    for (const addition of additions) {
      const content = contentOf(addition);
      if (content === undefined) continue;
      for (const object of configuration.filter((each) => changesContentOf(each, addition))) say(object, content);
    }
  }
  return changes;
}

/** A digest of what the platform says of the configuration that pods read (`ConfigMap/x` of their namespace); undefined where it says nothing. */
export function configurationChecksum(
  changes: ConfigurationChanges,
  namespace: string | undefined,
  reads: readonly string[],
): string | undefined {
  const read = [...new Set(reads)].sort().flatMap((reference): [string, readonly Value[]][] => {
    const said = changes.get(configurationKey(namespace, reference));
    return said === undefined ? [] : [[reference, said]];
  });
  if (read.length === 0) return undefined;
  return createHash("sha256").update(JSON.stringify(read)).digest("hex").slice(0, 16);
}

function configurationKey(namespace: string | undefined, reference: string): string {
  const [kind, name] = reference.split("/");
  return `${kind}/${namespace ?? ""}/${name}`;
}

/** What an addition writes into a ConfigMap or Secret; undefined where that cannot be content. */
function contentOf(addition: Rendered): Value | undefined {
  if (addition.kind === "generator") return addition.entry;
  if (addition.kind === "resource" || addition.kind === "merge") return contentIn(addition.object);
  if (addition.kind !== "operations") return undefined;
  const { patch } = addition;
  if (isMap(patch)) return contentIn(patch);
  const written = (patch as readonly Value[]).filter((operation) => isMap(operation) && isContentPath(operation.path));
  return written.length > 0 ? written : undefined;
}

const CONTENT: ReadonlySet<string> = new Set(["data", "binaryData", "stringData"]);

/** An object that is taken away is not read any more, or somebody else makes it. */
function contentIn(object: ValueMap): ValueMap | undefined {
  if (isDeletion(object)) return undefined;
  const content = Object.entries(object).filter(([field]) => CONTENT.has(field));
  return content.length > 0 ? Object.fromEntries(content) : undefined;
}

function isContentPath(path: Value | undefined): boolean {
  return typeof path === "string" && CONTENT.has(path.split("/")[1] ?? "");
}

function changesContentOf(object: ObjectFacts, addition: Rendered): boolean {
  if (addition.kind === "resource") {
    const { kind, metadata } = addition.object;
    const { name, namespace } = metadata as ValueMap;
    return kind === object.kind && name === object.name && namespace === object.namespace;
  }
  const hasHash = object.generated === true && !(addition.kind === "generator" && keepsName(addition.entry));
  return !hasHash && patternOf(addition)?.matches(object) === true;
}
