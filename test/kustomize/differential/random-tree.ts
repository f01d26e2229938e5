import fc from "fast-check";
import * as patches from "./random-patches.ts";
import * as references from "./random-references.ts";
import { type RandomResource, resources } from "./random-resources.ts";
import { affix, labels, seldom, text, texts } from "./random-scalars.ts";
import { blockYaml, flowYaml, type Value } from "./write-yaml.ts";

/** Path to text, of everything that a build of the tree's root reads. */
export type Files = Readonly<Record<string, string>>;

type Layer = {
  readonly own: readonly RandomResource[];
  /** How the file with the resources is written: as they are, as one list, or in block style. */
  readonly style: "flow" | "list" | "block";
  readonly bases: readonly Layer[];
  readonly components: readonly Layer[];
  readonly fields: Fields;
};

const literals = texts.map((values) => Object.entries(values).map(([key, value]) => `${key}=${value}`));
const generator = fc.record({
  name: fc.constantFrom("settings", "login"),
  namespace: seldom(6, fc.constantFrom("one", "default")),
  behavior: fc.constantFrom("merge", "replace"),
  literals,
  files: fc.constantFrom([], [], ["data.txt"], ["renamed=data.txt"]),
  options: options(),
});
const affixes = seldom(4, affix);

function options(): fc.Arbitrary<{ readonly [key: string]: Value | undefined } | undefined> {
  const said = fc.record(
    { labels, annotations: labels, disableNameSuffixHash: fc.boolean(), immutable: fc.boolean() },
    { requiredKeys: [] },
  );
  return seldom(4, said);
}

const image = fc.record(
  {
    name: fc.constantFrom("nginx", "team/nginx", "host:5000/team/app", "redis", "n.*"),
    newName: fc.constantFrom("mirror/x", "y"),
    newTag: fc.constantFrom("v2", "1"),
    digest: fc.constantFrom("sha256:123"),
    tagSuffix: fc.constantFrom("-slim"),
  },
  { requiredKeys: ["name"] },
);
const labelEntry = fc.record(
  {
    pairs: labels,
    includeSelectors: fc.boolean(),
    includeTemplates: fc.boolean(),
    fields: fc.constant([{ path: "spec/labels", kind: "Widget" }]),
  },
  { requiredKeys: ["pairs"] },
);

function some<T>(item: fc.Arbitrary<T>): fc.Arbitrary<readonly T[] | undefined> {
  return seldom(5, fc.array(item, { minLength: 1, maxLength: 2 }));
}

/** Every field has a chance of its own to be there, so that most kustomizations have a few. */
const fields = fc.record({
  namePrefix: affixes,
  nameSuffix: affixes,
  namespace: seldom(5, fc.constantFrom("one", "two", "default")),
  labels: some(labelEntry),
  commonLabels: seldom(6, labels),
  commonAnnotations: seldom(6, fc.dictionary(fc.constantFrom("note", "b"), text, { maxKeys: 2 })),
  images: some(image),
  replicas: some(references.replica),
  generatorOptions: options(),
  configMapGenerator: some(generator),
  secretGenerator: some(generator),
  patches: some(patches.patch),
  patchesStrategicMerge: some(patches.legacyMergePatch),
  patchesJson6902: some(patches.legacyJsonPatch),
  replacements: some(references.replacement),
  transformers: some(references.transformer),
  configurations: seldom(8, fc.constant(["configurations.yaml"])),
});
type Fields = typeof fields extends fc.Arbitrary<infer T> ? T : never;

const style = fc.constantFrom<Layer["style"]>("flow", "block", "block", "list");

const layers = fc.letrec<{ layer: Layer; component: Layer }>((tie) => ({
  layer: fc.record({
    own: resources,
    style,
    bases: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie("layer"), { maxLength: 2 })),
    components: fc.oneof(
      { maxDepth: 2 },
      { weight: 3, arbitrary: fc.constant([]) },
      fc.array(tie("component"), { maxLength: 2 }),
    ),
    fields,
  }),
  component: fc.record({
    own: fc.oneof(fc.constant([]), resources),
    style,
    bases: fc.constant([]),
    components: fc.constant([]),
    fields,
  }),
}));

const rootFields = fc.record({
  vars: fc.record({
    SERVICE: seldom(4, references.variable("SERVICE")),
    LEVEL: seldom(4, references.variable("LEVEL")),
  }),
  sortOptions: fc.constantFrom<Value | undefined>(
    undefined,
    undefined,
    { order: "fifo" },
    { order: "legacy" },
    { order: "legacy", legacySortOptions: { orderFirst: ["Widget", "Secret"], orderLast: ["Namespace", "Pod"] } },
  ),
  buildMetadata: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    ["originAnnotations"],
    ["transformerAnnotations", "managedByLabel"],
  ),
});

/** Field specs for the kind that nobody else knows. */
const configurations: Value = {
  namePrefix: [{ kind: "Widget", path: "spec/name" }],
  nameReference: [{ kind: "ConfigMap", version: "v1", fieldSpecs: [{ kind: "Widget", path: "list/name" }] }],
  commonLabels: [{ kind: "Widget", path: "spec/selector", create: true }],
  commonAnnotations: [{ kind: "Widget", path: "list/notes", create: true }],
  varReference: [{ kind: "Widget", path: "list/v" }],
  images: [{ kind: "Widget", path: "spec/value" }],
  replicas: [{ kind: "Widget", path: "spec/count", create: true }],
};

/** A tree of kustomizations: bases, components, and about every field there is. */
export const tree: fc.Arbitrary<Files> = fc.tuple(layers.layer, rootFields).map(([layer, { vars, ...root }]) => {
  const files: Record<string, string> = {};
  write(layer, "", files, undefined, (all) => {
    const entries = Object.values(vars)
      .map((variable) => variable?.(all))
      .filter((entry) => entry !== undefined);
    return { ...root, vars: entries.length === 0 ? undefined : entries };
  });
  return files;
});

type Members = { readonly [key: string]: Value | undefined };

/**
 * Writes a layer and everything below it, and gives the resources there as they were written. `parent` are those of the
 * kustomization that a component belongs to, undefined for a kustomization of its own.
 */
function write(
  layer: Layer,
  folder: string,
  files: Record<string, string>,
  parent: readonly RandomResource[] | undefined,
  more: (all: readonly RandomResource[]) => Members = () => ({}),
): readonly RandomResource[] {
  const lower = layer.bases.flatMap((base, index) =>
    write(apart(base, index), `${folder}base${index}/`, files, undefined),
  );
  const all = [...(parent ?? []), ...layer.own, ...lower];
  const generators = {
    configMapGenerator: layer.fields.configMapGenerator?.map((entry) => merging(entry, "ConfigMap", all)),
    secretGenerator: layer.fields.secretGenerator?.map((entry) => merging(entry, "Secret", all)),
  };
  for (const [index, component] of layer.components.entries()) {
    const added = write(apart(component, index + 5), `${folder}component${index}/`, files, all);
    all.push(...added.filter((resource) => !all.includes(resource)));
  }
  files[`${folder}resources.yaml`] = resourceFile(layer);
  files[`${folder}configurations.yaml`] = flowYaml(configurations);
  files[`${folder}data.txt`] = "some\ntext\n";
  files[`${folder}kustomization.yaml`] = flowYaml({
    kind: parent === undefined ? undefined : "Component",
    resources: ["resources.yaml", ...layer.bases.map((_, index) => `base${index}`)],
    components: layer.components.map((_, index) => `component${index}`),
    ...resolved(layer.fields, all),
    ...generators,
    ...more(all),
  });
  return all;
}

function resourceFile({ own, style: form }: Layer): string {
  if (form === "list" && own.length > 0) return `${flowYaml({ apiVersion: "v1", kind: "List", items: own })}\n`;
  return own
    .map((resource) => (form === "block" ? `---${blockYaml(resource, "")}\n` : `---\n${flowYaml(resource)}\n`))
    .join("");
}

/** The second base and every component with resources get names of their own: most would clash otherwise. */
function apart(layer: Layer, index: number): Layer {
  if (index === 0) return layer;
  const own = layer.own.map((resource) => ({
    ...resource,
    metadata: { ...resource.metadata, name: `${resource.metadata.name}-${index}` },
  }));
  return { ...layer, own, bases: layer.bases.map((base) => apart(base, index)) };
}

/** The fields in which every reference names a resource that there is. */
function resolved(fields: Fields, all: readonly RandomResource[]): Members {
  const known = (entries: readonly patches.Reference[] | undefined) =>
    entries?.map((entry) => entry(all)).filter((entry) => entry !== undefined);
  return {
    ...fields,
    replicas: known(fields.replicas),
    patches: known(fields.patches),
    patchesStrategicMerge: known(fields.patchesStrategicMerge),
    patchesJson6902: known(fields.patchesJson6902),
    replacements: known(fields.replacements),
  };
}

type Generator = typeof generator extends fc.Arbitrary<infer T> ? T : never;

/** A generator merges with a resource of its name, or replaces it; where there is none it creates one, which is added to `all`. */
function merging({ behavior, ...entry }: Generator, kind: string, all: RandomResource[]): Value {
  const { name, namespace } = entry;
  const exists = all.some(({ kind: other, metadata }) => {
    return other === kind && metadata.name === name && (metadata.namespace ?? "default") === (namespace ?? "default");
  });
  if (exists) return { ...entry, behavior };
  all.push({ apiVersion: "v1", kind, metadata: { name, namespace } });
  return entry;
}
