import { LazyEntry } from "../yaml/lazy-entry.ts";
import type { Entry, MappingNode, Node, ScalarNode } from "../yaml/node.ts";
import { toValue } from "../yaml/node-value.ts";
import { resolvePlain, resolvePlainYaml11 } from "../yaml/resolve-scalar.ts";
import { scalarStyle } from "../yaml/scalar-style.ts";
import { scalar } from "./fields.ts";

const converted = new WeakMap<Node, Node>();

/**
 * A value after a way through Go's JSON and back to YAML: numbers are doubles, written with an exponent from a million on;
 * dates are strings; nulls are `null`; a string is quoted only where it must be. A value that came this way is not changed again.
 */
export function toJsonNode<T extends Node>(node: T): T {
  const known = converted.get(node);
  if (known !== undefined) return known as T;
  const result = convert(node);
  converted.set(node, result);
  converted.set(result, result);
  return result as T;
}

function convert(node: Node): Node {
  if (node.kind === "scalar") return convertScalar(node);
  if (node.kind === "sequence") return { kind: "sequence", items: node.items.map(convert) };
  return convertMapping(node);
}

function convertMapping(node: MappingNode): MappingNode {
  return { kind: "mapping", entries: node.entries.map(convertEntry) };
}

/** Only of numbers with more digits than a double holds does JSON change what is printed. */
const longNumber = /[0-9][0-9_.]{15}/;

function convertEntry(entry: Entry): Entry {
  const text = LazyEntry.textOf(entry);
  if (text !== undefined && !longNumber.test(text)) return LazyEntry.changed(entry, convert);
  return { key: scalar(entry.key.text, "str"), value: convert(entry.value) };
}

function convertScalar(node: ScalarNode): ScalarNode {
  const value = node.quoted ? node.text : toValue(node);
  if (typeof value === "string") return text(value);
  if (typeof value === "boolean") return scalar(String(value), "bool");
  if (typeof value !== "number") return scalar("null", "null");
  const written = goNumber(value);
  return scalar(written, resolvePlain(written));
}

function text(value: string): ScalarNode {
  const isPlain =
    resolvePlain(value) === "str" && resolvePlainYaml11(value) === "str" && scalarStyle(value, "value") === "plain";
  return isPlain ? scalar(value, "str") : { kind: "scalar", tag: "str", text: value, quoted: true };
}

/** Go's `FormatFloat(x, 'g', -1, 64)`: an exponent of at least two digits below 1e-4 and from 1e6 on. */
function goNumber(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
