import type { Node, SequenceNode } from "../yaml/node.ts";
import { printManifest } from "../yaml/print-manifest.ts";
import { resolvePlain } from "../yaml/resolve-scalar.ts";
import { type Fail, isIndex, isListSelector, parseListSelector } from "./field-path.ts";
import { fieldOf, isNull, kindName, mapping, newText, scalar, sequence, withField } from "./fields.ts";
import { type GoRegExp, goRegExp } from "./go-regexp.ts";

/** What to make of a path that is not there; the kind of the value that will be written at its end. */
type MadeKind = Node["kind"];

interface Matching {
  readonly made: MadeKind | undefined;
  readonly set: (node: Node) => Node;
  readonly fail: Fail;
  found: number;
}

/**
 * Changes every value that a replacement's target path matches (`kyaml/yaml/match.go: PathMatcher`): `*` is every item, a
 * number is an item, and `[name=x]` is every item whose name, as YAML, matches the unanchored regular expression `x`.
 *
 * @param made the kind of value to make when the path leads nowhere; undefined to leave it
 * @returns the changed tree, and how many values were found
 */
export function editMatching(
  node: Node,
  path: readonly string[],
  made: MadeKind | undefined,
  set: (node: Node) => Node,
  fail: Fail,
): { readonly node: Node; readonly found: number } {
  const matching: Matching = { made, set, fail, found: 0 };
  return { node: edit(node, path, matching), found: matching.found };
}

function edit(node: Node, path: readonly string[], matching: Matching): Node {
  const [part, ...rest] = path;
  if (part === undefined) {
    matching.found += 1;
    return matching.set(node);
  }
  if (isIndex(part)) return inList(node, part, matching, (list) => editIndex(list, Number(part), rest, matching));
  if (isListSelector(part)) return inList(node, part, matching, (list) => editSelected(list, part, rest, matching));
  if (part === "*") {
    return inList(node, part, matching, (list) => sequence(list.items.map((item) => edit(item, rest, matching))));
  }
  return editField(node, part, rest, matching);
}

function inList(node: Node, part: string, matching: Matching, change: (list: SequenceNode) => Node): Node {
  if (node.kind === "sequence") return change(node);
  if (isNull(node)) return change(sequence());
  matching.fail(`\`${part}\` needs a list but there is ${kindName(node)}`);
  return node;
}

function editField(node: Node, name: string, rest: readonly string[], matching: Matching): Node {
  if (isNull(node)) {
    // Kustomize makes the field in the null, which still prints as null.
    if (matching.made !== undefined) matching.found += 1;
    return node;
  }
  if (node.kind !== "mapping") {
    matching.fail(`\`${name}\` needs a mapping but there is ${kindName(node)}`);
    return node;
  }
  const found = fieldOf(node, name);
  if (found !== undefined) return withField(node, name, edit(found, rest, matching));
  if (matching.made === undefined) return node;
  return withField(node, name, edit(empty(kindFor(rest[0], matching.made)), rest, matching));
}

function editIndex(list: SequenceNode, index: number, rest: readonly string[], matching: Matching): Node {
  const { items } = list;
  const appended = items.length === index && matching.made !== undefined;
  const item = appended ? empty(kindFor(rest[0], matching.made as MadeKind)) : items[index];
  if (item === undefined) {
    matching.fail(`index ${index} specified but only ${items.length} elements found`);
    return list;
  }
  const changed = edit(item, rest, matching);
  return { kind: "sequence", items: appended ? [...items, changed] : items.with(index, changed) };
}

function editSelected(list: SequenceNode, part: string, rest: readonly string[], matching: Matching): Node {
  const selector = parseListSelector(part);
  const pattern = selector === undefined ? undefined : goRegExp(selector.value);
  if (selector === undefined || pattern === undefined) {
    matching.fail(`\`${part}\` must have the form [field=regular expression]`);
    return list;
  }
  const { field, value } = selector;
  const before = matching.found;
  // A list of scalars ends the path.
  const after = field === "" ? [] : rest;
  const items = list.items.map((item) => (selects(item, field, pattern) ? edit(item, after, matching) : item));
  if (matching.found > before || matching.made === undefined) return { kind: "sequence", items };
  const added: Node = field === "" ? scalar(value) : mapping({ [field]: newText(value) });
  if (!selects(added, field, pattern)) {
    matching.fail(`an item made for \`${part}\` would not match it`);
    return list;
  }
  return { kind: "sequence", items: [...list.items, edit(added, after, matching)] };
}

function selects(item: Node, field: string, pattern: GoRegExp): boolean {
  const value = field === "" ? item : fieldOf(item, field);
  return value !== undefined && pattern.test(asYaml(value));
}

/** The text that kustomize matches against: the value as YAML, quotes included. */
function asYaml(node: Node): string {
  if (node.kind !== "scalar") {
    const printed = printManifest(node);
    return printed.ok ? printed.value.trim() : "";
  }
  const needsQuotes = node.tag === "str" && resolvePlain(node.text) !== "str";
  return node.quoted || needsQuotes ? `"${node.text}"` : node.text;
}

function kindFor(next: string | undefined, last: MadeKind): MadeKind {
  if (next === undefined) return last;
  return isListSelector(next) || isIndex(next) ? "sequence" : "mapping";
}

function empty(kind: MadeKind): Node {
  return kind === "scalar" ? scalar("") : kind === "mapping" ? mapping() : sequence();
}
