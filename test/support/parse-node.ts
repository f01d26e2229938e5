import type { MappingNode } from "../../generator/yaml/node.ts";
import { printManifest } from "../../generator/yaml/print-manifest.ts";
import { readManifests } from "../../generator/yaml/read-manifests.ts";

/** The one document of a text. */
export function parseNode(text: string): MappingNode {
  const read = readManifests(text, "test.yaml");
  const [node] = read.ok ? read.value : [];
  if (node?.kind !== "mapping") throw new Error(`not one mapping: ${text}`);
  return node;
}

/** The text of a document, as the output of a build has it. */
export function printNode(node: MappingNode): string {
  const printed = printManifest(node);
  if (!printed.ok) throw new Error(printed.problems.map(({ message }) => message).join("\n"));
  return printed.value;
}
