import type { CanonicalScalar } from "./canonical-scalar.ts";
import { DocumentPrinter, type PrintRules } from "./document-printer.ts";
import type { ScalarNode } from "./node.ts";
import { fromValue, type PlainValue } from "./node-value.ts";
import { type ScalarPosition, type ScalarStyle, scalarStyle } from "./scalar-style.ts";

/**
 * The text of a plain value in the style of Kustomize's output, but with the keys of mappings in insertion order. Every string comes
 * back exactly from any reader of YAML 1.1 or 1.2, whatever it holds; the text ends with a line break.
 */
export function printValue(value: PlainValue): string {
  const text = new DocumentPrinter(valueRules).print(fromValue(value));
  if (text === undefined) throw new Error("A plain value has no scalar that cannot be printed.");
  return text;
}

const valueRules: PrintRules = {
  order: (entries) => entries,
  scalar,
  style,
  // In a reviewed file a folded line makes two changed lines of one.
  width: Number.POSITIVE_INFINITY,
};

function scalar(node: ScalarNode): CanonicalScalar {
  if (node.tag === "str") return { kind: "string", text: node.text };
  // A reader of YAML 1.1 takes an exponent for a number only after a point.
  return { kind: "token", text: node.text.replace(/^(-?\d+)e/, "$1.0e") };
}

/** What go-yaml leaves plain although some reader takes it for a merge key, a default value, a number or a date. */
const mistakable =
  /^(?:<<|=|[-+]?0[bBoOxX][0-9a-fA-F_]*|[-+]?[0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\d{4}-\d{1,2}-\d{1,2}(?:[Tt\s].*)?)$/;

/** Breaks that only YAML 1.1 knows are escaped, so that they are breaks to no one; so are breaks without a line, which nobody sees in a block. */
const otherBreaks = /[\u2028\u2029]|^\n+$/;

function style(text: string, position: ScalarPosition): ScalarStyle {
  if (otherBreaks.test(text)) return "double";
  const chosen = scalarStyle(text, position);
  return chosen === "plain" && mistakable.test(text) ? "double" : chosen;
}
