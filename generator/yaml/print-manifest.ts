import type { Result } from "../model/problem.ts";
import { canonicalScalar } from "./canonical-scalar.ts";
import { DocumentPrinter, type PrintRules } from "./document-printer.ts";
import { areAscending, compareKeys } from "./key-order.ts";
import { isStringKey, isTopKey, manifestFaults } from "./manifest-faults.ts";
import type { Entry, Node } from "./node.ts";
import { scalarStyle } from "./scalar-style.ts";

/**
 * The text of a manifest, byte for byte as `kustomize build` prints it: keys in go-yaml's order, block style, every scalar resolved
 * and quoted anew, a line break at the end. Problems: a key that is there twice or is no string, a text that its tag does not
 * allow, a number which JSON cannot hold, a control character.
 */
export function printManifest(manifest: Node): Result<string> {
  const text = new DocumentPrinter(manifestRules).print(manifest);
  return text === undefined ? { ok: false, problems: manifestFaults(manifest) } : { ok: true, value: text };
}

const manifestRules: PrintRules = { order: inKeyOrder, scalar: canonicalScalar, style: scalarStyle };

function inKeyOrder(entries: readonly Entry[], top: boolean): readonly Entry[] | undefined {
  const isAllowed = top ? isTopKey : isStringKey;
  for (const entry of entries) if (!isAllowed(entry.key)) return undefined;
  if (areAscending(entries)) return entries;
  const sorted = [...entries].sort((left, right) => compareKeys(left.key.text, right.key.text));
  return areAscending(sorted) ? sorted : undefined;
}
