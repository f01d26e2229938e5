import type { Result } from "../model/problem.ts";
import { refused } from "../problems/gather.ts";
import { configurationConflict, configurationNotMapping } from "../problems/kustomize-problems.ts";
import type { BuildContext } from "./build-context.ts";
import { decodeFields, type Shape } from "./decode-fields.ts";
import { defaultConfig } from "./default-field-specs.ts";
import type { FieldSpec } from "./field-spec.ts";
import { fieldSpecsShape, type Kustomization, type WrittenFieldSpec } from "./kustomization.ts";
import { type KustomizationRoot, placedIn, readFileOf } from "./kustomization-root.ts";
import { readFirstDocument } from "./read-resources.ts";
import { entryAt, Problems } from "./report.ts";
import { emptyConfig, fieldSpecLists, mergeConfigs, type TransformerConfig } from "./transformer-config.ts";

const gvk = { group: "string", version: "string", kind: "string" } as const;

const configurationShape: Shape = {
  fields: {
    ...Object.fromEntries(fieldSpecLists.map((list) => [list, fieldSpecsShape])),
    nameReference: { listOf: { fields: { ...gvk, fieldSpecs: fieldSpecsShape } } },
  },
};

/** The default field specs with those of the files that `configurations` names (`builtinconfig.MakeTransformerConfig`). */
export function loadConfigurations(
  kustomization: Kustomization,
  root: KustomizationRoot,
  context: BuildContext,
): TransformerConfig {
  const { report } = context.problems;
  let config = defaultConfig;
  kustomization.configurations.forEach((path, index) => {
    const entry = entryAt(kustomization.entry, "configurations", index);
    const loaded = loadConfiguration(path, root, context);
    if (loaded.ok)
      config = mergeConfigs(config, loaded.value, (reason) => report(configurationConflict(reason), entry));
    else for (const problem of loaded.problems) report(placedIn(root, problem), entry);
  });
  return config;
}

function loadConfiguration(path: string, root: KustomizationRoot, context: BuildContext): Result<TransformerConfig> {
  const content = readFileOf(root, path, context);
  if (!content.ok) return content;
  const document = readFirstDocument(content.value, path);
  if (!document.ok) return document;
  if (document.value === undefined) return { ok: true, value: emptyConfig };
  if (document.value.kind !== "mapping") return refused(configurationNotMapping(path));
  const problems = new Problems();
  const file = `${root.directory}/${path}`;
  const decoded = decodeFields(document.value, configurationShape, { file, path: [] }, problems.report);
  if (problems.any) return refused(...problems.found);
  return { ok: true, value: complete(decoded as unknown as WrittenConfig) };
}

type WrittenConfig = { readonly [list in (typeof fieldSpecLists)[number]]?: readonly WrittenFieldSpec[] } & {
  readonly nameReference?: readonly (WrittenFieldSpec & { readonly fieldSpecs?: readonly WrittenFieldSpec[] })[];
};

function complete(written: WrittenConfig): TransformerConfig {
  const lists = fieldSpecLists.map((list) => [list, (written[list] ?? []).map(completeFieldSpec)] as const);
  const nameReference = (written.nameReference ?? []).map(({ fieldSpecs = [], ...type }) => {
    const { group, version, kind } = completeFieldSpec(type);
    return { group, version, kind, referrers: fieldSpecs.map(completeFieldSpec) };
  });
  return { ...emptyConfig, ...Object.fromEntries(lists), nameReference };
}

/** A field spec with everything that was left out. */
export function completeFieldSpec(written: WrittenFieldSpec): FieldSpec {
  const { group = "", version = "", kind = "", path = "", create = false } = written;
  return { group, version, kind, path, create };
}
