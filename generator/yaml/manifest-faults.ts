import type { Problem } from "../model/problem.ts";
import { duplicateKey, keyNotString, scalarNotPrintable } from "../problems/yaml-problems.ts";
import { canonicalScalar } from "./canonical-scalar.ts";
import type { MappingNode, Node, ScalarNode } from "./node.ts";
import { resolvePlain } from "./resolve-scalar.ts";

/** Everything in a manifest that Kustomize refuses to print, in the order of the source, each with its path such as `spec.ports.0.name`. */
export function manifestFaults(manifest: Node): readonly Problem[] {
  const problems: Problem[] = [];
  visit(manifest, [], problems);
  return problems;
}

/** Whether a key is a string to go-yaml; all others are refused below the top of a manifest. */
export function isStringKey(key: ScalarNode): boolean {
  return key.tag === "str" || (key.tag === "none" && resolvePlain(key.text) === "str");
}

/** Whether a key is null; at the top of a manifest Kustomize drops its entry. */
export function isNullKey(key: ScalarNode): boolean {
  return key.tag === "null" || (key.tag === "none" && resolvePlain(key.text) === "null");
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
    if (path.length > 0 && !isStringKey(key)) problems.push(keyNotString(path, key.text));
    seen.add(key.text);
    visit(value, [...path, key.text], problems);
  }
}
