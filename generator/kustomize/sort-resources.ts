import { legacySortOptionsUnused, sortOrderUnknown } from "../problems/kustomize-transform-problems.ts";
import type { Kustomization } from "./kustomization.ts";
import { entryAt, type Report } from "./report.ts";
import type { Resource } from "./resource.ts";
import { formatGvk, type ResourceId, sameType } from "./resource-id.ts";
import { kindRanks, kindsFirst, kindsLast, typeSortKey } from "./transformer-config.ts";

/**
 * Puts the resources in the order in which they are printed: by the ranks of their kinds, then by type, namespace and name,
 * unless the root kustomization's `sortOptions` say otherwise (`internal/builtins/SortOrderTransformer.go`).
 */
export function sortResources(
  resources: readonly Resource[],
  kustomization: Kustomization,
  report: Report,
): readonly Resource[] {
  const { sortOptions, entry } = kustomization;
  const { order = "", legacySortOptions } = sortOptions ?? { order: "legacy" as const };
  if (order === "fifo" && legacySortOptions === undefined) return resources;
  if (order !== "legacy") {
    if (order === "fifo") report(legacySortOptionsUnused(), entryAt(entry, "sortOptions", "legacySortOptions"));
    else report(sortOrderUnknown(order), entryAt(entry, "sortOptions", "order"));
    return resources;
  }
  const ranks = kindRanks(legacySortOptions?.orderFirst ?? kindsFirst, legacySortOptions?.orderLast ?? kindsLast);
  const keyed = resources.map((resource) => ({
    resource,
    rank: ranks.get(resource.id.kind) ?? 0,
    type: typeSortKey(resource.id),
    name: idSortKey(resource.id),
  }));
  return keyed.sort(compare).map(({ resource }) => resource);
}

interface Keyed {
  readonly resource: Resource;
  readonly rank: number;
  readonly type: string;
  readonly name: string;
}

function compare(one: Keyed, other: Keyed): number {
  const first = one.resource.id;
  const second = other.resource.id;
  if (sameType(first, second)) return compareTexts(one.name, other.name);
  if (one.rank !== other.rank) return one.rank - other.rank;
  // A Namespace of the core group comes before one of another group.
  const reversed =
    first.kind === "Namespace" && second.kind === "Namespace" && (first.group === "" || second.group === "");
  return reversed ? compareTexts(other.type, one.type) : compareTexts(one.type, other.type);
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** `~` sorts after letters, so that no namespace comes after every namespace. */
function idSortKey(id: ResourceId): string {
  return `${formatGvk(id)}|${id.namespace || "~X"}|${id.name || "~N"}`;
}
