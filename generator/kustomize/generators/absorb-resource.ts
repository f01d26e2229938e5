import {
  generatedIdExists,
  generatedIdMissing,
  generatedTargetAmbiguous,
} from "../../problems/kustomize-transform-problems.ts";
import type { MappingNode } from "../../yaml/node.ts";
import { fieldOf, scalar, textOf, withField, withoutField } from "../fields.ts";
import {
  hasAnyId,
  metadataTexts,
  type Resource,
  withMetadataTexts,
  withName,
  withNamespace,
  withNode,
} from "../resource.ts";
import { describeId } from "../resource-id.ts";
import { noSharedValues } from "../shared-values.ts";
import type { Asked } from "../transformer.ts";

/**
 * Adds a generated object, or merges it into the one that has or had its id, as its behavior says
 * (`api/resmap/reswrangler.go: appendReplaceOrMerge`).
 */
export function absorbResource(resources: readonly Resource[], added: Resource, asked: Asked): readonly Resource[] {
  const { report } = asked.context.problems;
  const found = resources.filter((resource) => hasAnyId(resource, (id) => id.key === added.id.key));
  const behavior = added.generated?.behavior ?? "create";
  const [old, second] = found;
  if (old === undefined) {
    if (behavior !== "create")
      report(generatedIdMissing(describeId(added.id), behavior, similar(resources, added)), asked.entry);
    return [...resources, added];
  }
  if (second !== undefined) {
    report(generatedTargetAmbiguous(describeId(added.id)), asked.entry);
    return resources;
  }
  if (behavior === "create") {
    report(generatedIdExists(describeId(added.id)), asked.entry);
    return resources;
  }
  const absorbed = absorb(old, added, behavior, asked);
  return resources.map((resource) => (resource === old ? absorbed : resource));
}

function similar(resources: readonly Resource[], { id }: Resource): readonly string[] {
  return resources.filter((one) => one.id.kind === id.kind && one.id.name === id.name).map((one) => describeId(one.id));
}

/** The new object with the old one's place, id and history; by `merge` also with the data that it does not have itself. */
function absorb(old: Resource, added: Resource, behavior: "merge" | "replace", asked: Asked): Resource {
  let node = added.body.node;
  for (const field of ["labels", "annotations"] as const) {
    const merged = new Map([...metadataTexts(old.body.node, field), ...metadataTexts(node, field)]);
    node = withMetadataTexts(node, field, merged);
  }
  node = withNamespace(withName(node, old.id.name), old.id.namespace);
  if (behavior === "merge") {
    node = withMergedData(node, old.body.node, "data");
    node = withMergedData(node, old.body.node, "binaryData");
  }
  const { generated: _, origin, ...history } = old;
  const needsHash = Boolean(old.generated?.needsHash && added.generated?.needsHash);
  const keptOrigin = behavior === "merge" ? (origin ?? added.origin) : (added.origin ?? origin);
  const combined: Resource = {
    ...history,
    shared: noSharedValues,
    ...(old.generated === undefined ? {} : { generated: { ...old.generated, needsHash } }),
    ...(keptOrigin === undefined ? {} : { origin: keptOrigin }),
  };
  return withNode(combined, node, asked.context.schemas.clusterScope);
}

function withMergedData(node: MappingNode, old: MappingNode, field: "data" | "binaryData"): MappingNode {
  const merged = new Map([...dataTexts(old, field), ...dataTexts(node, field)]);
  const cleared = withoutField(node, field);
  if (merged.size === 0) return cleared;
  const entries = [...merged].sort(([a], [b]) => (a < b ? -1 : 1));
  return withField(cleared, field, {
    kind: "mapping",
    entries: entries.map(([key, value]) => ({ key: scalar(key), value: scalar(value, "str") })),
  });
}

function dataTexts(node: MappingNode, field: string): ReadonlyMap<string, string> {
  const data = fieldOf(node, field);
  if (data?.kind !== "mapping") return new Map();
  return new Map(data.entries.map(({ key, value }) => [key.text, textOf(value)]));
}
