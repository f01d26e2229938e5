import type { Fail } from "./field-path.ts";
import { type FieldSpec, mergeFieldSpecs } from "./field-spec.ts";
import { type Gvk, sameType } from "./resource-id.ts";

/** Objects of one type, and where other objects refer to them by name. */
export interface NameReference extends Gvk {
  readonly referrers: readonly FieldSpec[];
}

/** Where each transformer works (`api/internal/plugins/builtinconfig/transformerconfig.go`). */
export interface TransformerConfig {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
  readonly varReference: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
}

export const emptyConfig: TransformerConfig = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  commonAnnotations: [],
  nameReference: [],
  varReference: [],
  images: [],
  replicas: [],
};

type FieldSpecList = Exclude<keyof TransformerConfig, "nameReference">;

/** The names of the lists of plain field specs, as configuration files write them. */
export const fieldSpecLists: readonly FieldSpecList[] = [
  "namePrefix",
  "nameSuffix",
  "namespace",
  "commonLabels",
  "labels",
  "templateLabels",
  "commonAnnotations",
  "varReference",
  "images",
  "replicas",
];

/** Adds the specs of another configuration and puts every list in the order of its types. */
export function mergeConfigs(config: TransformerConfig, added: TransformerConfig, fail: Fail): TransformerConfig {
  if (config === added) return config;
  const merged: Record<string, readonly FieldSpec[] | readonly NameReference[]> = {
    nameReference: mergeLists(config.nameReference, added.nameReference, (list, more) =>
      more.reduce((all, one) => mergeReference(all, one, fail), list),
    ),
  };
  for (const list of fieldSpecLists) {
    merged[list] = mergeLists(config[list], added[list], (specs, more) => mergeFieldSpecs(specs, more, fail));
  }
  return merged as unknown as TransformerConfig;
}

/** Lists that were merged from nothing: to do it again changes nothing. */
const settled = new WeakSet<readonly Gvk[]>();

/**
 * Most kustomizations add nothing to the defaults, and then there is nothing to merge. Merging into an empty list is not the same as
 * taking the list: a general spec goes when a special one of its path comes before it.
 */
function mergeLists<T extends Gvk>(
  list: readonly T[],
  added: readonly T[],
  merge: (list: readonly T[], added: readonly T[]) => readonly T[],
): readonly T[] {
  if (list === added || added.length === 0) return list;
  if (list.length > 0) return byType(merge(list, added));
  if (settled.has(added)) return added;
  const merged = byType(merge(list, added));
  settled.add(merged);
  return merged;
}

function mergeReference(references: readonly NameReference[], added: NameReference, fail: Fail) {
  if (!references.some((reference) => sameType(reference, added))) return [...references, added];
  return references.map((reference) =>
    sameType(reference, added)
      ? { ...reference, referrers: mergeFieldSpecs(reference.referrers, added.referrers, fail) }
      : reference,
  );
}

/** The ranks by which kustomize orders kinds; all others are in between (`kyaml/resid/gvk.go: typeOrders`). */
export const kindsFirst: readonly string[] = [
  "Namespace",
  "ResourceQuota",
  "StorageClass",
  "CustomResourceDefinition",
  "ServiceAccount",
  "PodSecurityPolicy",
  "Role",
  "ClusterRole",
  "RoleBinding",
  "ClusterRoleBinding",
  "ConfigMap",
  "Secret",
  "Endpoints",
  "Service",
  "LimitRange",
  "PriorityClass",
  "PersistentVolume",
  "PersistentVolumeClaim",
  "Deployment",
  "StatefulSet",
  "CronJob",
  "PodDisruptionBudget",
];

export const kindsLast: readonly string[] = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

/** The place of a kind among the first and last ones; 0 for all between. The last of equal kinds counts. */
export function kindRanks(first: readonly string[], last: readonly string[]): ReadonlyMap<string, number> {
  return new Map([
    ...first.map((kind, index) => [kind, index - first.length] as const),
    ...last.map((kind, index) => [kind, index + 1] as const),
  ]);
}

/** The text that orders types of one rank: no group comes after every group, because `~` does. */
export function typeSortKey(gvk: Gvk): string {
  return `${gvk.group || "~G"}_${gvk.version || "~V"}_${gvk.kind || "~K"}`;
}

const defaultRanks = kindRanks(kindsFirst, kindsLast);

function byType<T extends Gvk>(list: readonly T[]): readonly T[] {
  if (list.length < 2) return list;
  const keyed = list.map((item) => ({ item, rank: defaultRanks.get(item.kind) ?? 0, key: typeSortKey(item) }));
  keyed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ item }) => item);
}
