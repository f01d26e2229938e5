import { namespaceConflict } from "../../problems/kustomize-transform-problems.ts";
import type { MappingNode, Node } from "../../yaml/node.ts";
import type { Fail } from "../field-path.ts";
import type { FieldSpec } from "../field-spec.ts";
import { fieldOf, isMissingOrNull, isNilOrEmpty, kindName, mapItems, scalar, textOf, withField } from "../fields.ts";
import { entryAt } from "../report.ts";
import { type Resource, withIdRemembered } from "../resource.ts";
import { describeId, isClusterScoped } from "../resource-id.ts";
import type { Asked, Transformer, TransformerStep } from "../transformer.ts";
import { changeAtSpecs, changeObject, failFor } from "./change-objects.ts";

/** Which subjects of (cluster) role bindings get the namespace. */
export type SubjectMode = "defaultOnly" | "allServiceAccounts" | "none";

interface NamespaceOptions {
  readonly namespace: string;
  readonly specs: readonly FieldSpec[];
  /** Leave namespaces that are set. */
  readonly unsetOnly: boolean;
  readonly subjects: SubjectMode;
}

/** One transformer for `namespace`. */
export function namespaceTransformers(step: TransformerStep): readonly Transformer[] {
  const { kustomization, config, context } = step;
  const { namespace, entry } = kustomization;
  if (namespace === "") return [];
  const options: NamespaceOptions = { namespace, specs: config.namespace, unsetOnly: false, subjects: "defaultOnly" };
  return [namespaceTransformer(options, { entry: entryAt(entry, "namespace"), context })];
}

/**
 * Puts every namespaced object into the namespace, renames Namespaces, and points default subjects of role bindings to it
 * (`api/filters/namespace/namespace.go`). Afterwards no two objects may have one id.
 */
export function namespaceTransformer(options: NamespaceOptions, asked: Asked): Transformer {
  const transform = (resources: readonly Resource[]): readonly Resource[] => {
    const moved = resources.map((resource) => setNamespace(withIdRemembered(resource), options, asked));
    reportConflicts(moved, options.namespace, asked);
    return moved;
  };
  return { kind: "NamespaceTransformer", transform };
}

/** Sets the namespace in one object. */
export function setNamespace(resource: Resource, options: NamespaceOptions, asked: Asked): Resource {
  const fail = failFor(resource, "namespace", asked);
  const set = namespaceSetter(options, fail);
  let changed = resource;
  if (!isClusterScoped(resource.id)) changed = changeAtSpecs(changed, [metadataNamespace], "scalar", set, asked, fail);
  const isBinding = /^(?:Cluster)?RoleBinding$/.test(resource.id.kind);
  if (isBinding && options.subjects !== "none") {
    changed = changeObject(changed, setSubjects(changed.body.node, options.subjects, set, fail), asked);
  }
  const isV1 = resource.id.group === "" && resource.id.version === "v1";
  const specs = options.specs.filter(
    ({ path, kind }) =>
      path !== "metadata/namespace" &&
      (isV1 || path !== "metadata/name") &&
      !(isBinding && path === "subjects/namespace" && /^(?:Cluster)?RoleBinding$/.test(kind)),
  );
  return changeAtSpecs(changed, specs, "scalar", set, asked, fail);
}

const metadataNamespace: FieldSpec = { group: "", version: "", kind: "", path: "metadata/namespace", create: true };

function namespaceSetter({ namespace, unsetOnly }: NamespaceOptions, fail: Fail): (node: Node) => Node {
  return (node) => {
    if (unsetOnly && !isNilOrEmpty(node) && textOf(node) !== "") return node;
    if (node.kind === "scalar") return node.tag === "str" && node.text === namespace ? node : scalar(namespace, "str");
    fail(`expected a text but found ${kindName(node)}`);
    return node;
  };
}

function setSubjects(node: MappingNode, mode: SubjectMode, set: (node: Node) => Node, fail: Fail): MappingNode {
  const subjects = fieldOf(node, "subjects");
  if (isMissingOrNull(subjects)) return node;
  if (subjects?.kind !== "sequence") {
    fail("`subjects` is no list");
    return node;
  }
  const changed = mapItems(subjects, (subject) => {
    const [field, wanted] = mode === "defaultOnly" ? ["name", "default"] : ["kind", "ServiceAccount"];
    if (subject.kind !== "mapping" || textOf(fieldOf(subject, field)) !== wanted) return subject;
    return withField(subject, "namespace", set(fieldOf(subject, "namespace") ?? scalar("")));
  });
  return withField(node, "subjects", changed);
}

function reportConflicts(resources: readonly Resource[], namespace: string, asked: Asked): void {
  const seen = new Set<string>();
  for (const { id } of resources) {
    if (seen.has(id.key)) asked.context.problems.report(namespaceConflict(namespace, describeId(id)), asked.entry);
    seen.add(id.key);
  }
}
