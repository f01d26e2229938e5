import { openShape, type Shape } from "./decode-fields.ts";
import type { FieldSpec } from "./field-spec.ts";
import type { Entry } from "./report.ts";

/** What a kustomization file says, with the deprecated fields moved to where they belong (`api/types/kustomization.go`). */
export interface Kustomization {
  readonly kind: "Kustomization" | "Component";
  /** The file it was read from, and the start of every place in it. */
  readonly entry: Entry;
  readonly openapi: Readonly<Record<string, string>>;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly namespace: string;
  readonly commonLabels: Texts;
  readonly labels: readonly LabelRule[];
  readonly commonAnnotations: Texts;
  readonly patchesStrategicMerge: readonly string[];
  readonly patchesJson6902: readonly PatchRule[];
  readonly patches: readonly PatchRule[];
  readonly images: readonly ImageRule[];
  readonly replacements: readonly ReplacementRule[];
  readonly replicas: readonly ReplicaRule[];
  readonly vars: readonly VarRule[];
  readonly sortOptions?: SortOptions;
  readonly resources: readonly string[];
  readonly components: readonly string[];
  readonly crds: readonly string[];
  readonly configMapGenerator: readonly GeneratorRule[];
  readonly secretGenerator: readonly GeneratorRule[];
  readonly generatorOptions?: GeneratorOptions;
  readonly configurations: readonly string[];
  readonly generators: readonly string[];
  readonly transformers: readonly string[];
  readonly validators: readonly string[];
  readonly buildMetadata: readonly string[];
  readonly helmCharts: readonly unknown[];
  /** Notes on deprecated fields, for the standard error stream. */
  readonly warnings: readonly string[];
}

export type Texts = Readonly<Record<string, string>>;

export interface LabelRule {
  readonly pairs?: Texts;
  readonly includeSelectors?: boolean;
  readonly includeTemplates?: boolean;
  readonly fields?: readonly WrittenFieldSpec[];
}

/** A field spec as people write it, where everything but the path may be left out. */
export type WrittenFieldSpec = Partial<FieldSpec>;

export interface Selector {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

export interface PatchRule {
  readonly path?: string;
  readonly patch?: string;
  readonly target?: Selector;
  readonly options?: Readonly<Record<string, boolean>>;
}

export interface ImageRule {
  readonly name?: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly tagSuffix?: string;
  readonly digest?: string;
}

export interface ReplicaRule {
  readonly name?: string;
  readonly count?: number;
}

export interface FieldOptions {
  readonly delimiter?: string;
  readonly index?: number;
  readonly encoding?: string;
  readonly create?: boolean;
}

export interface ReplacementRule {
  readonly path?: string;
  readonly source?: Omit<Selector, "labelSelector" | "annotationSelector"> & {
    readonly fieldPath?: string;
    readonly options?: FieldOptions;
  };
  readonly targets?: readonly ReplacementTarget[];
}

export interface ReplacementTarget {
  readonly select?: Selector;
  readonly reject?: readonly Selector[];
  readonly fieldPaths?: readonly string[];
  readonly options?: FieldOptions;
}

export interface VarRule {
  readonly name?: string;
  readonly objref?: Selector & { readonly apiVersion?: string };
  readonly fieldref?: { readonly fieldPath?: string };
}

export interface GeneratorOptions {
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly disableNameSuffixHash?: boolean;
  readonly immutable?: boolean;
}

/** One entry of configMapGenerator or secretGenerator. */
export interface GeneratorRule {
  readonly name?: string;
  readonly namespace?: string;
  readonly behavior?: string;
  readonly literals?: readonly string[];
  readonly files?: readonly string[];
  readonly envs?: readonly string[];
  readonly env?: string;
  readonly options?: GeneratorOptions;
  /** Of a Secret. */
  readonly type?: string;
}

interface SortOptions {
  readonly order?: string;
  readonly legacySortOptions?: { readonly orderFirst?: readonly string[]; readonly orderLast?: readonly string[] };
}

const texts: Shape = { mapOf: "string" };
const strings: Shape = { listOf: "string" };
const gvk = { group: "string", version: "string", kind: "string" } as const;
const resourceId = { ...gvk, name: "string", namespace: "string" } as const;
const selector: Shape = { fields: { ...resourceId, annotationSelector: "string", labelSelector: "string" } };
const fieldOptions: Shape = {
  fields: { delimiter: "string", index: "integer", encoding: "string", create: "boolean" },
};

export const fieldSpecsShape: Shape = { listOf: { fields: { ...gvk, path: "string", create: "boolean" } } };

const generatorOptions: Shape = {
  fields: { labels: texts, annotations: texts, disableNameSuffixHash: "boolean", immutable: "boolean" },
};

const generatorFields = {
  name: "string",
  namespace: "string",
  behavior: "string",
  literals: strings,
  files: strings,
  envs: strings,
  env: "string",
  options: generatorOptions,
} as const;

const patch: Shape = {
  fields: { path: "string", patch: "string", target: selector, options: { mapOf: "boolean" } },
};

const image: Shape = {
  fields: { name: "string", newName: "string", tagSuffix: "string", newTag: "string", digest: "string" },
};

const replacementFields = {
  source: { fields: { ...resourceId, fieldPath: "string", options: fieldOptions } },
  targets: {
    listOf: {
      fields: { select: selector, reject: { listOf: selector }, fieldPaths: strings, options: fieldOptions },
    },
  },
} as const;

/** One replacement of a file that `replacements[].path` names, where unknown fields are let pass. */
export const replacementFileShape = openShape({ fields: replacementFields });

/** Every field of a kustomization file. */
export const kustomizationShape: Shape = {
  fields: {
    apiVersion: "string",
    kind: "string",
    metadata: { fields: { name: "string", namespace: "string", labels: texts, annotations: texts } },
    openapi: texts,
    namePrefix: "string",
    nameSuffix: "string",
    namespace: "string",
    commonLabels: texts,
    labels: {
      listOf: {
        fields: { pairs: texts, includeSelectors: "boolean", includeTemplates: "boolean", fields: fieldSpecsShape },
      },
    },
    commonAnnotations: texts,
    patchesStrategicMerge: strings,
    patchesJson6902: { listOf: patch },
    patches: { listOf: patch },
    images: { listOf: image },
    imageTags: { listOf: image },
    replacements: { listOf: { fields: { path: "string", ...replacementFields } } },
    replicas: { listOf: { fields: { name: "string", count: "integer" } } },
    vars: {
      listOf: {
        fields: {
          name: "string",
          objref: { fields: { apiVersion: "string", ...resourceId } },
          fieldref: { fields: { fieldPath: "string" } },
        },
      },
    },
    sortOptions: {
      fields: { order: "string", legacySortOptions: { fields: { orderFirst: strings, orderLast: strings } } },
    },
    resources: strings,
    components: strings,
    crds: strings,
    bases: strings,
    configMapGenerator: { listOf: { fields: generatorFields } },
    secretGenerator: { listOf: { fields: { ...generatorFields, type: "string" } } },
    helmGlobals: "anything",
    helmCharts: { listOf: "anything" },
    helmChartInflationGenerator: { listOf: "anything" },
    generatorOptions,
    configurations: strings,
    generators: strings,
    transformers: strings,
    validators: strings,
    buildMetadata: strings,
  },
};
