import { subjectNamespaceBlank, transformationFailed } from "../problems/kustomize-transform-problems.ts";
import type { MappingNode, Node, ScalarNode } from "../yaml/node.ts";
import type { BuildContext } from "./build-context.ts";
import type { Fail } from "./field-path.ts";
import { editFieldSpec, type FieldSpec } from "./field-spec.ts";
import { fieldOf, isNull, mapItems, newText, textOf, withField, withText } from "./fields.ts";
import { CandidateIndex, isReachable, type Reference, selectReferral } from "./referral.ts";
import { originalId, type Resource, withNode } from "./resource.ts";
import { describeId, type Gvk, isSelectedBy } from "./resource-id.ts";
import type { NameReference } from "./transformer-config.ts";

/**
 * Gives every field that holds the name of another object that object's current name
 * (`api/filters/nameref/nameref.go`). Only objects that were renamed, or moved, are looked for; but a path that does not fit an
 * object is a problem even when there are none.
 */
export function fixNameReferences(
  resources: readonly Resource[],
  references: readonly NameReference[],
  context: BuildContext,
): readonly Resource[] {
  for (const resource of resources) checkAccountNamespaces(resource, context);
  const renamed = resources.filter(({ previousIds }) => previousIds.length > 0);
  const specsByKind = groupByKind(references);
  const candidates = new CandidateIndex(renamed, resources);
  return resources.map((resource) => {
    const kind = originalId(resource).kind;
    const specs = [...(specsByKind.get(kind) ?? []), ...(specsByKind.get("") ?? [])];
    return specs.length === 0 ? resource : fixReferences(resource, inConfigOrder(specs), candidates, context);
  });
}

interface ReferrerSpec {
  readonly order: number;
  readonly spec: FieldSpec;
  readonly target: NameReference;
}

function groupByKind(targets: readonly NameReference[]): ReadonlyMap<string, readonly ReferrerSpec[]> {
  const groups = new Map<string, ReferrerSpec[]>();
  let order = 0;
  for (const target of targets) {
    for (const spec of target.referrers) {
      const group = groups.get(spec.kind);
      const referrer = { order: order++, spec, target };
      if (group === undefined) groups.set(spec.kind, [referrer]);
      else group.push(referrer);
    }
  }
  return groups;
}

function inConfigOrder(specs: readonly ReferrerSpec[]): readonly ReferrerSpec[] {
  return specs.every((one, index) => index === 0 || one.order > (specs[index - 1] as ReferrerSpec).order)
    ? specs
    : [...specs].sort((a, b) => a.order - b.order);
}

function fixReferences(
  referrer: Resource,
  specs: readonly ReferrerSpec[],
  candidates: CandidateIndex,
  context: BuildContext,
): Resource {
  const original = originalId(referrer);
  const namespaces = accountNamespaces(referrer);
  let changed = referrer;
  for (const { spec, target } of specs) {
    if (!isSelectedBy(original, spec)) continue;
    const fail: Fail = (reason) =>
      context.problems.report(
        transformationFailed(`the reference ${spec.path}`, describeId(referrer.id), reason),
        referrer.addedBy,
      );
    const reference = { referrer: changed, target, spec, candidates, namespaces, fail };
    // The spec selected the original id, so the current type does not count any more.
    const node = editFieldSpec(
      changed.body.node,
      changed.id,
      { ...spec, ...typeOf(changed) },
      undefined,
      (value) => setReference(value, reference),
      fail,
    );
    if (node !== undefined) changed = withNode(changed, node, context.schemas.clusterScope);
  }
  return changed;
}

function typeOf({ id: { group, version, kind } }: Resource): Gvk {
  return { group, version, kind };
}

function setReference(node: Node, reference: Reference): Node {
  if (isNull(node)) return node;
  if (node.kind === "scalar") return setScalar(node, reference);
  if (node.kind === "mapping") return setMapping(node, reference);
  return mapItems(node, (item) => {
    if (isNull(item)) return item;
    if (item.kind === "scalar") return setScalar(item, reference);
    if (item.kind === "mapping") return setMapping(item, reference);
    reference.fail("expected a text or a mapping in the list");
    return item;
  });
}

function setScalar(node: ScalarNode, reference: Reference): Node {
  const found = selectReferral(node.text, reference, () => true, sameName);
  return found === undefined ? node : withText(node, found.id.name);
}

/** A mapping names its object by `name`, and by `namespace` when it has one. */
function setMapping(node: MappingNode, reference: Reference): Node {
  const name = fieldOf(node, "name");
  if (name === undefined) {
    reference.fail("there is no `name` in the mapping");
    return node;
  }
  const found = selectReferral(textOf(name), reference, inNamespace(node, reference), sameNameAndNamespace);
  if (found === undefined) return node;
  const { id } = found;
  if (id.name === textOf(name) && id.namespace === "") return node;
  const named = withField(node, "name", name.kind === "scalar" ? withText(name, id.name) : newText(id.name));
  if (id.namespace === "") return named;
  const namespace = fieldOf(named, "namespace");
  const value = namespace?.kind === "scalar" ? withText(namespace, id.namespace) : newText(id.namespace);
  return withField(named, "namespace", value);
}

/** Objects that were in that namespace at first, or if no object at all was, those that are in it now. */
function inNamespace(node: MappingNode, reference: Reference): (candidate: Resource) => boolean {
  const namespace = fieldOf(node, "namespace");
  if (namespace === undefined) return () => true;
  const text = textOf(namespace);
  const wasThere = (candidate: Resource): boolean => originalId(candidate).effectiveNamespace === text;
  const any = reference.candidates.begunIn(text).some((one) => isReachable(one, reference));
  return any ? wasThere : (candidate) => candidate.id.effectiveNamespace === text;
}

function sameName(one: Resource, other: Resource): boolean {
  return one.id.name === other.id.name;
}

function sameNameAndNamespace(one: Resource, other: Resource): boolean {
  return one.id.name === other.id.name && one.id.namespace === other.id.namespace;
}

function accountNamespaces(referrer: Resource): ReadonlySet<string> {
  return new Set(accountNamespaceNodes(referrer).map(textOf));
}

/** The namespaces that the service accounts among a RoleBinding's subjects say. */
function accountNamespaceNodes({ id, body }: Resource): readonly Node[] {
  const subjects = id.kind === "RoleBinding" ? fieldOf(body.node, "subjects") : undefined;
  if (subjects?.kind !== "sequence") return [];
  const accounts = subjects.items.filter((subject) => textOf(fieldOf(subject, "kind")) === "ServiceAccount");
  return accounts.flatMap((account) => fieldOf(account, "namespace") ?? []);
}

/** Kustomize refuses a blank namespace of a service account, whether or not it matters. */
function checkAccountNamespaces(resource: Resource, context: BuildContext): void {
  const isText = (node: Node): boolean => node.kind === "scalar" && node.tag === "str";
  if (accountNamespaceNodes(resource).every(isText)) return;
  context.problems.report(subjectNamespaceBlank(describeId(resource.id)), resource.addedBy);
}
