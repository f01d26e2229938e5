import type { Problem } from "../../model/problem.ts";
import { patchesEmpty } from "../../problems/kustomize-patch-problems.ts";
import { type KustomizationRoot, placedIn, readFileOf } from "../kustomization-root.ts";
import { inlinePatch, readMergePatches } from "../read-patch.ts";
import { entryAt } from "../report.ts";
import type { Resource } from "../resource.ts";
import type { Asked, Transformer, TransformerStep } from "../transformer.ts";
import { findPatchTarget, mergeIntoSelected } from "./patch-targets.ts";

/** One transformer for all of `patchesStrategicMerge`. */
export function patchStrategicMergeTransformers(step: TransformerStep): readonly Transformer[] {
  const { kustomization, root, context } = step;
  const { patchesStrategicMerge, entry } = kustomization;
  if (patchesStrategicMerge.length === 0) return [];
  return [
    patchStrategicMergeTransformer(patchesStrategicMerge, root, {
      entry: entryAt(entry, "patchesStrategicMerge"),
      context,
    }),
  ];
}

/** Each entry is tried as the text of a patch first, then as the path of a file (`PatchStrategicMergeTransformer.go`). */
export function patchStrategicMergeTransformer(
  entries: readonly string[],
  root: KustomizationRoot,
  asked: Asked,
): Transformer {
  const patches = entries.flatMap((written, index) => {
    const own = { ...asked, entry: entryAt(asked.entry, index) };
    return readPatches(written, root, own).map((patch) => ({ patch, asked: own }));
  });
  const { problems } = asked.context;
  if (patches.length === 0 && !problems.any) problems.report(patchesEmpty(), asked.entry);
  return {
    kind: "PatchStrategicMergeTransformer",
    transform: (resources) => patches.reduce((all, { patch, asked: own }) => mergeOne(all, patch, own), resources),
  };
}

function mergeOne(resources: readonly Resource[], patch: Resource, asked: Asked): readonly Resource[] {
  const target = findPatchTarget(resources, patch.id, asked);
  if (target === undefined) return resources;
  const options = { allowNameChange: false, allowKindChange: false };
  return mergeIntoSelected(resources, (resource) => resource === target, patch, options, asked);
}

function readPatches(written: string, root: KustomizationRoot, asked: Asked): readonly Resource[] {
  const { context } = asked;
  const inline =
    written.includes("\n") || written.includes(":") ? inlinePatch(written, "the patch written in place") : undefined;
  const read = inline === undefined ? undefined : readMergePatches(inline, context);
  if (read?.ok) return read.value;
  const content = readFileOf(root, written, context);
  if (!content.ok) {
    const isText = read !== undefined && written.includes("\n");
    return failed(isText ? read.problems.map(withoutPlace) : content.problems, asked);
  }
  const patches = readMergePatches({ content: content.value, file: written }, context);
  if (patches.ok) return patches.value;
  return failed(
    patches.problems.map((problem) => placedIn(root, problem)),
    asked,
  );
}

/** A line of a text in the kustomization is none of a file: the entry's own place says more. */
function withoutPlace({ place: _, ...problem }: Problem): Problem {
  return problem;
}

function failed(problems: readonly Problem[], asked: Asked): readonly Resource[] {
  for (const problem of problems) asked.context.problems.report(problem, asked.entry);
  return [];
}
