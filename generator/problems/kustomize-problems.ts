import type { Problem } from "../model/problem.ts";
import { withoutCredentials } from "./without-credentials.ts";

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
  return {
    code: "KUSTOMIZE_RESOURCE_NOT_FOUND",
    message: `There is no file and no folder ${withoutCredentials(path)}.`,
  };
}

export function fileNotFound(path: string, directory: string): Problem {
  return { code: "KUSTOMIZE_FILE_NOT_FOUND", message: `There is no file ${withoutCredentials(path)} in ${directory}.` };
}

/** A file that the load restrictions do not allow. */
export function fileOutsideRoot(path: string, directory: string): Problem {
  return {
    code: "KUSTOMIZE_FILE_OUTSIDE_ROOT",
    message: `${withoutCredentials(path)} is not in or below ${directory}, the folder of the kustomization that names it.`,
    hint: "Move the file, or refer to a kustomization in its folder; LoadRestrictionsNone lifts this rule.",
  };
}

export function directoryNotFound(path: string): Problem {
  return {
    code: "KUSTOMIZE_DIRECTORY_NOT_FOUND",
    message: `There is no folder ${path === "" ? "without a name" : withoutCredentials(path)}.`,
  };
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
  return {
    code: "KUSTOMIZE_CYCLE",
    message: `${withoutCredentials(url)} leads in a circle: the build came from that repository.`,
  };
}

export function rootOutsideRepository(path: string, url: string): Problem {
  return {
    code: "KUSTOMIZE_OUTSIDE_REPOSITORY",
    message: `${withoutCredentials(path)} leads out of the repository ${withoutCredentials(url)}.`,
  };
}

/** A URL in a build that was given no way to fetch. */
export function remoteNotAllowed(url: string): Problem {
  return {
    code: "KUSTOMIZE_REMOTE_NOT_ALLOWED",
    message: `${withoutCredentials(url)} is remote, and this build fetches nothing.`,
  };
}

export function componentExpected(path: string): Problem {
  return {
    code: "KUSTOMIZE_COMPONENT_EXPECTED",
    message: `${withoutCredentials(path)} is a Kustomization; \`components\` takes folders of kind Component.`,
    hint: "List it under `resources`.",
  };
}

export function kustomizationExpected(path: string): Problem {
  return {
    code: "KUSTOMIZE_KUSTOMIZATION_EXPECTED",
    message: `${withoutCredentials(path)} is a Component; \`resources\` takes no components.`,
    hint: "List it under `components`.",
  };
}

export function manifestWithoutKind(file: string, name: string): Problem {
  return {
    code: "KUSTOMIZE_OBJECT_WITHOUT_KIND",
    message: `An object in ${withoutCredentials(file)} has no kind${named(name)}.`,
  };
}

export function manifestWithoutName(file: string, kind: string): Problem {
  return {
    code: "KUSTOMIZE_OBJECT_WITHOUT_NAME",
    message: `An object of kind ${kind} in ${withoutCredentials(file)} has no metadata.name.`,
  };
}

export function manifestWithoutMetadata(file: string): Problem {
  return {
    code: "KUSTOMIZE_OBJECT_WITHOUT_METADATA",
    message: `A document in ${withoutCredentials(file)} is no Kubernetes object: it has no apiVersion, kind or metadata.`,
  };
}

export function listItemsNotList(file: string, kind: string): Problem {
  return { code: "KUSTOMIZE_LIST_ITEMS", message: `\`items\` of a ${kind} in ${withoutCredentials(file)} is no list.` };
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
  return { code: "KUSTOMIZE_OPENAPI_INVALID", message: `${withoutCredentials(file)} is no OpenAPI document.` };
}

export function openApiVersionUnknown(version: string, known: readonly string[]): Problem {
  return {
    code: "KUSTOMIZE_OPENAPI_VERSION",
    message: `There is no built-in OpenAPI version ${version}.`,
    hint: `Known: ${known.join(", ")}.`,
  };
}

/** A file of `crds` that is a manifest, for example. */
export function crdNotDefinitions(path: string): Problem {
  return {
    code: "KUSTOMIZE_CRDS_INVALID",
    message: `${withoutCredentials(path)} is no file of OpenAPI definitions, which \`crds\` takes.`,
    hint: "List a CustomResourceDefinition under `resources`.",
  };
}

export function openApiTwice(): Problem {
  return { code: "KUSTOMIZE_OPENAPI_TWICE", message: "`openapi` takes a path or a version, not both." };
}

export function configurationNotMapping(path: string): Problem {
  return {
    code: "KUSTOMIZE_CONFIGURATION_INVALID",
    message: `${withoutCredentials(path)} must be a mapping of lists of field specs.`,
  };
}

export function configurationConflict(reason: string): Problem {
  return { code: "KUSTOMIZE_CONFIGURATION_CONFLICT", message: `The field specs contradict each other: ${reason}.` };
}

function named(name: string): string {
  return name === "" ? "" : ` (its name is ${name})`;
}
