import { transformationFailed } from "../../problems/kustomize-transform-problems.ts";
import type { MappingNode, Node } from "../../yaml/node.ts";
import type { Fail } from "../field-path.ts";
import { type Created, editFieldSpec, type FieldSpec } from "../field-spec.ts";
import { type Resource, withNode } from "../resource.ts";
import { describeId } from "../resource-id.ts";
import type { Asked } from "../transformer.ts";

/** A way to fail that names the object and the entry that asked for the change. */
export function failFor(resource: Resource, what: string, asked: Asked): Fail {
  return (reason) =>
    asked.context.problems.report(transformationFailed(what, describeId(resource.id), reason), asked.entry);
}

/** The resource with its tree changed, and its id as the new tree says. */
export function changeObject(resource: Resource, node: MappingNode, asked: Asked): Resource {
  return withNode(resource, node, asked.context.schemas.clusterScope);
}

/** The resource with every value changed that one of the specs reaches. */
export function changeAtSpecs(
  resource: Resource,
  specs: readonly FieldSpec[],
  created: Created | undefined,
  set: (node: Node) => Node,
  asked: Asked,
  fail: Fail,
): Resource {
  let changed = resource;
  for (const spec of specs) {
    const node = editFieldSpec(changed.body.node, changed.id, spec, created, set, fail);
    if (node !== undefined) changed = changeObject(changed, node, asked);
  }
  return changed;
}
