import type { CustomResourceFacts } from "../model/facts.ts";
import { isMap, type Value, type ValueMap } from "../model/value.ts";
import { listAt, textAt } from "./value-at.ts";
import { withoutAbsent } from "./without-absent.ts";

/** What a CustomResourceDefinition defines; undefined for any other kind. `key` is the object's `group/Kind`. */
export function customResourceFacts(key: string, object: ValueMap): CustomResourceFacts | undefined {
  if (key !== "apiextensions.k8s.io/CustomResourceDefinition") return undefined;
  return withoutAbsent<CustomResourceFacts>({
    group: textAt(object, ["spec", "group"]) ?? "",
    kind: textAt(object, ["spec", "names", "kind"]) ?? "",
    plural: textAt(object, ["spec", "names", "plural"]) ?? "",
    scope: textAt(object, ["spec", "scope"]) === "Cluster" ? "Cluster" : "Namespaced",
    versions: listAt(object, ["spec", "versions"]).flatMap(servedVersion),
    bytes: new TextEncoder().encode(JSON.stringify(object)).length,
    conversionWebhook: textAt(object, ["spec", "conversion", "strategy"]) === "Webhook" || undefined,
  });
}

function servedVersion(version: Value): readonly string[] {
  const name = textAt(version, ["name"]);
  return name !== undefined && isMap(version) && version.served === true ? [name] : [];
}
