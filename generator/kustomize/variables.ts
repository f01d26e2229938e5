import {
  varAmbiguous,
  varFieldNotFound,
  varRepeated,
  varTargetNotFound,
  varValueUnusable,
} from "../problems/kustomize-transform-problems.ts";
import type { Node, ScalarNode } from "../yaml/node.ts";
import { toValue } from "../yaml/node-value.ts";
import type { BuildContext } from "./build-context.ts";
import { lookUp, splitFieldPath } from "./field-path.ts";
import { editFieldSpec, type FieldSpec } from "./field-spec.ts";
import { isNull, scalar } from "./fields.ts";
import type { Kustomization, VarRule } from "./kustomization.ts";
import { nearestOf } from "./nearest.ts";
import { type Entry, entryAt } from "./report.ts";
import { hasAnyId, type Resource, withNode } from "./resource.ts";
import { describeId, parseApiVersion, type ResourceId, sameType } from "./resource-id.ts";
import { failFor } from "./transformers/change-objects.ts";

/** A var of some kustomization of the build, and the entry that defines it. */
export interface Variable {
  readonly name: string;
  readonly rule: VarRule;
  readonly entry: Entry;
}

/**
 * Marks the objects that a kustomization's vars read from; objects that are not there yet are no problem yet
 * (`api/internal/accumulator/resaccumulator.go: MergeVars`).
 */
export function markVariables(
  resources: readonly Resource[],
  kustomization: Kustomization,
  context: BuildContext,
): { resources: readonly Resource[]; variables: readonly Variable[] } {
  let marked = resources;
  const variables = kustomization.vars.map((rule, index): Variable => {
    return { name: rule.name ?? "", rule, entry: entryAt(kustomization.entry, "vars", index) };
  });
  for (const variable of variables) {
    const isMeant = idMatcher(variable.rule);
    const found = marked.filter((resource) => hasAnyId(resource, isMeant));
    if (found.length > 1) {
      const ids = found.map(({ id }) => describeId(id));
      context.problems.report(varAmbiguous(variable.name, ids), variable.entry);
    }
    const [target] = found;
    if (target === undefined) continue;
    const withVariable = { ...target, variables: [...target.variables, variable.name] };
    marked = marked.map((resource) => (resource === target ? withVariable : resource));
  }
  return { resources: marked, variables };
}

/** Without a namespace a var means an object of any namespace; with one it never means a cluster-scoped object. */
function idMatcher({ objref = {} }: VarRule): (id: ResourceId) => boolean {
  const { apiVersion = "", kind = "", name = "", namespace = "" } = objref;
  const written = { group: objref.group ?? "", version: objref.version ?? "", kind };
  const gvk = apiVersion === "" ? written : { ...written, ...versionOf(apiVersion) };
  return (id) => sameType(id, gvk) && id.name === name && (namespace === "" || id.effectiveNamespace === namespace);
}

/** `v1` says nothing about the group. */
function versionOf(apiVersion: string): { group?: string; version: string } {
  return apiVersion.includes("/") ? parseApiVersion(apiVersion) : { version: apiVersion };
}

/** The vars of two kustomizations together; one name may be there once. */
export function mergeVariables(
  variables: readonly Variable[],
  added: readonly Variable[],
  context: BuildContext,
): readonly Variable[] {
  const names = new Set(variables.map(({ name }) => name));
  for (const { name, entry } of added) {
    if (names.has(name)) context.problems.report(varRepeated(name), entry);
    names.add(name);
  }
  return [...variables, ...added];
}

/** What a var stands for: a scalar whose type counts when it is the whole of a text. Undefined when it cannot be written. */
type Values = ReadonlyMap<string, ScalarNode | undefined>;

/** Replaces `$(NAME)` at the fields that may hold vars (`resaccumulator.go: ResolveVars`). */
export function resolveVariables(
  resources: readonly Resource[],
  variables: readonly Variable[],
  specs: readonly FieldSpec[],
  context: BuildContext,
): readonly Resource[] {
  if (variables.length === 0) return resources;
  const values: Values = new Map(variables.map((one) => [one.name, variableValue(one, resources, context)]));
  const used = new Set<string>();
  const entry = (variables[0] as Variable).entry;
  const resolved = resources.map((resource) => {
    const fail = failFor(resource, "vars", { entry, context });
    const set = (node: Node): Node => setVariables(node, values, used, fail);
    let changed = resource;
    for (const spec of specs) {
      if (changed.body.mayContain?.("$") === false) break;
      const node = editFieldSpec(changed.body.node, changed.id, spec, undefined, set, fail);
      if (node !== undefined) changed = withNode(changed, node, context.schemas.clusterScope);
    }
    return changed;
  });
  const unused = [...values.keys()].filter((name) => !used.has(name));
  if (unused.length > 0) context.warn(`well-defined vars that were never replaced: ${unused.join(",")}`);
  return resolved;
}

function variableValue(
  variable: Variable,
  resources: readonly Resource[],
  context: BuildContext,
): ScalarNode | undefined {
  const { name, rule, entry } = variable;
  const { report } = context.problems;
  const source = resources.find((resource) => resource.variables.includes(name));
  if (source === undefined) {
    const kinds = resources.filter(({ id }) => id.kind === rule.objref?.kind).map(({ id }) => id.name);
    report(varTargetNotFound(name, nearestOf(rule.objref?.name ?? "", kinds, 3)), entry);
    return undefined;
  }
  const path = rule.fieldref?.fieldPath || "metadata.name";
  // `ports[0]` is an index like `ports.0`.
  const parts = splitFieldPath(path).flatMap((part) => {
    const [, field = "", index] = /^(.*)\[(\d+)\]$/.exec(part) ?? [];
    return index === undefined ? [part] : field === "" ? [index] : [field, index];
  });
  const value = lookUp(source.body.node, parts, () => {});
  if (value === undefined) {
    report(varFieldNotFound(name, path, describeId(source.id)), entry);
    return undefined;
  }
  if (value.kind !== "scalar") context.warn(varValueUnusable(name, path));
  return value.kind === "scalar" ? typed(value) : undefined;
}

/** The value as Go holds it: integers, floats and booleans by their tag, everything else is its text. */
function typed(value: ScalarNode): ScalarNode {
  if (value.tag === "int" || value.tag === "float" || value.tag === "bool") {
    return scalar(String(toValue({ ...value })), value.tag);
  }
  return scalar(value.text, "str");
}

function setVariables(node: Node, values: Values, used: Set<string>, fail: (reason: string) => void): Node {
  if (isNull(node)) return node;
  if (node.kind === "scalar") return isText(node) ? replaced(node, values, used) : node;
  if (node.kind === "mapping") {
    const bad = node.entries.find(({ key }) => !isText(key));
    if (bad !== undefined) fail(`the key ${bad.key.text} is no string`);
    const entries = node.entries.map((entry) => {
      const value = isText(entry.value) ? replaced(entry.value as ScalarNode, values, used) : entry.value;
      return value === entry.value ? entry : { key: entry.key, value };
    });
    return entries.every((entry, index) => entry === node.entries[index]) ? node : { kind: "mapping", entries };
  }
  if (node.items.some((item) => !isText(item))) {
    fail("a list that may hold vars has an item that is no string");
    return node;
  }
  const items = node.items.map((item) => replaced(item as ScalarNode, values, used));
  return items.every((item, index) => item === node.items[index]) ? node : { kind: "sequence", items };
}

function isText(node: Node): boolean {
  return node.kind === "scalar" && (node.tag === "str" || node.tag === "none");
}

const reference = /\$(\$|\(([^)]*)\)|[\s\S])?/g;
/** Behind the last bracket, which nothing needs to look for again at each variable that begins there. */
const unclosed = /\$([\s\S])?/g;

/** A text that is nothing but one var takes the type of its value; `$$` is a dollar sign (`api/filters/refvar/expand.go`). */
function replaced(node: ScalarNode, values: Values, used: Set<string>): ScalarNode {
  // A value that a transformer made has no type until somebody looks for vars in it.
  if (!node.text.includes("$")) return node.tag === "none" ? scalar(node.text, "str") : node;
  const whole = /^\$\(([^)]*)\)$/.exec(node.text)?.[1];
  if (whole !== undefined && values.get(whole) !== undefined) {
    used.add(whole);
    return values.get(whole) as ScalarNode;
  }
  const expand = (match: string, next?: string, name?: string): string => {
    if (next === "$") return "$";
    const value = name === undefined ? undefined : values.get(name);
    if (value === undefined) return match;
    used.add(name as string);
    return value.text;
  };
  const closed = node.text.lastIndexOf(")") + 1;
  const text =
    node.text.slice(0, closed).replace(reference, expand) +
    node.text.slice(closed).replace(unclosed, (match, next?: string) => expand(match, next));
  return text === node.text && node.tag === "str" ? node : scalar(text, "str");
}
