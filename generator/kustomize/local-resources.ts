import { idTaken, manifestWithoutName } from "../problems/kustomize-problems.ts";
import type { Report } from "./report.ts";
import { annotationsOf, type Resource } from "./resource.ts";
import { formatId } from "./resource-id.ts";

const localConfig = "config.kubernetes.io/local-config";

/**
 * Leaves out the objects that only the build needs, and finds those that lost their name or took another's id
 * (`factory.go: DropLocalNodes`, `kusttarget.go: IgnoreLocal`).
 */
export function dropLocalResources(resources: readonly Resource[], report: Report): readonly Resource[] {
  for (const { id, addedBy } of resources) {
    if (id.name === "" && !id.kind.endsWith("List")) report(manifestWithoutName("the output", id.kind), addedBy);
  }
  const kept = resources.filter((resource) => (annotationsOf(resource).get(localConfig) ?? "false") === "false");
  const seen = new Set<string>();
  for (const { id, addedBy } of kept) {
    if (seen.has(id.key)) report(idTaken(formatId(id)), addedBy);
    seen.add(id.key);
  }
  return kept;
}
