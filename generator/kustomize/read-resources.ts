import type { Problem, Result } from "../model/problem.ts";
import {
  listItemsNotList,
  manifestWithoutKind,
  manifestWithoutMetadata,
  manifestWithoutName,
} from "../problems/kustomize-problems.ts";
import type { ManifestReader } from "../yaml/manifest-reader.ts";
import type { MappingNode, Node, ScalarNode } from "../yaml/node.ts";
import { toValue } from "../yaml/node-value.ts";
import { readManifests } from "../yaml/read-manifests.ts";
import { fieldOf, isNilOrEmpty, isNull, scalar, textOf } from "./fields.ts";
import type { Body, ClusterScope, Resource } from "./resource.ts";
import { idOfNode, makeResource } from "./resource.ts";

const decoder = new TextDecoder();

/**
 * The objects of a file of manifests (`api/resource/factory.go: RNodesFromBytes`): lists are replaced by their items, which
 * come after the file's other objects, and every object must have a kind and a name.
 */
export function readResources(
  content: Uint8Array,
  file: string,
  reader: ManifestReader,
  clusterScope: ClusterScope,
): Result<readonly Resource[]> {
  const documents = reader.read(content, file);
  if (!documents.ok) return documents;
  const problems: Problem[] = [];
  const isGood = ({ node }: { readonly node: Node }): boolean => isObject(node, file, problems);
  // Only mappings pass.
  const queue = documents.value.filter(isGood) as Body[];
  const resources: Resource[] = [];
  for (let next = 0; next < queue.length; next++) {
    const body = queue[next] as Body;
    const items = listItems(body);
    if (items === undefined) resources.push(makeResource(body, idOfNode(body.node, clusterScope)));
    else if (items === "wrong") problems.push(listItemsNotList(file, textOf(fieldOf(body.node, "kind"))));
    else queue.push(...items.map(throughJson).filter(isGood));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: resources };
}

/** The first document of a YAML file, undefined when there is none: how kustomization files and configurations are read. */
export function readFirstDocument(content: Uint8Array, file: string): Result<Node | undefined> {
  const documents = readManifests(decoder.decode(content), file);
  return documents.ok ? { ok: true, value: documents.value[0] } : documents;
}

/** Empty ones are dropped silently; what lacks a kind or a name is a problem. */
function isObject(node: Node, file: string, problems: Problem[]): boolean {
  if (isNilOrEmpty(node)) return false;
  const kind = textOf(fieldOf(node, "kind"));
  const metadata = fieldOf(node, "metadata");
  const name = textOf(fieldOf(metadata, "name"));
  if (kind === "" && isNilOrEmpty(metadata) && textOf(fieldOf(node, "apiVersion")) === "") {
    problems.push(manifestWithoutMetadata(file));
  } else if (kind === "") problems.push(manifestWithoutKind(file, name));
  else if (name === "" && !kind.endsWith("List")) problems.push(manifestWithoutName(file, kind));
  else return true;
  return false;
}

function listItems(body: Body): readonly Node[] | "wrong" | undefined {
  if (!textOf(fieldOf(body.node, "kind")).endsWith("List")) return undefined;
  const items = fieldOf(body.node, "items");
  if (items === undefined) return undefined;
  if (isNull(items)) return [];
  return items.kind === "sequence" ? items.items : "wrong";
}

/** Items of a list make their way through JSON: timestamps become strings, strings are quoted. */
function throughJson(node: Node): Body {
  return { node: jsonNode(node) as MappingNode };
}

function jsonNode(node: Node): Node {
  if (node.kind === "sequence") return { kind: "sequence", items: node.items.map(jsonNode) };
  if (node.kind === "mapping") {
    return {
      kind: "mapping",
      entries: node.entries.map(({ key, value }) => ({ key: scalar(key.text, "str"), value: jsonNode(value) })),
    };
  }
  return jsonScalar(node);
}

function jsonScalar(node: ScalarNode): ScalarNode {
  const value = toValue(node);
  if (typeof value === "string") return { kind: "scalar", tag: "str", text: value, quoted: true };
  return node.tag === "null" ? scalar("null", "null") : node;
}
