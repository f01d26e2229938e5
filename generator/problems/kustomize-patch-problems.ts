import type { Problem } from "../model/problem.ts";
import { nearestHint } from "./nearest-hint.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** A strategic merge patch for an object that is not there. */
export function patchTargetNotFound(id: string, near: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_PATCH_TARGET_NOT_FOUND",
    message: `The patch is for ${id}, which is not among the resources.`,
    ...nearestHint(near),
  };
}

export function patchTargetAmbiguous(id: string, objects: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_PATCH_TARGET_AMBIGUOUS",
    message: `The patch is for ${id}, which several resources are or were: ${objects.join(", ")}.`,
    hint: "Use `target` to say which are meant.",
  };
}

export function patchTargetInvalid(reason: string): Problem {
  return { code: "KUSTOMIZE_TARGET_INVALID", message: `The target cannot be used: ${reason}.` };
}

export function patchFailed(object: string, reason: string): Problem {
  return { code: "KUSTOMIZE_PATCH_FAILED", message: `The patch does not apply to ${object}: ${reason}.` };
}

export function patchUnreadable(source: string, reason: string): Problem {
  return {
    code: "KUSTOMIZE_PATCH_UNREADABLE",
    message: `${withoutCredentials(source)} is neither a strategic merge patch nor a JSON patch: ${reason}`,
  };
}

export function patchAmbiguous(source: string): Problem {
  return {
    code: "KUSTOMIZE_PATCH_AMBIGUOUS",
    message: `${withoutCredentials(source)} can be read both as a strategic merge patch and as a JSON patch.`,
  };
}

export function patchWithoutText(): Problem {
  return { code: "KUSTOMIZE_PATCH_EMPTY", message: "A patch needs `path` or `patch`." };
}

export function patchPathAndText(): Problem {
  return { code: "KUSTOMIZE_PATCH_TWICE", message: "A patch takes `path` or `patch`, not both." };
}

/** A text that is empty, or holds only comments, empty documents or an empty list. */
export function patchFileEmpty(source: string): Problem {
  return {
    code: "KUSTOMIZE_PATCH_EMPTY",
    message: `There is neither an object nor an operation in ${withoutCredentials(source)}.`,
    hint: "Remove the entry, or write the patch.",
  };
}

export function patchesEmpty(): Problem {
  return { code: "KUSTOMIZE_PATCH_EMPTY", message: "There is no patch in any of the entries." };
}

export function patchesWithTarget(count: number): Problem {
  return {
    code: "KUSTOMIZE_PATCH_COUNT",
    message: `A patch with a \`target\` must be one document, and this has ${count}.`,
  };
}

export function jsonPatchWithoutTarget(): Problem {
  return { code: "KUSTOMIZE_PATCH_WITHOUT_TARGET", message: "A JSON patch needs a `target`." };
}

export function jsonPatchWithoutName(): Problem {
  return { code: "KUSTOMIZE_PATCH_WITHOUT_NAME", message: "An entry of patchesJson6902 needs `target.name`." };
}

export function replacementIncomplete(): Problem {
  return {
    code: "KUSTOMIZE_REPLACEMENT_INCOMPLETE",
    message: "A replacement needs a `source` and `targets`, each with a `select`.",
  };
}

export function replacementPathAndSource(): Problem {
  return {
    code: "KUSTOMIZE_REPLACEMENT_TWICE",
    message: "A replacement is either in the file that `path` names or written in place, not both.",
  };
}

export function replacementFileInvalid(path: string): Problem {
  return {
    code: "KUSTOMIZE_REPLACEMENT_FILE",
    message: `${withoutCredentials(path)} holds neither a replacement nor a list of them.`,
  };
}

export function replacementSourceNotFound(selector: string, near: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_REPLACEMENT_SOURCE_NOT_FOUND",
    message: `Nothing is selected by the source: ${selector}.`,
    ...nearestHint(near),
  };
}

export function replacementSourceAmbiguous(selector: string, objects: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_REPLACEMENT_SOURCE_AMBIGUOUS",
    message: `The source ${selector} selects several objects: ${objects.slice(0, 5).join(", ")}.`,
  };
}

export function replacementSourceEmpty(path: string, object: string, reason: string): Problem {
  const because = reason === "" ? "there is no value" : reason;
  return { code: "KUSTOMIZE_REPLACEMENT_SOURCE_EMPTY", message: `${path} of ${object} cannot be copied: ${because}.` };
}

export function replacementTargetFailed(reason: string): Problem {
  return { code: "KUSTOMIZE_REPLACEMENT_TARGET", message: `The target cannot be written: ${reason}.` };
}

export function replacementTargetFieldNotFound(path: string, object: string): Problem {
  return {
    code: "KUSTOMIZE_REPLACEMENT_TARGET_NOT_FOUND",
    message: `There is no field ${path} in ${object}.`,
    hint: "Set `options.create` to make it.",
  };
}
