import type { Result } from "../model/problem.ts";
import { crdNotDefinitions } from "../problems/kustomize-problems.ts";
import type { Node } from "../yaml/node.ts";
import type { BuildContext } from "./build-context.ts";
import type { FieldSpec } from "./field-spec.ts";
import { fieldOf, isNull, textOf } from "./fields.ts";
import type { Kustomization } from "./kustomization.ts";
import { type KustomizationRoot, placedIn, readFileOf } from "./kustomization-root.ts";
import { readFirstDocument } from "./read-resources.ts";
import { entryAt } from "./report.ts";
import { emptyConfig, mergeConfigs, type TransformerConfig } from "./transformer-config.ts";

/**
 * The field specs that the OpenAPI definitions in the `crds` files ask for by `x-kubernetes-…` extensions
 * (`api/internal/accumulator/loadconfigfromcrds.go`). A CustomResourceDefinition is no such definition.
 */
export function loadCrdFieldSpecs(
  kustomization: Kustomization,
  root: KustomizationRoot,
  context: BuildContext,
): TransformerConfig {
  const { report } = context.problems;
  let config = emptyConfig;
  kustomization.crds.forEach((path, index) => {
    const loaded = loadDefinitions(path, root, context);
    if (loaded.ok) {
      for (const added of configsOf(loaded.value)) config = mergeConfigs(config, added, ignoreConflict);
    } else
      for (const problem of loaded.problems)
        report(placedIn(root, problem), entryAt(kustomization.entry, "crds", index));
  });
  return config;
}

/** Every spec made here has the same `create`, so that no two can disagree. */
function ignoreConflict(): void {}

type Definitions = ReadonlyMap<string, Node>;

function loadDefinitions(path: string, root: KustomizationRoot, context: BuildContext): Result<Definitions> {
  const content = readFileOf(root, path, context);
  if (!content.ok) return content;
  const document = readFirstDocument(content.value, path);
  if (!document.ok) return document;
  const { value: node } = document;
  const definitions = new Map<string, Node>();
  if (node?.kind === "mapping") {
    for (const { key, value } of node.entries) {
      if (value.kind !== "mapping" && !isNull(value)) return { ok: false, problems: [crdNotDefinitions(path)] };
      const schema = fieldOf(value, "Schema") ?? fieldOf(value, "schema");
      if (schema !== undefined) definitions.set(key.text, schema);
    }
  }
  return { ok: true, value: definitions };
}

function configsOf(definitions: Definitions): readonly TransformerConfig[] {
  return [...definitions].flatMap(([name, schema]) => {
    const properties = fieldOf(schema, "properties");
    const isType = ["kind", "apiVersion", "metadata"].every((field) => fieldOf(properties, field) !== undefined);
    if (!isType) return [];
    return configsOfProperties(name.split(".").at(-1) as string, name, definitions, []);
  });
}

function configsOfProperties(
  kind: string,
  definition: string,
  definitions: Definitions,
  path: readonly string[],
): readonly TransformerConfig[] {
  const properties = fieldOf(definitions.get(definition), "properties");
  if (properties?.kind !== "mapping") return [];
  return properties.entries.flatMap(({ key, value }) => {
    const here = [...path, key.text];
    const reference = textOf(fieldOf(value, "$ref"));
    // A definition that contains itself would never end.
    const deeper = reference !== "" && path.length < 32 ? configsOfProperties(kind, reference, definitions, here) : [];
    return [...configsOfExtensions(kind, value, here), ...deeper];
  });
}

function configsOfExtensions(kind: string, property: Node, path: readonly string[]): readonly TransformerConfig[] {
  const spec = (...more: readonly string[]): FieldSpec => {
    return { group: "", version: "", kind, path: [...path, ...more].join("/"), create: false };
  };
  const has = (extension: string): boolean => fieldOf(property, extension)?.kind === "scalar";
  const configs: TransformerConfig[] = [];
  if (has("x-kubernetes-annotation")) configs.push({ ...emptyConfig, commonAnnotations: [spec()] });
  if (has("x-kubernetes-label-selector")) configs.push({ ...emptyConfig, commonLabels: [spec()] });
  if (has("x-kubernetes-identity")) configs.push({ ...emptyConfig, namePrefix: [spec()] });
  if (has("x-kubernetes-object-ref-api-version") && has("x-kubernetes-object-ref-kind")) {
    const version = textOf(fieldOf(property, "x-kubernetes-object-ref-api-version"));
    const target = textOf(fieldOf(property, "x-kubernetes-object-ref-kind"));
    const name = textOf(fieldOf(property, "x-kubernetes-object-ref-name-key")) || "name";
    const nameReference = [{ group: "", version, kind: target, referrers: [spec(name)] }];
    configs.push({ ...emptyConfig, nameReference });
  }
  return configs;
}
