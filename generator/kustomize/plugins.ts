import { basename } from "node:path";
import { pluginInvalid, pluginKindUnknown, pluginUnsupported } from "../problems/kustomize-transform-problems.ts";
import { decodeFields, openShape, type Shape } from "./decode-fields.ts";
import { addContentHashes } from "./generators/content-hash.ts";
import { generateConfigMap, generateSecret } from "./generators/generate-objects.ts";
import { generateIamPolicy, type IamPolicyOptions } from "./generators/iam-policy.ts";
import { toJsonNode } from "./json-node.ts";
import type {
  GeneratorRule,
  ImageRule,
  PatchRule,
  ReplacementRule,
  ReplicaRule,
  Texts,
  WrittenFieldSpec,
} from "./kustomization.ts";
import { fieldSpecsShape, kustomizationShape } from "./kustomization.ts";
import type { KustomizationRoot } from "./kustomization-root.ts";
import { completeFieldSpec } from "./load-configurations.ts";
import { nearest } from "./nearest.ts";
import type { Resource } from "./resource.ts";
import type { Asked, Transformer } from "./transformer.ts";
import { imageTransformer } from "./transformers/images.ts";
import { annotationTransformer, labelTransformer } from "./transformers/labels.ts";
import { prefixTransformer, suffixTransformer } from "./transformers/name-affixes.ts";
import { namespaceTransformer, type SubjectMode } from "./transformers/namespace.ts";
import { patchTransformer } from "./transformers/patches.ts";
import { patchJson6902Transformer } from "./transformers/patches-json6902.ts";
import { patchStrategicMergeTransformer } from "./transformers/patches-strategic-merge.ts";
import { replacementTransformer } from "./transformers/replacements.ts";
import { replicaTransformer } from "./transformers/replicas.ts";
import { type ValueTarget, valueAddTransformer } from "./transformers/value-add.ts";

/** What a plugin's configuration object may say; each kind reads its own part of it. */
interface PluginFields {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly fieldSpecs?: readonly WrittenFieldSpec[];
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly imageTag?: ImageRule;
  readonly unsetOnly?: boolean;
  readonly setRoleBindingSubjects?: string;
  readonly target?: PatchRule["target"];
  readonly path?: string;
  readonly paths?: readonly string[];
  readonly patches?: string;
  readonly patch?: string;
  readonly jsonOp?: string;
  readonly options?: PatchRule["options"];
  readonly prefix?: string;
  readonly suffix?: string;
  readonly replica?: ReplicaRule;
  readonly replacements?: readonly ReplacementRule[];
  readonly value?: string;
  readonly targets?: readonly ValueTarget[];
}

type FieldsShape = Extract<Shape, { readonly fields: unknown }>;
type ListShape = Extract<Shape, { readonly listOf: Shape }>;

const rootFields = (kustomizationShape as FieldsShape).fields;
const itemFields = (field: string): FieldsShape["fields"] =>
  ((rootFields[field] as ListShape).listOf as FieldsShape).fields;
const texts: Shape = { mapOf: "string" };
const patchFields = itemFields("patches");

const pluginShape = openShape({
  fields: {
    metadata: { fields: { name: "string", namespace: "string" } },
    fieldSpecs: fieldSpecsShape,
    labels: texts,
    annotations: texts,
    imageTag: { fields: itemFields("images") },
    unsetOnly: "boolean",
    setRoleBindingSubjects: "string",
    target: patchFields.target as Shape,
    path: "string",
    paths: { listOf: "string" },
    patches: "string",
    patch: "string",
    jsonOp: "string",
    options: { mapOf: "boolean" },
    prefix: "string",
    suffix: "string",
    replica: { fields: itemFields("replicas") },
    replacements: rootFields.replacements as Shape,
    value: "string",
    targets: {
      listOf: {
        fields: { selector: patchFields.target as Shape, fieldPath: "string", filePathPosition: "integer" },
      },
    },
  },
});

const generatorShape = openShape({
  fields: {
    ...itemFields("secretGenerator"),
    metadata: (pluginShape as FieldsShape).fields.metadata as Shape,
    cloud: "string",
    kubernetesService: { fields: { name: "string", namespace: "string" } },
    serviceAccount: { fields: { name: "string", projectId: "string" } },
  },
});

type TransformerMaker = (fields: PluginFields, root: KustomizationRoot, asked: Asked) => Transformer;

function specsOf({ fieldSpecs = [] }: PluginFields) {
  return fieldSpecs.map(completeFieldSpec);
}

const transformerMakers: Readonly<Record<string, TransformerMaker>> = {
  AnnotationsTransformer: (fields, _, asked) => annotationTransformer(fields.annotations ?? {}, specsOf(fields), asked),
  HashTransformer: (_, __, asked) => ({
    kind: "HashTransformer",
    transform: (resources) => addContentHashes(resources, asked.context.schemas.clusterScope),
  }),
  ImageTagTransformer: (fields, _, asked) => imageTransformer(fields.imageTag ?? {}, specsOf(fields), asked),
  LabelTransformer: (fields, _, asked) => labelTransformer(fields.labels ?? {}, specsOf(fields), asked),
  NamespaceTransformer: namespacePlugin,
  PatchJson6902Transformer: ({ jsonOp, path, target }, root, asked) =>
    patchJson6902Transformer(patchRule({ patch: jsonOp, path, target }), root, asked),
  PatchStrategicMergeTransformer: ({ paths = [], patches }, root, asked) =>
    patchStrategicMergeTransformer(patches === undefined ? paths : [...paths, patches], root, asked),
  PatchTransformer: ({ patch, path, target, options }, root, asked) =>
    patchTransformer(patchRule({ patch, path, target, options }), root, asked),
  PrefixTransformer: (fields, _, asked) => prefixTransformer(fields.prefix ?? "", specsOf(fields), asked),
  PrefixSuffixTransformer: (fields, _, asked) => {
    const prefix = prefixTransformer(fields.prefix ?? "", specsOf(fields), asked);
    const suffix = suffixTransformer(fields.suffix ?? "", specsOf(fields), asked);
    const transform = (resources: readonly Resource[]) => suffix.transform(prefix.transform(resources));
    return { kind: "PrefixSuffixTransformer", transform };
  },
  SuffixTransformer: (fields, _, asked) => suffixTransformer(fields.suffix ?? "", specsOf(fields), asked),
  ReplacementTransformer: (fields, root, asked) => replacementTransformer(fields.replacements ?? [], root, asked),
  ReplicaCountTransformer: (fields, _, asked) => replicaTransformer(fields.replica ?? {}, specsOf(fields), asked),
  ValueAddTransformer: ({ value = "", targets = [] }, root, asked) =>
    valueAddTransformer(value.trim() || basename(root.directory), targets, asked),
};

function patchRule(fields: { readonly [field in keyof PatchRule]: PatchRule[field] | undefined }): PatchRule {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function namespacePlugin(fields: PluginFields, _: KustomizationRoot, asked: Asked): Transformer {
  const subjects = fields.setRoleBindingSubjects || "defaultOnly";
  if (subjects !== "defaultOnly" && subjects !== "allServiceAccounts" && subjects !== "none") {
    const reason = `setRoleBindingSubjects is ${subjects}, which is none of defaultOnly, allServiceAccounts and none`;
    asked.context.problems.report(pluginInvalid("NamespaceTransformer", reason), asked.entry);
  }
  const options = {
    namespace: fields.metadata?.namespace ?? "",
    specs: specsOf(fields),
    unsetOnly: fields.unsetOnly ?? false,
    subjects: subjects as SubjectMode,
  };
  return options.namespace === ""
    ? { kind: "NamespaceTransformer", transform: (resources) => resources }
    : namespaceTransformer(options, asked);
}

/** The transformer that a plugin's configuration object describes; only the built-in ones exist here. */
export function pluginTransformer(config: Resource, root: KustomizationRoot, asked: Asked): Transformer | undefined {
  const maker = transformerMakers[config.id.kind];
  if (!isBuiltIn(config, Object.keys(transformerMakers), asked) || maker === undefined) return undefined;
  const fields = decodeFields(toJsonNode(config.body.node), pluginShape, asked.entry, asked.context.problems.report);
  return maker((fields ?? {}) as PluginFields, root, asked);
}

const generatorKinds = ["ConfigMapGenerator", "SecretGenerator", "IAMPolicyGenerator"];

/** What the generator that a plugin's configuration object describes makes. */
export function generateByPlugin(config: Resource, root: KustomizationRoot, asked: Asked): Resource | undefined {
  if (!isBuiltIn(config, generatorKinds, asked)) return undefined;
  const { report } = asked.context.problems;
  const fields = decodeFields(toJsonNode(config.body.node), generatorShape, asked.entry, report) ?? {};
  if (config.id.kind === "IAMPolicyGenerator") return generateIamPolicy(fields as IamPolicyOptions, asked);
  const { metadata, ...written } = fields as GeneratorRule & PluginFields;
  const { name, namespace } = metadata ?? {};
  const rule: GeneratorRule = {
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...written,
    ...(written.env ? { envs: [...(written.envs ?? []), written.env] } : {}),
  };
  return config.id.kind === "SecretGenerator"
    ? generateSecret(rule, root, asked)
    : generateConfigMap(rule, root, asked);
}

function isBuiltIn({ id }: Resource, kinds: readonly string[], asked: Asked): boolean {
  const { report } = asked.context.problems;
  if (id.group !== "" || id.version !== "builtin" || id.kind === "HelmChartInflationGenerator") {
    report(pluginUnsupported(id.kind, id.name), asked.entry);
    return false;
  }
  if (kinds.includes(id.kind)) return true;
  report(pluginKindUnknown(id.kind, nearest(id.kind, kinds)), asked.entry);
  return false;
}
