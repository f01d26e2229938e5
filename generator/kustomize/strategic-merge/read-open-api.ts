import type { MappingNode, Node } from "../../yaml/node.ts";
import { fieldOf, textOf } from "../fields.ts";
import type { MergeField } from "./built-in-merge-keys.ts";
import type { Definition, Schemas } from "./schema-registry.ts";

/** Takes what a strategic merge needs from an OpenAPI v2 document: merge keys, the types of definitions, cluster scopes. */
export function readOpenApi(document: MappingNode): Schemas {
  const definitions = new Map<string, Definition>();
  const types = new Map<string, string>();
  for (const { key, value } of entriesOf(fieldOf(document, "definitions"))) {
    definitions.set(key.text, readDefinition(value, key.text, definitions));
    for (const type of itemsOf(fieldOf(value, "x-kubernetes-group-version-kind"))) types.set(typeName(type), key.text);
  }
  return { definitions, types, clusterScoped: readClusterScopes(document) };
}

/** Nested schemas without a name of their own become definitions named after their path. */
function readDefinition(schema: Node, name: string, definitions: Map<string, Definition>): Definition {
  const fields: Record<string, MergeField> = {};
  for (const { key, value } of entriesOf(fieldOf(schema, "properties"))) {
    const field = readField(value, `${name}.${key.text}`, definitions);
    if (field !== undefined) fields[key.text] = field;
  }
  const additional = fieldOf(schema, "additionalProperties");
  const every = additional?.kind === "mapping" ? readField(additional, `${name}.*`, definitions) : undefined;
  return every === undefined ? fields : { ...fields, "*": every };
}

function readField(schema: Node, name: string, definitions: Map<string, Definition>): MergeField | undefined {
  const reference = referenceOf(schema);
  if (reference !== undefined) return reference;
  if (textOf(fieldOf(schema, "type")) === "array") {
    const strategies = textOf(fieldOf(schema, "x-kubernetes-patch-strategy")).split(",");
    if (!strategies.includes("merge")) return undefined;
    return [readItems(fieldOf(schema, "items"), name, definitions), ...mergeKeys(schema)];
  }
  if (fieldOf(schema, "properties") === undefined && fieldOf(schema, "additionalProperties") === undefined) {
    return undefined;
  }
  definitions.set(name, readDefinition(schema, name, definitions));
  return name;
}

function readItems(items: Node | undefined, name: string, definitions: Map<string, Definition>): string {
  if (items === undefined) return "";
  const field = readField(items, `${name}[]`, definitions);
  return typeof field === "string" ? field : "";
}

function mergeKeys(schema: Node): readonly string[] {
  const listed = itemsOf(fieldOf(schema, "x-kubernetes-list-map-keys")).map(textOf);
  const single = textOf(fieldOf(schema, "x-kubernetes-patch-merge-key"));
  return listed.length > 0 ? listed : single === "" ? [] : [single];
}

function referenceOf(schema: Node): string | undefined {
  const reference = textOf(fieldOf(schema, "$ref"));
  return reference === "" ? undefined : reference.replace(/^#\/definitions\//, "");
}

function typeName(type: Node): string {
  const [group, version, kind] = ["group", "version", "kind"].map((field) => textOf(fieldOf(type, field)));
  return `${group ? `${group}/` : ""}${version}/${kind}`;
}

/** A type is cluster scoped when the path to one object of it has no namespace (`openapi.go: findNamespaceability`). */
function readClusterScopes(document: MappingNode): ReadonlySet<string> {
  const scoped = new Set<string>();
  const namespaced = new Set<string>();
  for (const { key, value } of entriesOf(fieldOf(document, "paths"))) {
    const type = fieldOf(fieldOf(value, "get"), "x-kubernetes-group-version-kind");
    if (type === undefined || !key.text.endsWith("/{name}")) continue;
    if (key.text.includes("namespaces/{namespace}")) namespaced.add(typeName(type));
    else scoped.add(typeName(type));
  }
  return new Set([...scoped].filter((type) => !namespaced.has(type)));
}

function entriesOf(node: Node | undefined): MappingNode["entries"] {
  return node?.kind === "mapping" ? node.entries : [];
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === "sequence" ? node.items : [];
}
