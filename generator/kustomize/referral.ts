import { referenceAmbiguous } from "../problems/kustomize-transform-problems.ts";
import type { Fail } from "./field-path.ts";
import type { FieldSpec } from "./field-spec.ts";
import { fieldOf, textOf } from "./fields.ts";
import { originalId, type Resource } from "./resource.ts";
import { describeId, type Gvk, isClusterScoped, isSelectedBy, notANamespace } from "./resource-id.ts";
import type { NameReference } from "./transformer-config.ts";

/** A field that holds a name: whose field, of what type the named object is, and where to look for it. */
export interface Reference {
  readonly referrer: Resource;
  readonly target: NameReference;
  readonly spec: FieldSpec;
  readonly candidates: CandidateIndex;
  /** Namespaces of the service accounts that a RoleBinding names; it may refer into them. */
  readonly namespaces: ReadonlySet<string>;
  readonly fail: Fail;
}

/** The renamed objects by the names that they had, and all objects by the namespace in which they began. */
export class CandidateIndex {
  private readonly byName = new Map<string, Resource[]>();
  private readonly byNamespace = new Map<string, Resource[]>();

  constructor(renamed: readonly Resource[], all: readonly Resource[]) {
    for (const resource of renamed) {
      for (const name of new Set(resource.previousIds.map((id) => id.name))) addTo(this.byName, name, resource);
    }
    for (const resource of all) {
      const namespace = originalId(resource).effectiveNamespace;
      if (namespace !== notANamespace) addTo(this.byNamespace, namespace, resource);
    }
  }

  named(name: string): readonly Resource[] {
    return this.byName.get(name) ?? [];
  }

  begunIn(namespace: string): readonly Resource[] {
    return this.byNamespace.get(namespace) ?? [];
  }
}

function addTo(groups: Map<string, Resource[]>, key: string, resource: Resource): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [resource]);
  else group.push(resource);
}

/**
 * The object that a name means now (`nameref.go: selectReferral`): one that had the name and the type, which the referrer can see,
 * and which went through the same prefixes and suffixes if there are several.
 *
 * @returns undefined when there is none, or when it cannot be told which, which fails
 */
export function selectReferral(
  oldName: string,
  reference: Reference,
  isMeant: (candidate: Resource) => boolean,
  isSame: (one: Resource, other: Resource) => boolean,
): Resource | undefined {
  const { referrer, target, candidates } = reference;
  const role = roleReference(reference);
  const found = candidates
    .named(oldName)
    .filter(
      (one) =>
        hadType(one, target) &&
        isMeant(one) &&
        isReachable(one, reference) &&
        (role === undefined || hadType(one, role)) &&
        isInSight(one, referrer),
    );
  if (found.length <= 1) return found[0];
  let alike = found.filter((one) => sharesAffixes(one, referrer, true));
  if (alike.length > 1) alike = alike.filter((one) => sharesAffixes(one, referrer, false));
  const [first] = alike;
  if (first === undefined || alike.every((one) => isSame(first, one))) return first;
  reference.fail(
    referenceAmbiguous(
      oldName,
      alike.map(({ id }) => describeId(id)),
    ),
  );
  return undefined;
}

function hadType(resource: Resource, type: Gvk): boolean {
  return resource.previousIds.some((id) => isSelectedBy(id, type));
}

/** Whether an object can be referred to at all: from its own namespace, from cluster scope, or by a RoleBinding's subjects. */
export function isReachable({ id }: Resource, { referrer, namespaces }: Reference): boolean {
  if (isClusterScoped(referrer.id) || isClusterScoped(id)) return true;
  return id.effectiveNamespace === referrer.id.effectiveNamespace || namespaces.has(id.namespace);
}

function isInSight(candidate: Resource, referrer: Resource): boolean {
  if (isClusterScoped(referrer.id) || isClusterScoped(candidate.id) || candidate.id.kind === "ServiceAccount")
    return true;
  return candidate.id.effectiveNamespace === referrer.id.effectiveNamespace;
}

/** What a roleRef says of its target's type; both fields must be there to count. */
function roleReference({ referrer, spec }: Reference): Gvk | undefined {
  if (!spec.path.endsWith("roleRef/name")) return undefined;
  const roleRef = fieldOf(referrer.body.node, "roleRef");
  const group = fieldOf(roleRef, "apiGroup");
  const kind = fieldOf(roleRef, "kind");
  if (group === undefined || kind === undefined) return undefined;
  return { group: textOf(group), version: "", kind: textOf(kind) };
}

/** Objects that went through the same prefixes and suffixes belong together (`resource.go: PrefixesSuffixesEquals`). */
function sharesAffixes(one: Resource, other: Resource, anyWhenEmpty: boolean): boolean {
  return (
    sameEnding(one.prefixes, other.prefixes, anyWhenEmpty) && sameEnding(one.suffixes, other.suffixes, anyWhenEmpty)
  );
}

function sameEnding(one: readonly string[], other: readonly string[], anyWhenEmpty: boolean): boolean {
  const length = Math.min(one.length, other.length);
  if (length === 0) return anyWhenEmpty || one.length === other.length;
  const ending = one.slice(one.length - length);
  return ending.every((affix, index) => affix === other[other.length - length + index]);
}
