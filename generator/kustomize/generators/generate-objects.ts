import { Buffer } from "node:buffer";
import { generatorWithoutName } from "../../problems/kustomize-transform-problems.ts";
import type { MappingNode, Node } from "../../yaml/node.ts";
import { mapping, scalar, withField } from "../fields.ts";
import type { GeneratorOptions, GeneratorRule, Kustomization, Texts } from "../kustomization.ts";
import type { KustomizationRoot } from "../kustomization-root.ts";
import { entryAt } from "../report.ts";
import { idOfNode, makeResource, type Resource } from "../resource.ts";
import type { Asked } from "../transformer.ts";
import { type KeyValues, readKeyValues } from "./key-values.ts";

/** The ConfigMap of one entry of configMapGenerator (`api/internal/generators/configmap.go`). */
export function generateConfigMap(rule: GeneratorRule, root: KustomizationRoot, asked: Asked): Resource | undefined {
  return generate("ConfigMap", rule, asked, (node) => withConfigData(node, readKeyValues(rule, root, asked)));
}

/** The Secret of one entry of secretGenerator (`api/internal/generators/secret.go`). */
export function generateSecret(rule: GeneratorRule, root: KustomizationRoot, asked: Asked): Resource | undefined {
  return generate("Secret", rule, asked, (node) =>
    withSecretData(withField(node, "type", text(rule.type || "Opaque")), readKeyValues(rule, root, asked)),
  );
}

/** The entries of a generator field with the kustomization's generatorOptions, and where they are written. */
export function generatorRules(
  kustomization: Kustomization,
  field: "configMapGenerator" | "secretGenerator",
): readonly { rule: GeneratorRule; entry: Asked["entry"] }[] {
  return kustomization[field].map((rule, index) => {
    const options = mergeOptions(rule.options, kustomization.generatorOptions);
    return {
      rule: options === undefined ? rule : { ...rule, options },
      entry: entryAt(kustomization.entry, field, index),
    };
  });
}

/** The entry's own labels and annotations win; a switch that either turns on is on (`MergeGlobalOptionsIntoLocal`). */
function mergeOptions(
  own: GeneratorOptions | undefined,
  shared: GeneratorOptions | undefined,
): GeneratorOptions | undefined {
  if (own === undefined || shared === undefined) return own ?? shared;
  return {
    labels: { ...shared.labels, ...own.labels },
    annotations: { ...shared.annotations, ...own.annotations },
    disableNameSuffixHash: Boolean(own.disableNameSuffixHash || shared.disableNameSuffixHash),
    immutable: Boolean(own.immutable || shared.immutable),
  };
}

function generate(
  kind: "ConfigMap" | "Secret",
  rule: GeneratorRule,
  asked: Asked,
  withData: (node: MappingNode) => MappingNode,
): Resource | undefined {
  const { name = "", namespace = "", options = {} } = rule;
  if (name === "") {
    asked.context.problems.report(generatorWithoutName(), asked.entry);
    return undefined;
  }
  const metadata: Record<string, Node> = { name: text(name) };
  if (namespace !== "") metadata.namespace = text(namespace);
  if (Object.keys(options.labels ?? {}).length > 0) metadata.labels = texts(options.labels ?? {});
  if (Object.keys(options.annotations ?? {}).length > 0) metadata.annotations = texts(options.annotations ?? {});
  const base = mapping({ apiVersion: text("v1"), kind: text(kind), metadata: mapping(metadata) });
  const filled = withData(base);
  const node = options.immutable ? withField(filled, "immutable", scalar("true", "bool")) : filled;
  const { behavior } = rule;
  return {
    ...makeResource({ node }, idOfNode(node, asked.context.schemas.clusterScope)),
    generated: {
      behavior: behavior === "merge" || behavior === "replace" ? behavior : "create",
      needsHash: !options.disableNameSuffixHash,
    },
  };
}

function text(value: string): Node {
  return { kind: "scalar", tag: "str", text: value };
}

function texts(values: Texts): MappingNode {
  return mapping(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, text(value)])));
}

/** What is valid UTF-8 goes to `data`, anything else to `binaryData`. */
function withConfigData(node: MappingNode, values: KeyValues): MappingNode {
  const fields: Record<"data" | "binaryData", [string, Node][]> = { data: [], binaryData: [] };
  for (const [key, value] of values) {
    const decoded = decodeUtf8(value);
    if (decoded === undefined) fields.binaryData.push([key, text(base64Lines(value))]);
    else fields.data.push([key, text(decoded)]);
  }
  let filled = node;
  for (const field of ["data", "binaryData"] as const) {
    if (fields[field].length > 0) filled = withField(filled, field, sortedMapping(fields[field]));
  }
  return filled;
}

function withSecretData(node: MappingNode, values: KeyValues): MappingNode {
  const fields = [...values].map(([key, value]): [string, Node] => [key, text(base64Lines(value))]);
  return withField(node, "data", sortedMapping(fields));
}

function sortedMapping(fields: readonly [string, Node][]): MappingNode {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return { kind: "mapping", entries: sorted.map(([key, value]) => ({ key: scalar(key), value })) };
}

function decodeUtf8(value: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    return undefined;
  }
}

const lineLength = 70;

/** Base64 in lines of 70 characters, each with a line break, once it fills a line (`kyaml/yaml/datamap.go: encodeBase64`). */
function base64Lines(value: Uint8Array): string {
  const encoded = Buffer.from(value).toString("base64");
  if (encoded.length < lineLength) return encoded;
  return (encoded.match(/.{1,70}/g) ?? []).map((line) => `${line}\n`).join("");
}
