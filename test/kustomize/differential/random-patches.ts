import fc from "fast-check";
import type { RandomResource } from "./random-resources.ts";
import { container, podSpec } from "./random-resources.ts";
import { anyValue, labels, members, name, seldom, texts } from "./random-scalars.ts";
import { flowYaml, type Value } from "./write-yaml.ts";

/** Something in a kustomization that names a resource below it: made of the resources that there are. */
export type Reference = (resources: readonly RandomResource[]) => Value | undefined;

/** Which of the resources: any number, taken modulo how many there are. */
export const pick = fc.nat(50);

export function picked(resources: readonly RandomResource[], index: number): RandomResource | undefined {
  return resources[index % resources.length];
}

function identity({ apiVersion, kind, metadata }: RandomResource): { readonly [key: string]: Value } {
  const { name: own, namespace } = metadata;
  return { apiVersion, kind, metadata: namespace === undefined ? { name: own } : { name: own, namespace } };
}

const directive = fc.constantFrom("delete", "replace", "merge");
const elements = fc
  .uniqueArray(container, { maxLength: 2, selector: (entry) => entry.name })
  .chain((containers) =>
    fc.option(directive, { nil: undefined, freq: 4 }).map((word) => withDirective(containers, word)),
  );

/** `$patch` in the first element, or as an element of its own. */
function withDirective(
  containers: readonly { readonly [key: string]: Value }[],
  word: string | undefined,
): readonly Value[] {
  if (word === undefined) return containers;
  const [first, ...others] = containers;
  return first === undefined || word === "replace"
    ? [{ $patch: word }, ...containers]
    : [{ ...first, $patch: word }, ...others];
}

const podPatch: fc.Arbitrary<Value> = fc.oneof(
  podSpec,
  fc.record(
    { containers: elements, volumes: fc.constantFrom(null, [], [{ $patch: "replace" }]) },
    { requiredKeys: [] },
  ),
);

/** What the patch says beside the identity, for the kinds that have much to merge; labels for all others. */
const content = fc.record({
  pod: podPatch,
  data: fc.dictionary(name, fc.option(fc.constantFrom("x", "1"), { nil: null }), { maxKeys: 2 }),
  spec: members,
  labels: fc.dictionary(fc.constantFrom("app", "tier"), fc.constantFrom("new", null), { maxKeys: 2 }),
  everything: seldom(15, fc.constant("delete")),
});
type Content = typeof content extends fc.Arbitrary<infer T> ? T : never;

function mergePatch(resource: RandomResource, patch: Content): Value {
  const { metadata, ...id } = identity(resource);
  const head = { ...id, metadata: { ...(metadata as object), labels: patch.labels }, $patch: patch.everything };
  switch (resource.kind) {
    case "Deployment":
    case "StatefulSet":
    case "DaemonSet":
      return { ...head, spec: { template: { spec: patch.pod } } };
    case "Pod":
      return { ...head, spec: patch.pod };
    case "ConfigMap":
      return { ...head, data: patch.data };
    case "Widget":
      return { ...head, spec: patch.spec };
    default:
      return head;
  }
}

const anywhere: fc.Arbitrary<Value> = fc.oneof(
  fc.record({
    op: fc.constant("add"),
    path: fc.constantFrom("/metadata/labels", "/metadata/annotations"),
    value: labels,
  }),
  fc.record({ op: fc.constant("replace"), path: fc.constant("/metadata/name"), value: name }),
  fc.record({ op: fc.constant("add"), path: fc.constantFrom("/new", "/status"), value: anyValue }),
  fc.record({ op: fc.constant("add"), path: fc.constant("/data"), value: texts }),
  fc.record({ op: fc.constant("copy"), from: fc.constant("/metadata/name"), path: fc.constant("/copied") }),
);
/** These apply to some resources, and fail on others. */
const somewhere: fc.Arbitrary<Value> = fc.oneof(
  fc.record({
    op: fc.constant("add"),
    path: fc.constantFrom("/metadata/labels/app", "/spec/replicas", "/list/-", "/list/0"),
    value: name,
  }),
  fc.record({ op: fc.constant("remove"), path: fc.constantFrom("/spec", "/metadata/labels", "/list/0", "/list/-1") }),
  fc.record({
    op: fc.constant("move"),
    from: fc.constantFrom("/metadata/labels", "/list"),
    path: fc.constant("/moved"),
  }),
  fc.record({
    op: fc.constant("test"),
    path: fc.constantFrom("/kind", "/metadata/name"),
    value: fc.constantFrom("Widget", "web"),
  }),
);
const operation = fc.oneof({ weight: 30, arbitrary: anywhere }, { weight: 1, arbitrary: somewhere });
const operations = fc
  .array(operation, { minLength: 1, maxLength: 2 })
  .map((list) => list.map((entry) => `- ${flowYaml(entry)}\n`).join(""));

/** An entry of `patches`, found by the patch's own id, by the exact target, or by patterns. */
export const patch: fc.Arbitrary<Reference> = fc.oneof(
  fc.record({ pick, content }).map(
    ({ pick: index, content: said }): Reference =>
      (all) => {
        const resource = picked(all, index);
        return resource && { patch: flowYaml(mergePatch(resource, said)) };
      },
  ),
  fc.record({ pick, content, options: renaming() }).map(
    ({ pick: index, content: said, options }): Reference =>
      (all) => {
        const resource = picked(all, index);
        const target = resource && { kind: resource.kind, name: resource.metadata.name };
        return resource && { target, patch: flowYaml(mergePatch(resource, said)), options };
      },
  ),
  fc.record({ pick, operations }).map(
    ({ pick: index, operations: said }): Reference =>
      (all) => {
        const resource = picked(all, index);
        return (
          resource && {
            target: { kind: resource.kind, name: `${resource.metadata.name.slice(0, 2)}.*` },
            patch: said,
          }
        );
      },
  ),
  fc.record({ labels, operations }).map(
    ({ labels: said, operations: list }): Reference =>
      () => {
        const labelSelector = Object.entries(said)
          .map(([key, value]) => `${key}=${value}`)
          .join(",");
        return { target: { labelSelector, kind: "ConfigMap|Widget" }, patch: list };
      },
  ),
);

function renaming(): fc.Arbitrary<Value | undefined> {
  const options = fc.record({ allowNameChange: fc.boolean(), allowKindChange: fc.boolean() }, { requiredKeys: [] });
  return seldom(3, options);
}

/** An entry of `patchesStrategicMerge`. */
export const legacyMergePatch: fc.Arbitrary<Reference> = fc
  .record({ pick, content })
  .map(({ pick: index, content: said }) => (all) => {
    const resource = picked(all, index);
    return resource && flowYaml(mergePatch(resource, said));
  });

/** An entry of `patchesJson6902`. */
export const legacyJsonPatch: fc.Arbitrary<Reference> = fc
  .record({ pick, operations })
  .map(({ pick: index, operations: said }) => (all) => {
    const resource = picked(all, index);
    if (resource === undefined) return undefined;
    const [group, version] = resource.apiVersion.includes("/")
      ? resource.apiVersion.split("/")
      : [undefined, resource.apiVersion];
    return { target: { group, version, kind: resource.kind, name: resource.metadata.name }, patch: said };
  });
