import type { Result } from "../../model/problem.ts";
import {
  jsonPatchWithoutTarget,
  patchAmbiguous,
  patchesWithTarget,
  patchFileEmpty,
  patchPathAndText,
  patchTargetInvalid,
  patchUnreadable,
  patchWithoutText,
} from "../../problems/kustomize-patch-problems.ts";
import { applyOperations, mergePatch, type PatchOptions } from "../apply-patch.ts";
import type { PatchOperation } from "../json-patch.ts";
import type { PatchRule } from "../kustomization.ts";
import { type KustomizationRoot, readFileOf } from "../kustomization-root.ts";
import { inlinePatch, type PatchText, readJsonPatch, readMergePatches } from "../read-patch.ts";
import { entryAt } from "../report.ts";
import { type Resource, withIdRemembered, withNewAnnotations } from "../resource.ts";
import { targetMatcher } from "../target-selector.ts";
import type { Asked, Transformer, TransformerStep } from "../transformer.ts";
import { findPatchTarget, mergeIntoSelected } from "./patch-targets.ts";

/** One transformer for each entry of `patches`. */
export function patchTransformers({ kustomization, root, context }: TransformerStep): readonly Transformer[] {
  const { patches, entry } = kustomization;
  return patches.map((rule, index) =>
    patchTransformer(rule, root, { entry: entryAt(entry, "patches", index), context }),
  );
}

const kind = "PatchTransformer";

/** A strategic merge patch or a JSON patch, whichever the text can be read as (`internal/builtins/PatchTransformer.go`). */
export function patchTransformer(rule: PatchRule, root: KustomizationRoot, asked: Asked): Transformer {
  const { report } = asked.context.problems;
  const text = patchText(rule, root, asked);
  const nothing: Transformer = { kind, transform: (resources) => resources };
  if (!text.ok) {
    for (const problem of text.problems) report(problem, asked.entry);
    return nothing;
  }
  // To Kustomize a file of no bytes is a JSON patch without operations, while comments alone are both kinds of patch at once.
  if (text.value.content.length === 0 && rule.target !== undefined) return nothing;
  const merges = readMergePatches(text.value, asked.context);
  if (merges.ok && merges.value.length === 0) {
    report(patchFileEmpty(text.value.file), asked.entry);
    return nothing;
  }
  const operations = readJsonPatch(text.value);
  if (merges.ok && operations !== undefined) {
    report(patchAmbiguous(text.value.file), asked.entry);
    return nothing;
  }
  if (operations !== undefined) return jsonTransformer(rule, operations, asked);
  if (merges.ok) return mergeTransformer(rule, merges.value, asked);
  report(patchUnreadable(text.value.file, merges.problems[0]?.message ?? ""), asked.entry);
  return nothing;
}

function patchText(rule: PatchRule, root: KustomizationRoot, asked: Asked): Result<PatchText> {
  const inline = (rule.patch ?? "").trim();
  const { path = "" } = rule;
  if (inline === "" && path === "") return { ok: false, problems: [patchWithoutText()] };
  if (inline !== "" && path !== "") return { ok: false, problems: [patchPathAndText()] };
  if (inline !== "") return { ok: true, value: inlinePatch(inline, "the patch written in place") };
  const content = readFileOf(root, path, asked.context);
  return content.ok ? { ok: true, value: { content: content.value, file: path } } : content;
}

function mergeTransformer(rule: PatchRule, written: readonly Resource[], asked: Asked): Transformer {
  const options: PatchOptions = {
    allowNameChange: rule.options?.allowNameChange ?? false,
    allowKindChange: rule.options?.allowKindChange ?? false,
  };
  // Kustomize notes the options in the patch's annotations, all of which become strings on the way.
  const patches =
    options.allowNameChange || options.allowKindChange
      ? written.map((patch) => ({ ...patch, body: { node: withNewAnnotations(patch.body.node) } }))
      : written;
  const { target } = rule;
  if (target === undefined) {
    return {
      kind,
      transform: (resources) => patches.reduce((all, patch) => mergeOne(all, patch, options, asked), resources),
    };
  }
  if (patches.length !== 1) asked.context.problems.report(patchesWithTarget(patches.length), asked.entry);
  const fail = (reason: string): void => asked.context.problems.report(patchTargetInvalid(reason), asked.entry);
  const matches = targetMatcher(target, fail);
  return {
    kind,
    transform: (resources) => mergeIntoSelected(resources, matches, patches[0] as Resource, options, asked),
  };
}

/** Merges a patch into the object that has, or once had, the id which the patch names. */
function mergeOne(
  resources: readonly Resource[],
  patch: Resource,
  options: PatchOptions,
  asked: Asked,
): readonly Resource[] {
  const target = findPatchTarget(resources, patch.id, asked);
  if (target === undefined) return resources;
  const patched = mergePatch(target, patch.body.node, options, asked);
  return resources.flatMap((resource) => (resource === target ? (patched ?? []) : resource));
}

function jsonTransformer(rule: PatchRule, operations: readonly PatchOperation[], asked: Asked): Transformer {
  const { report } = asked.context.problems;
  if (rule.target === undefined) report(jsonPatchWithoutTarget(), asked.entry);
  const matches = targetMatcher(rule.target ?? {}, (reason) => report(patchTargetInvalid(reason), asked.entry));
  return {
    kind,
    transform: (resources) =>
      resources.map((resource) =>
        matches(resource) ? applyOperations(withIdRemembered(resource), operations, asked) : resource,
      ),
  };
}
