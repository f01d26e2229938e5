import { canonicalScalar } from "./canonical-scalar.ts";
import type { PrintRules } from "./document-printer.ts";
import { areAscending, compareKeys } from "./key-order.ts";
import { isStringKey, isTopKey } from "./manifest-faults.ts";
import type { Entry } from "./node.ts";
import { scalarStyle } from "./scalar-style.ts";

/** How Kustomize prints: keys in go-yaml's order, every scalar resolved and quoted anew. */
export const manifestRules: PrintRules = {
  order: inKeyOrder,
  scalar: canonicalScalar,
  style: scalarStyle,
  // go-yaml v2's own.
  width: 80,
};

function inKeyOrder(entries: readonly Entry[], top: boolean): readonly Entry[] | undefined {
  const isAllowed = top ? isTopKey : isStringKey;
  for (const entry of entries) if (!isAllowed(entry.key)) return undefined;
  if (areAscending(entries)) return entries;
  const sorted = [...entries].sort((left, right) => compareKeys(left.key.text, right.key.text));
  return areAscending(sorted) ? sorted : undefined;
}
