import type { MappingNode, Node, SequenceNode } from "../yaml/node.ts";
import { fieldOf, kindName, scalar, textOf, withField, withoutField } from "./fields.ts";
import { toJsonNode } from "./json-node.ts";

/** One operation of a JSON 6902 patch. */
export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from: string;
  /** Null when the patch does not say it. */
  readonly value: Node;
}

/** The outcome of a patch: the new object, or why an operation does not apply. */
type Patched = { readonly node: MappingNode } | { readonly reason: string };

/** Reads the operations from a list of mappings; undefined when the value is nothing like it. */
export function readOperations(node: Node): readonly PatchOperation[] | undefined {
  if (node.kind !== "sequence") return undefined;
  const operations: PatchOperation[] = [];
  for (const item of node.items) {
    if (item.kind !== "mapping") return undefined;
    operations.push({
      op: textOf(fieldOf(item, "op")),
      path: textOf(fieldOf(item, "path")),
      from: textOf(fieldOf(item, "from")),
      value: fieldOf(item, "value") ?? scalar("null", "null"),
    });
  }
  return operations;
}

/**
 * Applies a JSON 6902 patch as `gopkg.in/evanphx/json-patch.v4` does: `replace` of a missing member adds it, negative indices
 * count from the end. The object goes through JSON on the way, which makes numbers doubles and dates strings.
 */
export function applyJsonPatch(target: MappingNode, operations: readonly PatchOperation[]): Patched {
  let node: Node = toJsonNode(target);
  for (const operation of operations) {
    const outcome = apply(node, operation);
    if (typeof outcome === "string") return { reason: outcome };
    node = outcome;
  }
  return node.kind === "mapping" ? { node } : { reason: "the patch leaves no object" };
}

function apply(root: Node, operation: PatchOperation): Node | string {
  const { op, path, from } = operation;
  switch (op) {
    case "add":
      return change(root, path, op, (parent, key) => add(parent, key, toJsonNode(operation.value)));
    case "remove":
      return change(root, path, op, remove);
    case "replace":
      return change(root, path, op, (parent, key) => replace(parent, key, toJsonNode(operation.value)));
    case "test":
      return test(root, path, toJsonNode(operation.value));
    case "copy":
    case "move": {
      const value = valueAt(root, from);
      if (value === undefined) return `cannot ${op} from ${from}: there is no such value`;
      const without = op === "move" ? change(root, from, op, remove) : root;
      return typeof without === "string"
        ? without
        : change(without, path, op, (parent, key) => add(parent, key, value));
    }
    default:
      return `there is no operation \`${op}\`; use add, remove, replace, move, copy or test`;
  }
}

type Parent = MappingNode | SequenceNode;

/** Changes the mapping or list that holds what the path leads to. */
function change(
  root: Node,
  path: string,
  op: string,
  edit: (parent: Parent, key: string) => Node | string,
): Node | string {
  const parts = pointerParts(path);
  if (parts === undefined || parts.length === 0) return `cannot ${op} ${path || '""'}: a path starts with a slash`;
  return changeAt(root, parts, 0, path, op, edit);
}

function changeAt(
  node: Node,
  parts: readonly string[],
  depth: number,
  path: string,
  op: string,
  edit: (parent: Parent, key: string) => Node | string,
): Node | string {
  if (node.kind === "scalar") return `cannot ${op} ${path}: ${place(parts, depth)} is a scalar`;
  const key = parts[depth] as string;
  if (depth === parts.length - 1) {
    const outcome = edit(node, key);
    return typeof outcome === "string" ? `cannot ${op} ${path}: ${outcome}` : outcome;
  }
  const child = memberOf(node, key);
  if (child === undefined) return `cannot ${op} ${path}: there is no ${place(parts, depth + 1)}`;
  const changed = changeAt(child, parts, depth + 1, path, op, edit);
  if (typeof changed === "string") return changed;
  if (node.kind === "mapping") return withMember(node, key, changed);
  return { kind: "sequence", items: node.items.with(itemIndex(node, key) as number, changed) };
}

function place(parts: readonly string[], depth: number): string {
  return `/${parts.slice(0, depth).join("/")}`;
}

function pointerParts(path: string): readonly string[] | undefined {
  if (!path.startsWith("/")) return undefined;
  return path
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function memberOf(parent: Node, key: string): Node | undefined {
  if (parent.kind === "mapping") return fieldOf(parent, key);
  if (parent.kind !== "sequence") return undefined;
  const index = itemIndex(parent, key);
  return index === undefined ? undefined : parent.items[index];
}

function itemIndex(list: SequenceNode, key: string): number | undefined {
  if (!/^[+-]?\d+$/.test(key)) return undefined;
  const index = Number(key);
  const fromStart = index < 0 ? index + list.items.length : index;
  return fromStart >= 0 && fromStart < list.items.length ? fromStart : undefined;
}

function valueAt(root: Node, path: string): Node | undefined {
  const parts = pointerParts(path);
  let found: Node | undefined = parts === undefined ? undefined : root;
  for (const part of parts ?? []) found = found === undefined ? undefined : memberOf(found, part);
  return found;
}

function add(parent: Parent, key: string, value: Node): Node | string {
  if (parent.kind === "mapping") return withMember(parent, key, value);
  const { items } = parent;
  if (key === "-") return { kind: "sequence", items: [...items, value] };
  if (!/^[+-]?\d+$/.test(key)) return `\`${key}\` is no index of a list`;
  const index = Number(key);
  // Counted in the list as it will be, so that -1 appends.
  const position = index < 0 ? index + items.length + 1 : index;
  if (position < 0 || position > items.length) return `the index ${key} is outside the list of ${items.length}`;
  return { kind: "sequence", items: items.toSpliced(position, 0, value) };
}

/** The mapping with that member set; in JSON every key is a string. */
function withMember(parent: MappingNode, key: string, value: Node): MappingNode {
  if (fieldOf(parent, key) !== undefined) return withField(parent, key, value);
  return { kind: "mapping", entries: [...parent.entries, { key: scalar(key, "str"), value }] };
}

function remove(parent: Parent, key: string): Node | string {
  if (parent.kind === "mapping") {
    return fieldOf(parent, key) === undefined ? `there is no \`${key}\`` : withoutField(parent, key);
  }
  const index = itemIndex(parent, key);
  if (index === undefined) return `the index ${key} is outside the list of ${parent.items.length}`;
  return { kind: "sequence", items: parent.items.toSpliced(index, 1) };
}

function replace(parent: Parent, key: string, value: Node): Node | string {
  if (parent.kind === "mapping") return withMember(parent, key, value);
  const index = itemIndex(parent, key);
  if (index === undefined) return `the index ${key} is outside the list of ${parent.items.length}`;
  return { kind: "sequence", items: parent.items.with(index, value) };
}

function test(root: Node, path: string, expected: Node): Node | string {
  const actual = path === "" ? root : valueAt(root, path);
  if (actual === undefined) {
    return expected.kind === "scalar" && expected.tag === "null" ? root : `the test of ${path} finds nothing there`;
  }
  if (sameValue(actual, expected)) return root;
  return `the test of ${path} expects ${show(expected)} but finds ${show(actual)}`;
}

function show(node: Node): string {
  return node.kind === "scalar" ? `\`${node.text}\`` : kindName(node);
}

function sameValue(one: Node, other: Node): boolean {
  if (one.kind === "scalar" && other.kind === "scalar") {
    const isNumber = (tag: string): boolean => tag === "int" || tag === "float";
    if (isNumber(one.tag) && isNumber(other.tag)) return Number(one.text) === Number(other.text);
    return one.tag === other.tag && one.text === other.text;
  }
  if (one.kind === "sequence" && other.kind === "sequence") {
    return (
      one.items.length === other.items.length &&
      one.items.every((item, index) => sameValue(item, other.items[index] as Node))
    );
  }
  if (one.kind !== "mapping" || other.kind !== "mapping" || one.entries.length !== other.entries.length) return false;
  return one.entries.every(({ key, value }) => {
    const partner = fieldOf(other, key.text);
    return partner !== undefined && sameValue(value, partner);
  });
}
