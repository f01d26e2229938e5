import type { Problem } from "../model/problem.ts";
import { duplicateKey, keyNotString, scalarNotPrintable } from "../problems/yaml-problems.ts";
import { canonicalScalar } from "./canonical-scalar.ts";
import type { MappingNode, Node, ScalarNode, Tag } from "./node.ts";
import { resolvePlain } from "./resolve-scalar.ts";

/** Everything in a manifest that Kustomize refuses to print, in the order of the source, each with its path such as `spec.ports.0.name`. */
export function manifestFaults(manifest: Node): readonly Problem[] {
  const problems: Problem[] = [];
  visit(manifest, [], problems);
  return problems;
}

/** Whether a key is a string to go-yaml; all others are refused below the top of a manifest. */
export function isStringKey(key: ScalarNode): boolean {
  return keyTag(key) === "str";
}

/** Whether a key may stand at the top of a manifest, where any scalar is made a string, except null. */
export function isTopKey(key: ScalarNode): boolean {
  return keyTag(key) !== "null";
}

function keyTag(key: ScalarNode): Tag {
  if (key.tag !== "none") return key.tag;
  return key.quoted ? "str" : resolvePlain(key.text);
}

function visit(node: Node, path: readonly string[], problems: Problem[]): void {
  if (node.kind === "scalar") visitScalar(node, path, problems);
  else if (node.kind === "mapping") visitMapping(node, path, problems);
  else {
    for (const [index, item] of node.items.entries()) visit(item, [...path, index.toString()], problems);
  }
}

function visitScalar(node: ScalarNode, path: readonly string[], problems: Problem[]): void {
  const scalar = canonicalScalar(node);
  if (scalar.kind === "fault") problems.push(scalarNotPrintable(path, scalar.reason));
}

function visitMapping(node: MappingNode, path: readonly string[], problems: Problem[]): void {
  const seen = new Set<string>();
  for (const { key, value } of node.entries) {
    if (seen.has(key.text)) problems.push(duplicateKey(path, key.text));
    if (!(path.length > 0 ? isStringKey(key) : isTopKey(key))) problems.push(keyNotString(path, key.text));
    seen.add(key.text);
    visit(value, [...path, key.text], problems);
  }
}
