import { manifestWithoutName } from "../problems/kustomize-problems.ts";
import type { Report } from "./report.ts";
import { annotationsOf, type Resource } from "./resource.ts";

const localConfig = "config.kubernetes.io/local-config";

/** Leaves out the objects that only the build needs, and finds those that lost their name (`factory.go: DropLocalNodes`). */
export function dropLocalResources(resources: readonly Resource[], report: Report): readonly Resource[] {
  for (const { id } of resources) {
    if (id.name === "" && !id.kind.endsWith("List")) report(manifestWithoutName("the output", id.kind));
  }
  return resources.filter((resource) => (annotationsOf(resource).get(localConfig) ?? "false") === "false");
}
