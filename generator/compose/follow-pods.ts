import { kindKey } from "../facts/object-key.ts";
import { podFacts } from "../facts/pod-facts.ts";
import { inPodTemplate } from "../facts/pod-template.ts";
import { applyJsonPatch, readOperations } from "../kustomize/json-patch.ts";
import { SchemaRegistry } from "../kustomize/strategic-merge/schema-registry.ts";
import { strategicMerge } from "../kustomize/strategic-merge/strategic-merge.ts";
import type { ObjectFacts, PodFacts } from "../model/facts.ts";
import { isMap, type Value, type ValueMap } from "../model/value.ts";
import type { MappingNode, Node } from "../yaml/node.ts";
import { fromValue, toValue } from "../yaml/node-value.ts";

/**
 * A workload after a patch, a strategic merge or operations, of its pods: by the engine that builds it, on what is known of it. What the pods
 * read is not taken away again: they may be said to read more than they do.
 */
export function followPods(workload: ObjectFacts, patch: Value): ObjectFacts {
  const { pods } = workload;
  if (pods === undefined) return workload;
  const { apiVersion, kind } = workload;
  const known = fromValue(knownWorkload(workload, pods)) as MappingNode;
  const patched = isMap(patch)
    ? strategicMerge(known, fromValue({ ...patch, apiVersion, kind }), {
        schemas: new SchemaRegistry(),
        fail: () => {},
      })
    : operated(known, patch);
  const after = podFacts(kindKey(workload), toValue(patched ?? known) as ValueMap) ?? pods;
  const reads = [...new Set([...(pods.reads ?? []), ...(after.reads ?? [])])];
  return { ...workload, pods: { ...after, ...(reads.length > 0 && { reads }) } };
}

function knownWorkload({ apiVersion, kind }: ObjectFacts, pods: PodFacts): ValueMap {
  const { labels, selector, replicas, spec } = pods;
  const template = inPodTemplate(kindKey({ apiVersion, kind }), { metadata: { labels }, spec });
  const ofWorkload = {
    ...(replicas !== undefined && { replicas }),
    ...(selector !== undefined && { selector: { matchLabels: selector } }),
  };
  return { apiVersion, kind, ...template, spec: { ...ofWorkload, ...(template.spec as ValueMap) } };
}

/** An operation on something that is not known of the workload does not apply to what is, and is passed over. */
function operated(workload: MappingNode, patch: Value): Node {
  return (readOperations(fromValue(patch)) ?? []).reduce((node, operation) => {
    const patched = applyJsonPatch(node, [operation]);
    return "node" in patched ? patched.node : node;
  }, workload);
}
