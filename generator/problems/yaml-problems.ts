import type { Problem } from "../model/problem.ts";

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

function inside(path: readonly string[]): string {
  return path.length === 0 ? "" : ` in ${path.join(".")}`;
}
