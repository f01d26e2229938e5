import type { Place, Problem } from "../model/problem.ts";
import { didYouMean } from "./did-you-mean.ts";

/** Problems of the files and folders that the catalog and an environment are read from. */

/** `reason` completes "cannot be read:". */
export function unreadableFile(reason: string, place: Place): Problem {
  return { code: "UNREADABLE_FILE", message: `The file cannot be read: ${reason}.`, place };
}

/** `folder`: as it was given. */
export function rootMissing(folder: string): Problem {
  return {
    code: "ROOT_MISSING",
    message: `There is no folder ${folder}.`,
    hint: "--root names the folder that has environments/; without it that is the current one.",
  };
}

export function outsideRoot(place: Place): Problem {
  return {
    code: "OUTSIDE_ROOT",
    message: "This is a symbolic link that leads out of the root folder.",
    hint: "What is generated may depend only on what is in the repository: copy the file into it.",
    place,
  };
}

/** `expected`: the paths that mean something in this folder. */
export function unexpectedFile(path: string, expected: readonly string[], place: Place): Problem {
  return {
    code: "UNEXPECTED_FILE",
    message: `Nothing reads this file.${didYouMean(path, expected)}`,
    hint: "A layer has values.yaml, <component>/resources/*.yaml and <component>/patches/*.yaml, each with .ejs if it is a template, and <component>/secrets/*.yaml.",
    place,
  };
}

export function missingFile(name: string, why: string, place: Place): Problem {
  return { code: "MISSING_FILE", message: `There is no ${name} in this folder.`, hint: why, place };
}

export function unknownEnvironment(name: string, known: readonly string[], place?: Place): Problem {
  return {
    code: "UNKNOWN_ENVIRONMENT",
    message: `There is no environment "${name}".${didYouMean(name, known)}`,
    hint:
      known.length === 0
        ? "Create one: a folder in environments/ with an environment.yaml is an environment."
        : `Each folder in environments/ with an environment.yaml is one: ${known.join(", ")}.`,
    ...(place && { place }),
  };
}

export function environmentNameInvalid(name: string, place: Place): Problem {
  return {
    code: "ENVIRONMENT_NAME_INVALID",
    message: `"${name}" cannot be the name of an environment.`,
    hint: "What is delivered has it as a label: at most 63 letters, digits, dashes, dots and underscores, a letter or digit at both ends.",
    place,
  };
}

export function unknownOverlay(name: string, known: readonly string[], place: Place): Problem {
  return {
    code: "UNKNOWN_OVERLAY",
    message: `There is no overlay "${name}".${didYouMean(name, known)}`,
    hint: `Each folder in overlays/ is one${known.length === 0 ? "" : `: ${known.join(", ")}`}.`,
    place,
  };
}

/** `cycle`: names from the first environment back to itself. */
export function extendsCycle(cycle: readonly string[], place: Place): Problem {
  return {
    code: "EXTENDS_CYCLE",
    message: `The environment extends itself: ${cycle.join(" -> ")}.`,
    hint: "Remove one of these `extends`; what both need goes into an overlay.",
    place,
  };
}

export function unknownComponent(name: string, known: Iterable<string>, place: Place): Problem {
  return {
    code: "UNKNOWN_COMPONENT",
    message: `There is no component "${name}".${didYouMean(name, known)}`,
    hint: "Each folder in components/ is one component; `list` shows them.",
    place,
  };
}

export function nameDiffers(name: string, folder: string, place: Place): Problem {
  return {
    code: "NAME_DIFFERS",
    message: `The name "${name}" is not that of the ${folder}.`,
    hint: "Rename one of the two.",
    place,
  };
}

/** `kind`: component or overlay. */
export function duplicateName(kind: string, name: string, first: string, place: Place): Problem {
  return {
    code: "DUPLICATE_NAME",
    message: `There is another ${kind} "${name}" in ${first}.`,
    hint: "A folder of your own cannot replace a built-in one: rename it, or change the built-in one through a layer.",
    place,
  };
}

export function requirementUnknown(name: string, known: Iterable<string>, place: Place): Problem {
  return {
    code: "REQUIREMENT_UNKNOWN",
    message: `There is no component, and no capability of one, that is called "${name}".${didYouMean(name, known)}`,
    hint: "`requires` names what the component cannot work without: `list` shows every component.",
    place,
  };
}

export function releaseDiffers(name: string, place: Place): Problem {
  return {
    code: "RELEASE_DIFFERS",
    message: `The built-in catalog pins another source for release ${name}.`,
    hint: "Use the same source here, or give this release another name.",
    place,
  };
}

export function noEnvironment(): Problem {
  return {
    code: "NO_ENVIRONMENT",
    message: "There is no environment here, so there was nothing to do.",
    hint: "Name the folder that has environments/ with --root; a folder in it with an environment.yaml is an environment.",
  };
}
