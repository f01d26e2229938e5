import { fieldTypeWrong, fieldUnknown } from "../problems/kustomize-problems.ts";
import type { Entry as MappingEntry, MappingNode, Node, ScalarNode } from "../yaml/node.ts";
import { type PlainMapping, type PlainValue, toValue } from "../yaml/node-value.ts";
import { resolvePlainYaml11 } from "../yaml/resolve-scalar.ts";
import { isNull, scalar } from "./fields.ts";
import { nearest } from "./nearest.ts";
import { type Entry, entryAt, type Report } from "./report.ts";

/** What a file may say, in the way that Go's JSON decoder reads it into a struct. */
export type Shape =
  | "string"
  | "integer"
  | "boolean"
  | "anything"
  | { readonly listOf: Shape }
  | { readonly mapOf: Shape }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly open?: true };

/** The shape with unknown fields let pass at every level, as Go reads where nothing is strict. */
export function openShape(shape: Shape): Shape {
  if (typeof shape === "string") return shape;
  if ("listOf" in shape) return { listOf: openShape(shape.listOf) };
  if ("mapOf" in shape) return { mapOf: openShape(shape.mapOf) };
  const fields = Object.entries(shape.fields).map(([name, field]) => [name, openShape(field)] as const);
  return { fields: Object.fromEntries(fields), open: true };
}

/**
 * Reads a value of a given shape. Names of fields match in any case, null is as good as absent, YAML 1.1 decides what a
 * plain scalar is, the last of equal keys wins (`sigs.k8s.io/yaml` into `encoding/json`).
 *
 * @returns plain data without the fields that are unknown or of the wrong type, which are reported
 */
export function decodeFields(node: Node, shape: Shape, entry: Entry, report: Report): PlainValue | undefined {
  if (shape === "anything") return toValue(node);
  if (isNull(node)) return undefined;
  if (typeof shape === "string") return decodeScalar(node, shape, entry, report);
  if ("listOf" in shape) return decodeList(node, shape.listOf, entry, report);
  if (node.kind !== "mapping") return wrongType(node, "a mapping", entry, report);
  return "mapOf" in shape ? decodeMap(node, shape.mapOf, entry, report) : decodeObject(node, shape, entry, report);
}

function decodeScalar(node: Node, shape: "string" | "integer" | "boolean", entry: Entry, report: Report) {
  const value = node.kind === "scalar" ? yaml11Value(node) : undefined;
  const expected = { string: "a string", integer: "an integer", boolean: "true or false" }[shape];
  const fits = shape === "integer" ? Number.isInteger(value) : typeof value === shape;
  return fits ? (value as PlainValue) : wrongType(node, expected, entry, report);
}

function decodeList(node: Node, shape: Shape, entry: Entry, report: Report): PlainValue | undefined {
  if (node.kind !== "sequence") return wrongType(node, "a list", entry, report);
  return node.items.map((item, index) => decodeFields(item, shape, entryAt(entry, index), report) ?? zeroOf(shape));
}

function zeroOf(shape: Shape): PlainValue {
  if (typeof shape === "string") return { string: "", integer: 0, boolean: false, anything: null }[shape];
  return "listOf" in shape ? [] : {};
}

function decodeMap(node: MappingNode, shape: Shape, entry: Entry, report: Report): PlainMapping {
  const decode = ({ key, value }: MappingEntry): [string, PlainValue] => {
    return [yaml11Key(key), decodeFields(value, shape, entryAt(entry, key.text), report) ?? zeroOf(shape)];
  };
  // Unlike assignment, this makes even `__proto__` an ordinary key.
  return Object.fromEntries(node.entries.map(decode));
}

function decodeObject(
  node: MappingNode,
  shape: { readonly fields: Readonly<Record<string, Shape>>; readonly open?: true },
  entry: Entry,
  report: Report,
): PlainMapping {
  const result: Record<string, PlainValue> = {};
  for (const { key, value } of inJsonOrder(node.entries)) {
    const written = yaml11Key(key);
    const name = fieldNamed(written, shape.fields);
    const at = entryAt(entry, key.text);
    if (name === undefined) {
      if (!shape.open) report(fieldUnknown(written, nearest(written, Object.keys(shape.fields))), at);
      continue;
    }
    const decoded = decodeFields(value, shape.fields[name] as Shape, at, report);
    if (decoded !== undefined) result[name] = decoded;
  }
  return result;
}

/** JSON made from a Go map has its keys sorted, which decides between two spellings of one field. */
function inJsonOrder(entries: readonly MappingEntry[]): readonly MappingEntry[] {
  return [...entries].sort((a, b) => (a.key.text < b.key.text ? -1 : a.key.text > b.key.text ? 1 : 0));
}

function fieldNamed(written: string, fields: Readonly<Record<string, Shape>>): string | undefined {
  if (Object.hasOwn(fields, written)) return written;
  const folded = written.toLowerCase();
  return Object.keys(fields).find((name) => name.toLowerCase() === folded);
}

function wrongType(node: Node, expected: string, entry: Entry, report: Report): undefined {
  report(fieldTypeWrong(String(entry.path.at(-1) ?? "the file"), expected, describe(node)), entry);
}

function describe(node: Node): string {
  if (node.kind !== "scalar") return node.kind === "mapping" ? "a mapping" : "a list";
  const value = yaml11Value(node);
  return `the ${typeof value} ${node.text}`;
}

/** What a scalar is under YAML 1.1, where a plain `yes` is true. */
function yaml11Value(node: ScalarNode): string | number | boolean | null {
  if (node.quoted) return node.text;
  const tag = resolvePlainYaml11(node.text);
  if (node.tag === "str" && tag !== "bool") return node.text;
  if (tag === "bool") return /^(?:y|yes|true|on)$/i.test(node.text);
  if (tag === "timestamp" || tag === "str") return node.text;
  return toValue(scalar(node.text, tag)) as number | null;
}

function yaml11Key(key: ScalarNode): string {
  const value = yaml11Value(key);
  return typeof value === "string" ? value : String(value);
}

/** The tree with every plain YAML 1.1 boolean made one, which is how patches in YAML are read. */
export function asYaml11(node: Node): Node {
  if (node.kind === "sequence") return { kind: "sequence", items: node.items.map(asYaml11) };
  if (node.kind === "mapping") {
    return {
      kind: "mapping",
      entries: node.entries.map(({ key, value }) => ({ key: scalar(yaml11Key(key), "str"), value: asYaml11(value) })),
    };
  }
  const value = yaml11Value(node);
  if (typeof value === "boolean") return scalar(String(value), "bool");
  return typeof value === "string" ? { kind: "scalar", tag: "str", text: value, quoted: true } : node;
}
