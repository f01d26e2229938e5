import { createHash } from "node:crypto";
import type { MappingNode, Node } from "../../yaml/node.ts";
import { type PlainValue, toValue } from "../../yaml/node-value.ts";
import { fieldOf } from "../fields.ts";
import { type ClusterScope, type Resource, withIdRemembered, withName, withNode } from "../resource.ts";

/** Every object that needs a hash with the hash of its content at the end of its name (`HashTransformer.go`). */
export function addContentHashes(resources: readonly Resource[], clusterScope: ClusterScope): readonly Resource[] {
  return resources.map((resource) => {
    if (!resource.generated?.needsHash) return resource;
    const { node } = resource.body;
    const name = `${resource.id.name}-${contentHash(node)}`;
    return withNode(withIdRemembered(resource), withName(node, name), clusterScope);
  });
}

/** The ten characters that stand for the content of a ConfigMap or Secret (`api/hasher/hasher.go`). */
export function contentHash(node: MappingNode): string {
  const kind = fieldOf(node, "kind");
  const isSecret = kind?.kind === "scalar" && kind.text === "Secret";
  const json = goJson(isSecret ? secretContent(node) : configMapContent(node));
  const digest = createHash("sha256").update(json).digest("hex");
  return digest.slice(0, 10).replace(/[013ae]/g, (digit) => replacements[digit] as string);
}

/** So that no word of a language comes out by accident. */
const replacements: Readonly<Record<string, string>> = { "0": "g", "1": "h", "3": "k", a: "m", e: "t" };

/** Kustomize looks for the name under a key that never exists, so it is always empty. */
function configMapContent(node: MappingNode): PlainValue {
  return { ...mapField(node, "binaryData"), data: hashedValue(fieldOf(node, "data")), kind: "ConfigMap", name: "" };
}

function secretContent(node: MappingNode): PlainValue {
  return {
    data: hashedValue(fieldOf(node, "data")),
    kind: "Secret",
    name: "",
    ...mapField(node, "stringData"),
    type: hashedValue(fieldOf(node, "type")),
  };
}

function mapField(node: MappingNode, field: string): Record<string, PlainValue> {
  const value = fieldOf(node, field);
  return value?.kind === "mapping" ? { [field]: toValue(value) } : {};
}

function hashedValue(node: Node | undefined): PlainValue {
  if (node === undefined) return "";
  return node.kind === "scalar" ? node.text : toValue(node);
}

/** JSON as Go writes it: keys in the order of their bytes, no blanks, and `<`, `>`, `&`, U+2028, U+2029 escaped. */
function goJson(value: PlainValue): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(",")}]`;
  if (value === null || typeof value !== "object") return goText(JSON.stringify(value));
  const entries = Object.entries(value as Record<string, PlainValue>).sort(([a], [b]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  return `{${entries.map(([key, member]) => `${goText(JSON.stringify(key))}:${goJson(member)}`).join(",")}}`;
}

function goText(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
