import type { Problem } from "../model/problem.ts";
import { nearestHint } from "./nearest-hint.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** A transformer that cannot work on an object. */
export function transformationFailed(what: string, object: string, reason: string): Problem {
  return { code: "KUSTOMIZE_TRANSFORMATION_FAILED", message: `${what} cannot be set in ${object}: ${reason}.` };
}

export function namespaceConflict(namespace: string, object: string): Problem {
  return {
    code: "KUSTOMIZE_NAMESPACE_CONFLICT",
    message: `The namespace ${namespace} would make two objects of one id: ${object}.`,
  };
}

export function imageNameInvalid(name: string): Problem {
  return {
    code: "KUSTOMIZE_IMAGE_NAME",
    message: `The image name \`${name}\` is no regular expression, as which it is used.`,
  };
}

export function replicaTargetNotFound(name: string, near: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_REPLICAS_NOT_FOUND",
    message: `There is no Deployment, StatefulSet, ReplicaSet or ReplicationController ${name}.`,
    ...nearestHint(near),
  };
}

export function varAmbiguous(name: string, objects: readonly string[]): Problem {
  return { code: "KUSTOMIZE_VAR_AMBIGUOUS", message: `The var ${name} could be read from ${objects.join(" or ")}.` };
}

export function varRepeated(name: string): Problem {
  return { code: "KUSTOMIZE_VAR_REPEATED", message: `The var ${name} is defined twice.` };
}

export function varTargetNotFound(name: string, near: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_VAR_TARGET_NOT_FOUND",
    message: `The object from which the var ${name} is read is not among the resources.`,
    ...nearestHint(near),
  };
}

export function varFieldNotFound(name: string, path: string, object: string): Problem {
  return {
    code: "KUSTOMIZE_VAR_FIELD_NOT_FOUND",
    message: `The var ${name} is read from ${path} of ${object}, where there is nothing.`,
  };
}

/** A note, not a problem: the var is left as it is. */
export function varValueUnusable(name: string, path: string): string {
  return `The var ${name} stands for a list or a mapping (${path}) and is left as it is.`;
}

export function referenceAmbiguous(name: string, objects: readonly string[]): string {
  return `${name} could mean ${objects.join(" or ")}`;
}

export function subjectNamespaceBlank(object: string): Problem {
  return {
    code: "KUSTOMIZE_SUBJECT_NAMESPACE",
    message: `A ServiceAccount among the subjects of ${object} has a namespace that is no text.`,
    hint: "Remove the field, or write the namespace.",
  };
}

export function literalInvalid(literal: string): Problem {
  return { code: "KUSTOMIZE_LITERAL_INVALID", message: `\`${literal}\` must have the form key=value.` };
}

export function fileSourceInvalid(source: string): Problem {
  return {
    code: "KUSTOMIZE_FILE_SOURCE_INVALID",
    message: `\`${withoutCredentials(source)}\` must be a path, or have the form key=path.`,
  };
}

export function envFileNotText(path: string): Problem {
  return { code: "KUSTOMIZE_ENV_FILE_INVALID", message: `${withoutCredentials(path)} is not UTF-8 text.` };
}

export function generatorKeyRepeated(name: string, key: string): Problem {
  return { code: "KUSTOMIZE_KEY_REPEATED", message: `The key ${key} of ${name} comes from two sources.` };
}

export function generatorWithoutName(): Problem {
  return { code: "KUSTOMIZE_GENERATOR_WITHOUT_NAME", message: "A generated object needs a `name`." };
}

export function generatedIdMissing(object: string, behavior: string, near: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_GENERATED_MISSING",
    message: `There is no ${object} to ${behavior}.`,
    ...nearestHint(near),
  };
}

export function generatedIdExists(object: string): Problem {
  return {
    code: "KUSTOMIZE_GENERATED_EXISTS",
    message: `There is a ${object} already.`,
    hint: "Set `behavior: merge` or `behavior: replace`.",
  };
}

export function generatedTargetAmbiguous(object: string): Problem {
  return { code: "KUSTOMIZE_GENERATED_AMBIGUOUS", message: `Several objects are or were ${object}.` };
}

/** `sortOptions` without an order that there is; empty when it says none. */
export function sortOrderUnknown(order: string): Problem {
  const message =
    order === ""
      ? "`sortOptions` needs an `order`: legacy or fifo."
      : `The sort order is legacy or fifo, not ${order}.`;
  return { code: "KUSTOMIZE_SORT_ORDER", message };
}

export function legacySortOptionsUnused(): Problem {
  return {
    code: "KUSTOMIZE_SORT_ORDER",
    message: "`legacySortOptions` mean nothing to the order fifo.",
    hint: "Remove them, or use `order: legacy`.",
  };
}

export function helmUnsupported(): Problem {
  return {
    code: "KUSTOMIZE_HELM_UNSUPPORTED",
    message: "helmCharts are not supported: they need the helm program.",
    hint: "Render the chart with `helm template` and list the result under `resources`.",
  };
}

/** A plugin that is a program of its own. */
export function pluginUnsupported(kind: string, name: string): Problem {
  return {
    code: "KUSTOMIZE_PLUGIN_UNSUPPORTED",
    message: `The plugin ${kind} ${name} is not supported: plugins that run a program or a container, and helm, are not.`,
  };
}

export function pluginKindUnknown(kind: string, near: string | undefined): Problem {
  return {
    code: "KUSTOMIZE_PLUGIN_UNKNOWN",
    message: `There is no built-in plugin ${kind} here.`,
    ...(near === undefined ? {} : { hint: `Did you mean ${near}?` }),
  };
}

export function pluginInvalid(kind: string, reason: string): Problem {
  return { code: "KUSTOMIZE_PLUGIN_INVALID", message: `The ${kind} cannot be used: ${reason}.` };
}

export function validatorChanged(kind: string): Problem {
  return {
    code: "KUSTOMIZE_VALIDATOR_CHANGED",
    message: `The validator ${kind} changes resources, which it must not.`,
  };
}

export function iamCloudUnknown(cloud: string): Problem {
  return {
    code: "KUSTOMIZE_CLOUD_UNKNOWN",
    message: `An IAM policy can be generated for gke, not for ${cloud || "nothing"}.`,
  };
}

/** An object with a value that no manifest can hold. */
export function buildNotPrintable(object: string, problem: Problem): Problem {
  return { ...problem, message: `${object}: ${problem.message}` };
}
