import { floatValue, integerDigits } from "./go-number.ts";
import type { Entry, Node, ScalarNode } from "./node.ts";
import { resolvePlain } from "./resolve-scalar.ts";
import { rfc3339 } from "./timestamp.ts";

/** A plain value, as JSON has them. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainMapping;

export interface PlainMapping {
  readonly [key: string]: PlainValue;
}

/**
 * The plain value of a node, as Kustomize's way through JSON sees it: numbers are doubles (integers beyond 2^53 lose precision),
 * timestamps are RFC 3339 strings, the last of equal keys counts. A text that its tag does not fit is a string.
 */
export function toValue(node: Node): PlainValue {
  switch (node.kind) {
    case "scalar":
      return scalarValue(node);
    case "sequence":
      return node.items.map(toValue);
    case "mapping":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, toValue(value)]));
  }
}

function scalarValue(node: ScalarNode): string | number | boolean | null {
  const { text } = node;
  switch (node.tag === "none" ? resolvePlain(text) : node.tag) {
    case "null":
      return null;
    case "bool":
      return text.toLowerCase() === "true";
    case "int":
    case "float":
      return numberValue(text) ?? text;
    case "timestamp":
      return rfc3339(text) ?? text;
    default:
      return text;
  }
}

function numberValue(text: string): number | undefined {
  const digits = integerDigits(text, "0b 0o");
  return digits === undefined ? floatValue(text) : Number(digits);
}

/** The node of a plain value; mappings keep their insertion order. Numbers get the text that JSON gives them. */
export function fromValue(value: PlainValue): Node {
  if (value === null) return scalar("null", "null");
  if (Array.isArray(value)) return { kind: "sequence", items: value.map(fromValue) };
  switch (typeof value) {
    case "string":
      return scalar("str", value);
    case "boolean":
      return scalar("bool", value ? "true" : "false");
    case "number":
      return fromNumber(value);
    default: {
      const entries: Entry[] = Object.entries(value).map(([key, child]) => ({
        key: scalar("str", key),
        value: fromValue(child),
      }));
      return { kind: "mapping", entries };
    }
  }
}

function fromNumber(value: number): ScalarNode {
  if (Number.isNaN(value)) return scalar("float", ".nan");
  if (!Number.isFinite(value)) return scalar("float", value < 0 ? "-.inf" : ".inf");
  const text = Object.is(value, -0) ? "-0.0" : value.toString();
  return scalar(integerDigits(text, "0b") === undefined ? "float" : "int", text);
}

function scalar(tag: ScalarNode["tag"], text: string): ScalarNode {
  return { kind: "scalar", tag, text };
}
