import type { Node } from "../../yaml/node.ts";
import type { FieldSpec } from "../field-spec.ts";
import { kindName, withText } from "../fields.ts";
import { entryAt } from "../report.ts";
import { originalId, type Resource, withIdRemembered } from "../resource.ts";
import { isSelectedBy, type ResourceId } from "../resource-id.ts";
import type { Asked, Transformer, TransformerStep } from "../transformer.ts";
import { changeAtSpecs, failFor } from "./change-objects.ts";

/** One transformer for `namePrefix`. */
export function prefixTransformers({ kustomization, config, context }: TransformerStep): readonly Transformer[] {
  const { namePrefix, entry } = kustomization;
  if (namePrefix === "") return [];
  return [prefixTransformer(namePrefix, config.namePrefix, { entry: entryAt(entry, "namePrefix"), context })];
}

/** One transformer for `nameSuffix`. */
export function suffixTransformers({ kustomization, config, context }: TransformerStep): readonly Transformer[] {
  const { nameSuffix, entry } = kustomization;
  if (nameSuffix === "") return [];
  return [suffixTransformer(nameSuffix, config.nameSuffix, { entry: entryAt(entry, "nameSuffix"), context })];
}

export function prefixTransformer(prefix: string, specs: readonly FieldSpec[], asked: Asked): Transformer {
  const remember = (resource: Resource): Resource => ({ ...resource, prefixes: added(resource.prefixes, prefix) });
  return affixTransformer("PrefixTransformer", prefix, specs, (text) => prefix + text, remember, asked);
}

export function suffixTransformer(suffix: string, specs: readonly FieldSpec[], asked: Asked): Transformer {
  const remember = (resource: Resource): Resource => ({ ...resource, suffixes: added(resource.suffixes, suffix) });
  return affixTransformer("SuffixTransformer", suffix, specs, (text) => text + suffix, remember, asked);
}

function added(list: readonly string[], affix: string): readonly string[] {
  return affix === "" ? list : [...list, affix];
}

/** Other objects and the API server know these by names that must not change (`PrefixTransformer.go`). */
function keepsItsName(id: ResourceId): boolean {
  if (id.kind === "CustomResourceDefinition" || id.kind === "Namespace") return true;
  return id.kind === "APIService" && id.group === "apiregistration.k8s.io";
}

function affixTransformer(
  kind: string,
  affix: string,
  specs: readonly FieldSpec[],
  edit: (text: string) => string,
  remember: (resource: Resource) => Resource,
  asked: Asked,
): Transformer {
  const change = (resource: Resource): Resource => {
    const original = originalId(resource);
    if (keepsItsName(original)) return resource;
    const fail = failFor(resource, kind === "PrefixTransformer" ? "namePrefix" : "nameSuffix", asked);
    const set = (node: Node): Node => {
      if (node.kind === "scalar") return withText(node, edit(node.text));
      fail(`expected a text but found ${kindName(node)}`);
      return node;
    };
    let changed = resource;
    for (const spec of specs) {
      if (!isSelectedBy(original, spec)) continue;
      if (spec.path === "metadata/name") {
        changed = remember(changed);
        if (affix !== "") changed = withIdRemembered(changed);
      }
      changed = changeAtSpecs(changed, [spec], "scalar", set, asked, fail);
    }
    return changed;
  };
  return { kind, transform: (resources) => resources.map(change) };
}
