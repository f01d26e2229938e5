import { patchTargetAmbiguous, patchTargetNotFound } from "../../problems/kustomize-patch-problems.ts";
import { idTaken } from "../../problems/kustomize-problems.ts";
import { mergePatch, type PatchOptions, patchForTarget } from "../apply-patch.ts";
import { nearestOf } from "../nearest.ts";
import { hasAnyId, type Resource } from "../resource.ts";
import { describeId, formatId, type ResourceId } from "../resource-id.ts";
import type { ResourceMatcher } from "../target-selector.ts";
import type { Asked } from "../transformer.ts";

/** The one resource with that id, current or earlier. None, or several, is a problem that names the nearest ones. */
export function findPatchTarget(resources: readonly Resource[], id: ResourceId, asked: Asked): Resource | undefined {
  const found = resources.filter((resource) => hasAnyId(resource, (other) => other.key === id.key));
  if (found.length === 1) return found[0];
  const { report } = asked.context.problems;
  if (found.length > 1) report(patchTargetAmbiguous(formatId(id), found.map(describe)), asked.entry);
  else report(patchTargetNotFound(formatId(id), nearestTargets(resources, id)), asked.entry);
  return undefined;
}

function describe(resource: Resource): string {
  return describeId(resource.id);
}

/** Objects of the same name first, then those of the same kind with names like it, then anything alike. */
function nearestTargets(resources: readonly Resource[], id: ResourceId): readonly string[] {
  const sameName = resources.filter((resource) => resource.id.name === id.name);
  const sameKind = resources.filter((resource) => resource.id.kind === id.kind);
  const byName = nearestOf(
    id.name,
    sameKind.map((resource) => resource.id.name),
    3,
  );
  const alike = byName.flatMap((name) => sameKind.filter((resource) => resource.id.name === name));
  return [...new Set([...sameName, ...alike].map((resource) => formatId(resource.id)))].slice(0, 3);
}

/** Merges a patch into every selected resource; afterwards no two may have one id (`reswrangler.go: ApplySmPatch`). */
export function mergeIntoSelected(
  resources: readonly Resource[],
  matches: ResourceMatcher,
  patch: Resource,
  options: PatchOptions,
  asked: Asked,
): readonly Resource[] {
  const patched = resources.flatMap((resource) => {
    if (!matches(resource)) return resource;
    return mergePatch(resource, patchForTarget(patch.body.node, resource.id), options, asked) ?? [];
  });
  const seen = new Set<string>();
  for (const { id } of patched) {
    if (seen.has(id.key)) asked.context.problems.report(idTaken(formatId(id)), asked.entry);
    seen.add(id.key);
  }
  return patched;
}
