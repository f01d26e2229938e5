import type { ObjectFacts } from "../model/facts.ts";
import type { ValueMap } from "../model/value.ts";

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

/** The fields of a target are regular expressions; a name may have dots. */
function literal(name: string): string {
  return name.replace(/[.]/g, "\\.");
}
