import type { Place, Problem } from "../model/problem.ts";

/** A mapping of a manifest has the same key twice. `path` leads to the mapping. */
export function duplicateKey(path: readonly string[], key: string): Problem {
  return {
    code: "YAML_DUPLICATE_KEY",
    message: `The key "${key}" is there twice${inside(path)}.`,
    hint: "Remove one of them; readers disagree on which one counts.",
  };
}

/** A mapping below the top of a manifest has a key like `8080` or `true`, which JSON cannot hold. */
export function keyNotString(path: readonly string[], key: string): Problem {
  return {
    code: "YAML_KEY_NOT_STRING",
    message: `The key ${key}${inside(path)} is not a string.`,
    hint: `Write it with quotes: "${key}".`,
  };
}

/** A scalar cannot be written into a manifest; `reason` says why. */
export function scalarNotPrintable(path: readonly string[], reason: string): Problem {
  return { code: "YAML_SCALAR_INVALID", message: `The value${inside(path)} cannot be printed: ${reason}.` };
}

/** A text is no YAML; `reason` is in the words of go-yaml, which are also those of kubectl. */
export function notYaml(place: Place, reason: string): Problem {
  return { code: "YAML_SYNTAX", message: `This is not YAML: ${reason}.`, place };
}

/** A manifest is not text in UTF-8. */
export function notUtf8(file: string): Problem {
  return {
    code: "YAML_NOT_UTF8",
    message: "This file is not text in UTF-8.",
    hint: "Convert it, or take it out of the list of resources when it is no manifest.",
    place: { file, line: 1, column: 1 },
  };
}

/** A file is larger than any manifest; sizes are in bytes. */
export function tooLarge(file: string, size: number, most: number): Problem {
  return {
    code: "YAML_TOO_LARGE",
    message: `This file has ${size} bytes; a file of manifests may have ${most}.`,
    place: { file, line: 1, column: 1 },
  };
}

/** A manifest has a character that YAML allows nowhere. */
export function controlCharacter(place: Place, character: number): Problem {
  const name = `U+${character.toString(16).toUpperCase().padStart(4, "0")}`;
  return {
    code: "YAML_CONTROL_CHARACTER",
    message: `The control character ${name} is not allowed in YAML.`,
    hint: "Is this a binary file? In double quotes such a character can be written with an escape.",
    place,
  };
}

/** A line starts with `---` but has something behind it, which Kustomize refuses. */
export function invalidSeparator(file: string, line: number, separator: string): Problem {
  return {
    code: "YAML_SEPARATOR",
    message: `The document separator "${separator}" has something behind the dashes.`,
    hint: "Start the document on the next line.",
    place: { file, line, column: 1 },
  };
}

function inside(path: readonly string[]): string {
  return path.length === 0 ? "" : ` in ${path.join(".")}`;
}
