import { apiGroup } from "../../facts/object-key.ts";
import { listAt, mapAt, textAt } from "../../facts/value-at.ts";
import type { Value, ValueMap } from "../../model/value.ts";
import type { Rendered } from "../rendered-addition.ts";

/** ConfigMaps of one name, in all of some namespaces, that come of an object which a layer or a component adds. */
export interface FoundConfigMap {
  readonly name: string;
  readonly key: string;
  /** Whether there is one in a namespace of this name, whatever its labels are. */
  readonly isIn: (namespace: string) => boolean;
}

/** The ConfigMaps that a controller makes of these additions: those of trust-manager's Bundles. */
export function madeConfigMaps(additions: readonly Rendered[]): readonly FoundConfigMap[] {
  return additions.flatMap((each) => (each.kind === "resource" ? ofBundle(each.object) : []));
}

/** deploy/crds/trust.cert-manager.io_bundles.yaml of cert-manager/trust-manager: the target has the name of the Bundle. */
function ofBundle(object: ValueMap): FoundConfigMap[] {
  const group = apiGroup(textAt(object, ["apiVersion"]) ?? "");
  const name = textAt(object, ["metadata", "name"]);
  const key = textAt(object, ["spec", "target", "configMap", "key"]);
  if (group !== "trust.cert-manager.io" || name === undefined || key === undefined) return [];
  return [{ name, key, isIn: namespacesOf(mapAt(object, ["spec", "target", "namespaceSelector"])) }];
}

/** Of a selector that asks for labels other than a namespace's name nobody knows here what it selects. */
function namespacesOf(selector: ValueMap | undefined): FoundConfigMap["isIn"] {
  if (selector === undefined) return () => true;
  const rules = listAt(selector, ["matchExpressions"]);
  const named = rules.map((rule: Value) =>
    textAt(rule, ["key"]) === "kubernetes.io/metadata.name" && textAt(rule, ["operator"]) === "In"
      ? listAt(rule, ["values"])
      : [],
  );
  if (named.length === 0 || Object.keys(mapAt(selector, ["matchLabels"]) ?? {}).length > 0) return () => false;
  return (namespace) => named.every((names) => names.includes(namespace));
}
