import type { Problem } from "../model/problem.ts";

/** A folder has no kustomization file. */
export function kustomizationNotFound(directory: string): Problem {
  return {
    code: "KUSTOMIZE_KUSTOMIZATION_NOT_FOUND",
    message: `There is no kustomization.yaml, kustomization.yml or Kustomization in ${directory}.`,
  };
}

/** A folder has more than one kustomization file. */
export function kustomizationAmbiguous(directory: string): Problem {
  return {
    code: "KUSTOMIZE_KUSTOMIZATION_AMBIGUOUS",
    message: `There are several kustomization files in ${directory}.`,
    hint: "Keep one of kustomization.yaml, kustomization.yml and Kustomization.",
  };
}

/** A kustomization file says nothing. */
export function kustomizationEmpty(): Problem {
  return { code: "KUSTOMIZE_KUSTOMIZATION_EMPTY", message: "The kustomization is empty." };
}

/** A kustomization file is no mapping. */
export function kustomizationNotMapping(): Problem {
  return { code: "KUSTOMIZE_KUSTOMIZATION_INVALID", message: "A kustomization must be a mapping of fields." };
}

export function kustomizationKindUnknown(kind: string): Problem {
  return {
    code: "KUSTOMIZE_KIND_UNKNOWN",
    message: `The kind of a kustomization is Kustomization or Component, not ${kind}.`,
  };
}

export function kustomizationVersionUnknown(version: string, kind: string, expected: string): Problem {
  return {
    code: "KUSTOMIZE_VERSION_UNKNOWN",
    message: `The apiVersion of a ${kind} is ${expected}, not ${version}.`,
  };
}

/** A field that this kind of file does not have. */
export function fieldUnknown(field: string, near: string | undefined): Problem {
  return {
    code: "KUSTOMIZE_FIELD_UNKNOWN",
    message: `There is no field \`${field}\` here.`,
    ...(near === undefined ? {} : { hint: `Did you mean \`${near}\`?` }),
  };
}

export function fieldTypeWrong(field: string, expected: string, actual: string): Problem {
  const quote = expected === "a string" && !actual.startsWith("a ") ? { hint: "Put the value in quotes." } : {};
  return { code: "KUSTOMIZE_FIELD_TYPE", message: `\`${field}\` must be ${expected}, not ${actual}.`, ...quote };
}

/** `resources` entry that is neither a file nor a folder nor a URL. */
export function resourceNotFound(path: string): Problem {
  return { code: "KUSTOMIZE_RESOURCE_NOT_FOUND", message: `There is no file and no folder ${path}.` };
}

export function fileNotFound(path: string, directory: string): Problem {
  return { code: "KUSTOMIZE_FILE_NOT_FOUND", message: `There is no file ${path} in ${directory}.` };
}

/** A file that the load restrictions do not allow. */
export function fileOutsideRoot(path: string, directory: string): Problem {
  return {
    code: "KUSTOMIZE_FILE_OUTSIDE_ROOT",
    message: `${path} is not in or below ${directory}, the folder of the kustomization that names it.`,
    hint: "Move the file, or refer to a kustomization in its folder; LoadRestrictionsNone lifts this rule.",
  };
}

export function directoryNotFound(path: string): Problem {
  return { code: "KUSTOMIZE_DIRECTORY_NOT_FOUND", message: `There is no folder ${path === "" ? "without a name" : path}.` };
}

export function directoryIsAbsolute(path: string): Problem {
  return {
    code: "KUSTOMIZE_DIRECTORY_ABSOLUTE",
    message: `The folder ${path} is given by an absolute path.`,
    hint: "Give the path relative to the kustomization.",
  };
}

/** A base that is the folder itself or lies around one that led to it. */
export function directoryIsAncestor(path: string, directory: string, visited: string): Problem {
  return {
    code: "KUSTOMIZE_CYCLE",
    message: `${path} leads in a circle: ${directory} contains ${visited}, which led here.`,
  };
}

export function repositoryCycle(url: string): Problem {
  return { code: "KUSTOMIZE_CYCLE", message: `${url} leads in a circle: the build came from that repository.` };
}

export function rootOutsideRepository(path: string, url: string): Problem {
  return {
    code: "KUSTOMIZE_OUTSIDE_REPOSITORY",
    message: `${path} leads out of the repository ${url}.`,
  };
}

/** A URL in a build that was given no way to fetch. */
export function remoteNotAllowed(url: string): Problem {
  return { code: "KUSTOMIZE_REMOTE_NOT_ALLOWED", message: `${url} is remote, and this build fetches nothing.` };
}

export function componentExpected(path: string): Problem {
  return {
    code: "KUSTOMIZE_COMPONENT_EXPECTED",
    message: `${path} is a Kustomization; \`components\` takes folders of kind Component.`,
    hint: "List it under `resources`.",
  };
}

export function kustomizationExpected(path: string): Problem {
  return {
    code: "KUSTOMIZE_KUSTOMIZATION_EXPECTED",
    message: `${path} is a Component; \`resources\` takes no components.`,
    hint: "List it under `components`.",
  };
}

export function manifestWithoutKind(file: string, name: string): Problem {
  return { code: "KUSTOMIZE_OBJECT_WITHOUT_KIND", message: `An object in ${file} has no kind${named(name)}.` };
}

export function manifestWithoutName(file: string, kind: string): Problem {
  return { code: "KUSTOMIZE_OBJECT_WITHOUT_NAME", message: `An object of kind ${kind} in ${file} has no metadata.name.` };
}

export function manifestWithoutMetadata(file: string): Problem {
  return {
    code: "KUSTOMIZE_OBJECT_WITHOUT_METADATA",
    message: `A document in ${file} is no Kubernetes object: it has no apiVersion, kind or metadata.`,
  };
}

export function listItemsNotList(file: string, kind: string): Problem {
  return { code: "KUSTOMIZE_LIST_ITEMS", message: `\`items\` of a ${kind} in ${file} is no list.` };
}

/** Two objects of one type, namespace and name. */
export function idTaken(id: string): Problem {
  return {
    code: "KUSTOMIZE_ID_TAKEN",
    message: `There would be two objects ${id}.`,
    hint: "Remove one, give it another name or namespace, or patch the first instead of adding a second.",
  };
}

export function openApiNotMapping(file: string): Problem {
  return { code: "KUSTOMIZE_OPENAPI_INVALID", message: `${file} is no OpenAPI document.` };
}

export function openApiVersionUnknown(version: string, known: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_OPENAPI_VERSION",
    message: `There is no built-in OpenAPI version ${version}.`,
    hint: `Known: ${known.join(", ")}.`,
  };
}

export function openApiTwice(): Problem {
  return { code: "KUSTOMIZE_OPENAPI_TWICE", message: "`openapi` takes a path or a version, not both." };
}

export function configurationNotMapping(path: string): Problem {
  return { code: "KUSTOMIZE_CONFIGURATION_INVALID", message: `${path} must be a mapping of lists of field specs.` };
}

export function configurationConflict(reason: string): Problem {
  return { code: "KUSTOMIZE_CONFIGURATION_CONFLICT", message: `The field specs contradict each other: ${reason}.` };
}

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
  return { code: "KUSTOMIZE_IMAGE_NAME", message: `The image name \`${name}\` is no regular expression, as which it is used.` };
}

export function replicaTargetNotFound(name: string, near: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_REPLICAS_NOT_FOUND",
    message: `There is no Deployment, StatefulSet, ReplicaSet or ReplicationController ${name}.`,
    ...nearestHint(near),
  };
}

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
    message: `${source} is neither a strategic merge patch nor a JSON patch: ${reason}`,
  };
}

export function patchAmbiguous(source: string): Problem {
  return {
    code: "KUSTOMIZE_PATCH_AMBIGUOUS",
    message: `${source} can be read both as a strategic merge patch and as a JSON patch.`,
  };
}

export function patchWithoutText(): Problem {
  return { code: "KUSTOMIZE_PATCH_EMPTY", message: "A patch needs `path` or `patch`." };
}

export function patchPathAndText(): Problem {
  return { code: "KUSTOMIZE_PATCH_TWICE", message: "A patch takes `path` or `patch`, not both." };
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
  return { code: "KUSTOMIZE_REPLACEMENT_FILE", message: `${path} holds neither a replacement nor a list of them.` };
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
  return { code: "KUSTOMIZE_FILE_SOURCE_INVALID", message: `\`${source}\` must be a path, or have the form key=path.` };
}

export function envFileNotText(path: string): Problem {
  return { code: "KUSTOMIZE_ENV_FILE_INVALID", message: `${path} is not UTF-8 text.` };
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

export function sortOrderInvalid(order: string): Problem {
  return {
    code: "KUSTOMIZE_SORT_ORDER",
    message: `The sort order is legacy or fifo, not ${order}; legacySortOptions go with legacy only.`,
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
  return { code: "KUSTOMIZE_VALIDATOR_CHANGED", message: `The validator ${kind} changes resources, which it must not.` };
}

export function iamCloudUnknown(cloud: string): Problem {
  return { code: "KUSTOMIZE_CLOUD_UNKNOWN", message: `An IAM policy can be generated for gke, not for ${cloud || "nothing"}.` };
}

/** An object with a value that no manifest can hold. */
export function buildNotPrintable(object: string, problem: Problem): Problem {
  return { ...problem, message: `${object}: ${problem.message}` };
}

function named(name: string): string {
  return name === "" ? "" : ` (its name is ${name})`;
}

function nearestHint(near: readonly string[]): { hint: string } | Record<string, never> {
  return near.length === 0 ? {} : { hint: `Nearest: ${near.join(", ")}.` };
}
