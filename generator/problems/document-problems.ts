import type { Place, Problem } from "../model/problem.ts";

/** Problems of a single file that a person wrote, whatever it is about. */

export function badYaml(reason: string, place: Place): Problem {
  return {
    code: "BAD_YAML",
    message: `This is not YAML: ${reason}`,
    hint: "Indent with spaces, and quote texts that hold `: ` or begin with one of *&!|>%@`.",
    place,
  };
}

export function badJson(reason: string, place: Place): Problem {
  return { code: "BAD_JSON", message: `This is not JSON: ${reason}`, place };
}

export function duplicateKey(key: string, place: Place, first: Place): Problem {
  return {
    code: "DUPLICATE_KEY",
    message: `"${key}" is already in this map, at line ${first.line}.`,
    hint: "Keep one of the two, or join what is below them.",
    place,
  };
}

export function severalDocuments(place: Place): Problem {
  return {
    code: "SEVERAL_DOCUMENTS",
    message: "A second YAML document begins here; this file holds one.",
    hint: "Remove the `---`, or put the rest into a file of its own.",
    place,
  };
}

export function fileTooLarge(limit: number, place: Place): Problem {
  return {
    code: "FILE_TOO_LARGE",
    message: `The file has more than ${limit / 1024} KiB, the most that is read of one file.`,
    hint: "Values and templates are written by people; put large contents into the cluster or into files of a repository.",
    place,
  };
}

export function tooDeep(limit: number, place: Place): Problem {
  return { code: "TOO_DEEP", message: `This is nested more than ${limit} levels deep.`, place };
}

export function tooManyValues(limit: number, place: Place): Problem {
  return {
    code: "TOO_MANY_VALUES",
    message: `With its aliases expanded the file holds more than ${limit} values.`,
    hint: "Aliases of aliases multiply; write out what they stand for.",
    place,
  };
}

export function unknownAlias(name: string, place: Place): Problem {
  return {
    code: "BAD_YAML",
    message: `The alias *${name} has no anchor &${name} before it.`,
    hint: "A text that begins with `*` needs quotes.",
    place,
  };
}

export function aliasOfItself(name: string, place: Place): Problem {
  return { code: "BAD_YAML", message: `The alias *${name} stands inside what it stands for.`, place };
}

export function reservedKey(key: string, place: Place): Problem {
  return {
    code: "RESERVED_KEY",
    message: `"${key}" cannot be a key: every JavaScript object has a property of that name.`,
    place,
  };
}

export function keyNotText(key: string, place: Place): Problem {
  return {
    code: "KEY_NOT_TEXT",
    message: `The key ${key} is not a text.`,
    hint: `Quote it: "${key}".`,
    place,
  };
}

export function mergeKey(key: string, place: Place): Problem {
  return {
    code: "MERGE_KEY",
    message: `${key} merges maps in YAML 1.1 only.`,
    hint: "Layers merge by themselves: put what is common into environments/base or an overlay.",
    place,
  };
}

export function customTag(tag: string, place: Place): Problem {
  return {
    code: "CUSTOM_TAG",
    message: `The tag ${tag} has no meaning here.`,
    hint: "Remove it; a text that begins with `!` needs quotes.",
    place,
  };
}

export function unsafeNumber(source: string, place: Place): Problem {
  return {
    code: "UNSAFE_NUMBER",
    message: `${source} is not a number that every reader of the output reads alike: whole numbers end at 2^53, and there is no infinity.`,
    hint: `Quote it if it is a text: "${source}".`,
    place,
  };
}

export function controlCharacter(code: number, place: Place): Problem {
  return {
    code: "CONTROL_CHARACTER",
    message: `There is a control character here, U+${code.toString(16).toUpperCase().padStart(4, "0")}.`,
    hint: 'Write it as an escape in double quotes, "\\x07", if it is meant.',
    place,
  };
}

export function otherYamlVersion(version: string, place: Place): Problem {
  return {
    code: "BAD_YAML",
    message: `The file says that it is YAML ${version}; it is read as YAML 1.2, where yes and 010 mean something else.`,
    hint: "Remove the %YAML line.",
    place,
  };
}
