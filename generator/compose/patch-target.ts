import type { ObjectFacts } from "../model/facts.ts";
import { isMap, type ValueMap } from "../model/value.ts";

/** The `target` of a patch that selects these objects, which are of one kind and namespace, and no others. */
export function patchTarget(objects: readonly [ObjectFacts, ...ObjectFacts[]]): ValueMap {
  const [{ apiVersion, kind, namespace }] = objects;
  const [version, group] = apiVersion.split("/").reverse();
  const text: [string, string | undefined][] = [
    ["group", group],
    ["version", version],
    ["kind", kind],
    ["name", objects.map(({ name }) => literal(name)).join("|")],
    ["namespace", namespace],
  ];
  return Object.fromEntries(text.filter((field): field is [string, string] => field[1] !== undefined));
}

/**
 * A strategic merge for what a target selects. Kind and name stay those of the object, but Kustomize refuses a patch that has none (kyaml's
 * reader of resources, in every version up to 5.6).
 */
export function mergeForTarget({ apiVersion, kind, metadata, ...fields }: ValueMap): ValueMap {
  const { name, ...ofMetadata } = isMap(metadata ?? null) ? (metadata as ValueMap) : {};
  return {
    apiVersion: apiVersion || "v1",
    kind: kind || "Any",
    metadata: { name: name || "any", ...ofMetadata },
    ...fields,
  };
}

/** The fields of a target are regular expressions; a name may have dots. */
function literal(name: string): string {
  return name.replace(/[.]/g, "\\.");
}
