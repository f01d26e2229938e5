/** The type of a Kubernetes object: API group (`""` is the core group), version, kind. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What tells one object from another (`kyaml/resid/resid.go`). Ids with equal keys are equal. */
export interface ResourceId extends Gvk {
  readonly name: string;
  /** As the object says it; `""` when it does not. */
  readonly namespace: string;
  /** The namespace used to compare: `default` for none, `_non_namespaceable_` for a cluster-scoped type. */
  readonly effectiveNamespace: string;
  readonly key: string;
}

export const notANamespace = "_non_namespaceable_";

/** `apps/v1` -> group `apps`, version `v1`; `v1` -> the core group. Cut at the first slash. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf("/");
  if (slash < 0) return { group: "", version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function apiVersionOf(gvk: Gvk): string {
  return gvk.group === "" ? gvk.version : `${gvk.group}/${gvk.version}`;
}

/** Makes an id; the scope is of the type, not of the object. */
export function makeResourceId(gvk: Gvk, name: string, namespace: string, clusterScoped: boolean): ResourceId {
  const effectiveNamespace = clusterScoped ? notANamespace : namespace === "" ? "default" : namespace;
  const { group, version, kind } = gvk;
  const key = `${group}|${version}|${kind}|${effectiveNamespace}|${name}`;
  return { group, version, kind, name, namespace, effectiveNamespace, key };
}

export function isClusterScoped(id: ResourceId): boolean {
  return id.effectiveNamespace === notANamespace;
}

export function sameType(one: Gvk, other: Gvk): boolean {
  return one.kind === other.kind && one.version === other.version && one.group === other.group;
}

/** Whether a type fits a pattern, of which an empty field stands for anything (`kyaml/resid/gvk.go: IsSelected`). */
export function isSelectedBy(gvk: Gvk, pattern: Gvk): boolean {
  return (
    (pattern.kind === "" || pattern.kind === gvk.kind) &&
    (pattern.group === "" || pattern.group === gvk.group) &&
    (pattern.version === "" || pattern.version === gvk.version)
  );
}

/** How kustomize writes an id: `Deployment.v1.apps/web.[noNs]`. */
export function formatId(id: ResourceId): string {
  return `${formatGvk(id)}/${id.name || "[noName]"}.${id.namespace || "[noNs]"}`;
}

export function formatGvk(gvk: Gvk): string {
  return `${gvk.kind || "[noKind]"}.${gvk.version || "[noVer]"}.${gvk.group || "[noGrp]"}`;
}

/** How a person names an object: `Deployment web in namespace shop`. */
export function describeId(id: ResourceId): string {
  const namespace = id.namespace === "" || id.namespace === notANamespace ? "" : ` in namespace ${id.namespace}`;
  return `${id.kind || "object"} ${id.name || "without a name"}${namespace}`;
}
