import { replicaTargetNotFound } from "../../problems/kustomize-transform-problems.ts";
import type { Node } from "../../yaml/node.ts";
import type { FieldSpec } from "../field-spec.ts";
import { kindName, quotedText, scalar } from "../fields.ts";
import type { ReplicaRule } from "../kustomization.ts";
import { nearestOf } from "../nearest.ts";
import { entryAt } from "../report.ts";
import { hasAnyId, type Resource } from "../resource.ts";
import { isSelectedBy, type ResourceId } from "../resource-id.ts";
import type { Asked, Transformer, TransformerStep } from "../transformer.ts";
import { changeAtSpecs, failFor } from "./change-objects.ts";

/** One transformer for each entry of `replicas`. */
export function replicaTransformers({ kustomization, config, context }: TransformerStep): readonly Transformer[] {
  const { replicas, entry } = kustomization;
  return replicas.map((rule, index) =>
    replicaTransformer(rule, config.replicas, { entry: entryAt(entry, "replicas", index), context }),
  );
}

/** Sets the replica count of every workload that has the name or ever had it; that there is none is a problem. */
export function replicaTransformer(rule: ReplicaRule, specs: readonly FieldSpec[], asked: Asked): Transformer {
  const { name = "", count = 0 } = rule;
  const transform = (resources: readonly Resource[]): readonly Resource[] => {
    let found = false;
    const changed = resources.map((resource) => {
      let scaled = resource;
      for (const spec of specs) {
        const isMeant = (id: ResourceId): boolean => id.name === name && isSelectedBy(id, spec);
        if (!hasAnyId(scaled, isMeant)) continue;
        found = true;
        const fail = failFor(scaled, "replicas", asked);
        const set = (node: Node): Node => {
          if (node.kind !== "scalar") {
            fail(`expected a number but found ${kindName(node)}`);
            return node;
          }
          return node.quoted ? quotedText(String(count)) : scalar(String(count), "int");
        };
        scaled = changeAtSpecs(scaled, [spec], "scalar", set, asked, fail);
      }
      return scaled;
    });
    if (!found)
      asked.context.problems.report(replicaTargetNotFound(name, candidates(name, resources, specs)), asked.entry);
    return changed;
  };
  return { kind: "ReplicaCountTransformer", transform };
}

function candidates(name: string, resources: readonly Resource[], specs: readonly FieldSpec[]): readonly string[] {
  const scalable = resources.filter(({ id }) => specs.some((spec) => isSelectedBy(id, spec)));
  return nearestOf(
    name,
    scalable.map(({ id }) => id.name),
    3,
  );
}
