import type { MappingNode } from "../yaml/node.ts";
import { resolvePlain } from "../yaml/resolve-scalar.ts";
import { fieldOf, isNilOrEmpty, isNull, newText, scalar, textOf, withField, withoutField, withText } from "./fields.ts";
import type { Origin } from "./origin.ts";
import type { Entry } from "./report.ts";
import { makeResourceId, parseApiVersion, type ResourceId } from "./resource-id.ts";
import { carrySharedChanges, noSharedValues, type SharedValues } from "./shared-values.ts";

/** The tree of an object, of which large values are only read when somebody looks at them. */
export interface Body {
  readonly node: MappingNode;
  /** False when the word is certainly nowhere in the document, known without reading its tree. */
  mayContain?(word: string): boolean;
}

/** What a generator asked for, remembered until the hash is added. */
interface Generated {
  readonly behavior: "create" | "merge" | "replace";
  readonly needsHash: boolean;
}

/**
 * One object on its way through a build: never changed, only replaced. What kustomize keeps in internal annotations
 * (earlier ids, prefixes, origin) is kept beside the tree.
 */
export interface Resource {
  readonly body: Body;
  readonly id: ResourceId;
  /** Earlier ids, oldest first (`api/resource/resource.go: PrevIds`). */
  readonly previousIds: readonly ResourceId[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  readonly generated?: Generated;
  /** The names of the vars whose value is read from this object. */
  readonly variables: readonly string[];
  /** Labels and annotations that a transformer wrote in several places as one. */
  readonly shared: SharedValues;
  /** The entry of a kustomization that brought the object in: where to look when it turns out to be wrong. */
  readonly addedBy?: Entry;
  readonly origin?: Origin;
  readonly transformations: readonly Origin[];
}

/** Says whether a type is certainly cluster scoped. */
export type ClusterScope = (group: string, version: string, kind: string) => boolean;

export function makeResource(body: Body, id: ResourceId): Resource {
  return {
    body,
    id,
    previousIds: [],
    prefixes: [],
    suffixes: [],
    variables: [],
    shared: noSharedValues,
    transformations: [],
  };
}

/** The id that an object gives itself. */
export function idOfNode(node: MappingNode, clusterScope: ClusterScope): ResourceId {
  const { group, version } = parseApiVersion(textOf(fieldOf(node, "apiVersion")));
  const kind = textOf(fieldOf(node, "kind"));
  const metadata = fieldOf(node, "metadata");
  const name = textOf(fieldOf(metadata, "name"));
  const namespace = textOf(fieldOf(metadata, "namespace"));
  return makeResourceId({ group, version, kind }, name, namespace, clusterScope(group, version, kind));
}

/** The resource with another tree, and the id that the new tree says. Earlier ids take over its group and version. */
export function withNode(resource: Resource, changed: MappingNode, clusterScope: ClusterScope): Resource {
  if (changed === resource.body.node) return resource;
  if (resource.shared.size > 0) {
    const { node, shared } = carrySharedChanges(resource.body.node, changed, resource.shared);
    return withOwnNode({ ...resource, shared }, node, clusterScope);
  }
  return withOwnNode(resource, changed, clusterScope);
}

function withOwnNode(resource: Resource, node: MappingNode, clusterScope: ClusterScope): Resource {
  const id = idOfNode(node, clusterScope);
  if (id.key === resource.id.key && id.namespace === resource.id.namespace) return { ...resource, body: { node } };
  const sameVersion = id.group === resource.id.group && id.version === resource.id.version;
  const previousIds = sameVersion
    ? resource.previousIds
    : resource.previousIds.map((old) => makeResourceId({ ...id, kind: old.kind }, old.name, old.namespace, false));
  return { ...resource, body: { node }, id, previousIds };
}

/** The resource with its current id remembered as an earlier one, so that references to it can be found later. */
export function withIdRemembered(resource: Resource): Resource {
  const { id } = resource;
  const remembered = makeResourceId(id, id.name, id.effectiveNamespace, false);
  return { ...resource, previousIds: [...resource.previousIds, remembered] };
}

/** The oldest id, which stays the same whatever later transformers do. */
export function originalId(resource: Resource): ResourceId {
  return resource.previousIds[0] ?? resource.id;
}

export function hasAnyId(resource: Resource, matches: (id: ResourceId) => boolean): boolean {
  return matches(resource.id) || resource.previousIds.some(matches);
}

export function labelsOf(resource: Resource): ReadonlyMap<string, string> {
  return metadataTexts(resource.body.node, "labels");
}

export function annotationsOf(resource: Resource): ReadonlyMap<string, string> {
  return metadataTexts(resource.body.node, "annotations");
}

/** The texts of `metadata.labels` or `metadata.annotations`; a value that is no scalar counts as "". */
export function metadataTexts(node: MappingNode, field: "labels" | "annotations"): ReadonlyMap<string, string> {
  const found = fieldOf(fieldOf(node, "metadata"), field);
  if (found?.kind !== "mapping") return new Map();
  return new Map(found.entries.map((entry) => [entry.key.text, textOf(entry.value)]));
}

/** The object with `metadata.name` set. */
export function withName(node: MappingNode, name: string): MappingNode {
  return withMetadataField(node, "name", name);
}

/** The object with `metadata.namespace` set, or removed when it is empty. */
export function withNamespace(node: MappingNode, namespace: string): MappingNode {
  if (namespace !== "") return withMetadataField(node, "namespace", namespace);
  const metadata = fieldOf(node, "metadata");
  return metadata?.kind === "mapping" ? withField(node, "metadata", withoutField(metadata, "namespace")) : node;
}

function withMetadataField(node: MappingNode, field: string, text: string): MappingNode {
  const metadata = fieldOf(node, "metadata");
  const old: MappingNode = metadata?.kind === "mapping" ? metadata : { kind: "mapping", entries: [] };
  const current = fieldOf(old, field);
  const value = current?.kind === "scalar" && !isNull(current) ? withText(current, text) : newText(text);
  return withField(node, "metadata", withField(old, field, value));
}

/**
 * The object with its labels or annotations replaced: every value a string, the keys sorted, the field gone when nothing
 * is left (`kyaml/yaml/rnode.go: setMapInMetadata`). The same object when that is how they are already.
 */
export function withMetadataTexts(
  node: MappingNode,
  field: "labels" | "annotations",
  texts: ReadonlyMap<string, string>,
): MappingNode {
  const metadata = fieldOf(node, "metadata");
  const old: MappingNode = metadata?.kind === "mapping" ? metadata : { kind: "mapping", entries: [] };
  if (texts.size === 0) {
    return fieldOf(old, field) === undefined ? node : withField(node, "metadata", withoutField(old, field));
  }
  if (holdsExactly(fieldOf(old, field), texts)) return node;
  const entries = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  const value: MappingNode = {
    kind: "mapping",
    entries: entries.map(([key, text]) => ({ key: scalar(key), value: scalar(text, "str") })),
  };
  return withField(node, "metadata", withField(old, field, value));
}

function holdsExactly(node: ReturnType<typeof fieldOf>, texts: ReadonlyMap<string, string>): boolean {
  if (node?.kind !== "mapping" || node.entries.length !== texts.size) return false;
  return node.entries.every(
    ({ key, value }) =>
      value.kind === "scalar" &&
      value.tag === "str" &&
      texts.get(key.text) === value.text &&
      resolvePlain(key.text) === "str",
  );
}

/** The object with its annotations made strings, each a value of its own that stands nowhere else. */
export function withNewAnnotations(node: MappingNode): MappingNode {
  const texts = metadataTexts(node, "annotations");
  const metadata = fieldOf(node, "metadata");
  if (texts.size === 0 || metadata?.kind !== "mapping") return node;
  return withMetadataTexts(withField(node, "metadata", withoutField(metadata, "annotations")), "annotations", texts);
}

/** An object that a patch deleted or emptied. */
export function isEmptyObject(node: MappingNode): boolean {
  return isNilOrEmpty(node);
}
