import { LazyEntry } from "../yaml/lazy-entry.ts";
import type { MappingNode, Node } from "../yaml/node.ts";
import { type Fail, isIndex, isListSelector, splitPath } from "./field-path.ts";
import { fieldOf, isMissingOrNull, isNull, mapItems, mapping, scalar, sequence, withField } from "./fields.ts";
import { type Gvk, isSelectedBy } from "./resource-id.ts";

/** Where in which types a transformer works (`api/types/fieldspec.go`). An empty group, version or kind is any. */
export interface FieldSpec extends Gvk {
  readonly path: string;
  /** Make what is missing on the way, if the transformer knows what to make. */
  readonly create: boolean;
}

/** What to make at the end of a path that may be created. */
export type Created = "scalar" | "mapping";

const splitPaths = new Map<string, readonly string[]>();

/** The elements of a field spec's path, split once per process. */
function fieldSpecPath(path: string): readonly string[] {
  let parts = splitPaths.get(path);
  if (parts === undefined) {
    parts = splitPath(path, "/");
    splitPaths.set(path, parts);
  }
  return parts;
}

/**
 * Applies `set` to every value that the spec's path reaches: a list on the way means each of its items, a trailing `[]` is
 * only a hint, and null or missing stops silently unless it may be created (`api/filters/fieldspec/fieldspec.go`).
 *
 * @returns the object with the values replaced; undefined when the spec is for another type or nothing changed
 */
export function editFieldSpec(
  object: MappingNode,
  gvk: Gvk,
  spec: FieldSpec,
  created: Created | undefined,
  set: (node: Node) => Node,
  fail: Fail,
): MappingNode | undefined {
  if (!isSelectedBy(gvk, spec)) return undefined;
  const path = fieldSpecPath(spec.path);
  const mayCreate = spec.create ? created : undefined;
  const edited = editAt(object, { path, created: mayCreate, set, fail }, 0) as MappingNode;
  return edited === object ? undefined : edited;
}

interface Edit {
  readonly path: readonly string[];
  readonly created: Created | undefined;
  readonly set: (node: Node) => Node;
  readonly fail: Fail;
}

function editAt(node: Node, edit: Edit, depth: number): Node {
  if (depth === edit.path.length) return edit.set(node);
  if (isNull(node)) return node;
  if (node.kind === "mapping") return editField(node, edit, depth);
  if (node.kind === "sequence") return mapItems(node, (item) => editAt(item, edit, depth));
  edit.fail("expected a list or a mapping on the way but found a scalar");
  return node;
}

function editField(node: MappingNode, edit: Edit, depth: number): Node {
  const part = edit.path[depth] as string;
  const isList = part.endsWith("[]");
  const name = (isList ? part.slice(0, -2) : part).trim();
  if (name === "" || name === "-" || name === "*" || isIndex(name) || isListSelector(name)) {
    edit.fail(`\`${part}\` cannot name a field here`);
    return node;
  }
  if (isCertainlyAbsent(node, name, edit.path, depth + 1)) return node;
  const made = isList ? "sequence" : depth + 1 === edit.path.length ? edit.created : edit.created && "mapping";
  const found = fieldOf(node, name);
  if (isMissingOrNull(found)) {
    if (made === undefined || (found === undefined && isList)) {
      return found === undefined || depth + 1 < edit.path.length ? node : withField(node, name, edit.set(found));
    }
    return withField(node, name, editAt(empty(made), edit, depth + 1));
  }
  return withField(node, name, editAt(found as Node, edit, depth + 1));
}

/**
 * Whether the rest of a path leads nowhere in a value that has not been looked at: every element of it would have to stand in the
 * value's text as it is written.
 */
function isCertainlyAbsent(node: MappingNode, name: string, path: readonly string[], depth: number): boolean {
  const entry = node.entries.find((one) => one.key.text === name);
  const text = entry && LazyEntry.textOf(entry);
  return text !== undefined && path.slice(depth).some((part) => !text.includes(part.replace(/\[\]$/, "")));
}

function empty(kind: Created | "sequence"): Node {
  return kind === "scalar" ? scalar("") : kind === "mapping" ? mapping() : sequence();
}

/**
 * Adds a spec, unless an old one has the same path and a type that the new one covers: a general spec is dropped when a
 * special one is there, a special one is appended to a general one (`api/types/fieldspec.go: MergeOne`).
 */
export function mergeFieldSpec(specs: readonly FieldSpec[], added: FieldSpec, fail: Fail): readonly FieldSpec[] {
  const same = specs.find((spec) => spec.path === added.path && isSelectedBy(spec, added));
  if (same === undefined) return [...specs, added];
  if (same.create !== added.create) fail(`two field specs for ${added.path} disagree about \`create\``);
  return specs;
}

export function mergeFieldSpecs(
  specs: readonly FieldSpec[],
  added: readonly FieldSpec[],
  fail: Fail,
): readonly FieldSpec[] {
  return added.reduce((merged, spec) => mergeFieldSpec(merged, spec, fail), specs);
}
