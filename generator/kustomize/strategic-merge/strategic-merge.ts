import { LazyEntry } from "../../yaml/lazy-entry.ts";
import type { Entry, MappingNode, Node, SequenceNode } from "../../yaml/node.ts";
import type { Fail } from "../field-path.ts";
import { fieldOf, isMissingOrNull, isNull, kindName, quotedText, scalar, withField, withoutField } from "../fields.ts";
import { mergeAssociativeList } from "./associative-list.ts";
import { takeListDirective, takeMappingDirective } from "./patch-directive.ts";
import type { Schema, SchemaRegistry } from "./schema-registry.ts";

/** What every level of one merge needs. */
export interface Merge {
  readonly schemas: SchemaRegistry;
  readonly fail: Fail;
}

/**
 * Merges a strategic merge patch into an object (`kyaml/yaml/merge2/merge2.go` on `kyaml/yaml/walk`). Mappings merge field
 * by field; a null removes; lists merge by the keys that the schema names and are replaced otherwise.
 *
 * @returns undefined when the patch deletes the object
 */
export function strategicMerge(target: MappingNode, patch: Node, merge: Merge): Node | undefined {
  return mergeNodes(target, patch, undefined, merge);
}

/**
 * Merges two values, each of which may be missing. A value that only the patch has is merged with itself, which processes
 * the directives and nulls inside it. Undefined and null mean that the value goes.
 */
export function mergeNodes(
  target: Node | undefined,
  patch: Node | undefined,
  inherited: Schema | undefined,
  merge: Merge,
): Node | undefined {
  const present = isMissingOrNull(target) ? patch : target;
  const kind = isMissingOrNull(present) ? "mapping" : (present as Node).kind;
  for (const one of [target, patch]) {
    if (one !== undefined && !isNull(one) && one.kind !== kind) {
      merge.fail(`there is ${kindName(present as Node)} to merge with ${kindName(patch as Node)}`);
      return target;
    }
  }
  const { schemas } = merge;
  const schema = inherited ?? schemas.schemaOfObject(target) ?? schemas.schemaOfObject(patch);
  if (kind === "scalar") return patch ?? target;
  if (kind === "mapping") return mergeMappings(target, patch, schema, merge);
  return mergeLists(target, patch, schema, merge);
}

function mergeMappings(
  target: Node | undefined,
  patch: Node | undefined,
  schema: Schema | undefined,
  merge: Merge,
): Node | undefined {
  if (isNull(patch)) return undefined;
  if (patch?.kind !== "mapping")
    return target?.kind === "mapping" ? mergeFields(target, undefined, schema, merge) : undefined;
  const { directive, patch: rest } = takeMappingDirective(patch, merge.fail);
  if (directive === "delete") return undefined;
  const keepsTarget = target?.kind === "mapping" && target !== patch && directive === "merge";
  return mergeFields(keepsTarget ? (target as MappingNode) : rest, rest, schema, merge);
}

/** Every field of either side, those of the patch that are new in the order of their names. */
function mergeFields(
  target: MappingNode,
  patch: MappingNode | undefined,
  schema: Schema | undefined,
  merge: Merge,
): MappingNode {
  let result = target;
  for (const name of fieldNames(target, patch)) {
    const entry = target.entries.find(({ key }) => key.text === name);
    const change = fieldOf(patch, name);
    const inherited = merge.schemas.fieldOf(schema, name);
    if (change === undefined && entry !== undefined && inherited === undefined && staysUnread(entry)) continue;
    const old = entry?.value;
    // An explicit `null` or `~` of the target stays when the patch says nothing; an empty value does not.
    if (change === undefined && old?.kind === "scalar" && (old.tag !== "null" || old.text !== "")) continue;
    const merged = mergeNodes(old, change, inherited, merge);
    if (merged === undefined || isNull(merged)) result = withoutField(result, name);
    else if (old === undefined) result = withEntry(result, patch, name, merged);
    else result = withField(result, name, inStyleOf(old, merged));
  }
  return result;
}

/**
 * Whether a large value is certainly left as it is by a patch that says nothing of it, by its printed text: only empty values would go,
 * which print as null, and only an object of its own would have a schema by which its lists merge.
 */
function staysUnread(entry: Entry): boolean {
  const text = LazyEntry.textOf(entry);
  return text !== undefined && !text.includes(": null\n") && !text.includes("apiVersion: ");
}

/** A field that only the patch has comes with its key, quotes and all. */
function withEntry(target: MappingNode, patch: MappingNode | undefined, name: string, value: Node): MappingNode {
  const key = patch?.entries.find((entry) => entry.key.text === name)?.key ?? scalar(name);
  return { kind: "mapping", entries: [...target.entries, { key, value }] };
}

function fieldNames(target: MappingNode, patch: MappingNode | undefined): readonly string[] {
  const names = new Set(target.entries.map(({ key }) => key.text));
  for (const { key } of patch?.entries ?? []) names.add(key.text);
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * A scalar takes the quotes of the one it replaces, so that over a quoted text everything becomes a string, or loses its
 * own (`kyaml/yaml/fns.go: FieldSetter`).
 */
function inStyleOf(old: Node | undefined, value: Node): Node {
  if (old?.kind !== "scalar" || value.kind !== "scalar" || old === value) return value;
  if (old.quoted === value.quoted) return value;
  return old.quoted ? quotedText(value.text) : scalar(value.text, value.tag);
}

function mergeLists(
  target: Node | undefined,
  patch: Node | undefined,
  schema: Schema | undefined,
  merge: Merge,
): Node | undefined {
  if (schema?.kind !== "list") return patch ?? target;
  if (isNull(patch) && !isMissingOrNull(target)) return undefined;
  if (isMissingOrNull(target) || target === patch) {
    if (patch?.kind !== "sequence") return undefined;
    const own = target === patch ? takeListDirective(patch, merge.fail) : { directive: "merge", patch };
    return own.directive === "delete" ? undefined : mergeAssociativeList(own.patch, own.patch, schema, merge);
  }
  if (patch?.kind !== "sequence") return mergeAssociativeList(target as SequenceNode, undefined, schema, merge);
  const { directive, patch: rest } = takeListDirective(patch, merge.fail);
  if (directive === "delete") return undefined;
  return mergeAssociativeList(directive === "replace" ? rest : (target as SequenceNode), rest, schema, merge);
}
