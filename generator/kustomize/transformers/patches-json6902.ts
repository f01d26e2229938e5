import type { Result } from "../../model/problem.ts";
import {
  jsonPatchWithoutName,
  patchPathAndText,
  patchTargetInvalid,
  patchUnreadable,
  patchWithoutText,
} from "../../problems/kustomize-patch-problems.ts";
import { applyOperations } from "../apply-patch.ts";
import type { PatchRule } from "../kustomization.ts";
import { type KustomizationRoot, readFileOf } from "../kustomization-root.ts";
import { inlinePatch, type PatchText, readJsonPatch } from "../read-patch.ts";
import { entryAt } from "../report.ts";
import { targetMatcher } from "../target-selector.ts";
import type { Asked, Transformer, TransformerStep } from "../transformer.ts";

/** One transformer for each entry of `patchesJson6902`. */
export function patchJson6902Transformers({ kustomization, root, context }: TransformerStep): readonly Transformer[] {
  const { patchesJson6902, entry } = kustomization;
  return patchesJson6902.map((rule, index) =>
    patchJson6902Transformer(rule, root, { entry: entryAt(entry, "patchesJson6902", index), context }),
  );
}

const kind = "PatchJson6902Transformer";

/** A JSON patch for named objects; unlike one of `patches` it does not remember the id before (`PatchJson6902Transformer.go`). */
export function patchJson6902Transformer(rule: PatchRule, root: KustomizationRoot, asked: Asked): Transformer {
  const { report } = asked.context.problems;
  const nothing: Transformer = { kind, transform: (resources) => resources };
  if (!rule.target?.name) report(jsonPatchWithoutName(), asked.entry);
  const text = patchText(rule, root, asked);
  if (!text.ok) {
    for (const problem of text.problems) report(problem, asked.entry);
    return nothing;
  }
  const operations = readJsonPatch(text.value);
  if (operations === undefined || operations.length === 0) {
    report(patchUnreadable(text.value.file, "it is no list of operations"), asked.entry);
    return nothing;
  }
  const matches = targetMatcher(rule.target ?? {}, (reason) => report(patchTargetInvalid(reason), asked.entry));
  return {
    kind,
    transform: (resources) =>
      resources.map((resource) => (matches(resource) ? applyOperations(resource, operations, asked) : resource)),
  };
}

function patchText(rule: PatchRule, root: KustomizationRoot, asked: Asked): Result<PatchText> {
  const { path = "", patch = "" } = rule;
  if (path === "" && patch === "") return { ok: false, problems: [patchWithoutText()] };
  if (path !== "" && patch !== "") return { ok: false, problems: [patchPathAndText()] };
  if (path === "") return { ok: true, value: inlinePatch(patch, "the patch written in place") };
  const content = readFileOf(root, path, asked.context);
  return content.ok ? { ok: true, value: { content: content.value, file: path } } : content;
}
