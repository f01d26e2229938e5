import type { Node } from "../yaml/node.ts";
import { fieldOf, isNull, kindName, textOf } from "./fields.ts";

/** Says why a value cannot be reached or changed; the caller knows where it was asked for. */
export type Fail = (reason: string) => void;

/** Splits at the delimiter; a backslash keeps one. A leading slash is ignored (`kyaml/utils/pathsplitter.go: PathSplitter`). */
export function splitPath(path: string, delimiter: string): string[] {
  const parts = path.split(delimiter);
  if (parts.length > 1 && parts[0] === "") parts.shift();
  const result: string[] = [parts[0] ?? ""];
  for (const part of parts.slice(1)) {
    const last = result.at(-1) as string;
    if (last.endsWith("\\")) result[result.length - 1] = `${last.slice(0, -1)}${delimiter}${part}`;
    else result.push(part);
  }
  return result;
}

/**
 * Splits `spec.containers.[name=a.b].image`: what stands in brackets is one element, and loses the brackets unless it
 * selects by `=` (`kyaml/utils/pathsplitter.go: SmarterPathSplitter`).
 */
export function splitFieldPath(path: string): string[] {
  const parts = splitPath(path, ".");
  const result: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    if (!part.startsWith("[") || part.endsWith("]")) {
      result.push(part);
      continue;
    }
    const bracketed = [part];
    while (i + 1 < parts.length && !(bracketed.at(-1) as string).endsWith("]")) bracketed.push(parts[++i] as string);
    const joined = bracketed.join(".");
    result.push(joined.includes("=") ? joined : joined.replace(/^[[\]]+|(?<![[\]])[[\]]+$/g, ""));
  }
  return result;
}

export function isIndex(part: string): boolean {
  return /^\+?[0-9]+$/.test(part);
}

export function isListSelector(part: string): boolean {
  return part.startsWith("[") && part.endsWith("]");
}

/** `[name=web]` -> field `name`, value `web`; `[=web]` has the field `""`. Undefined without a `=`. */
export function parseListSelector(part: string): { field: string; value: string } | undefined {
  const inner = part.replace(/\]$/, "").replace(/^\[/, "");
  const equals = inner.indexOf("=");
  return equals < 0 ? undefined : { field: inner.slice(0, equals), value: inner.slice(equals + 1) };
}

/**
 * Finds the one value at a path: names, indices, `-` for the last item, `[name=web]` for the first item with exactly that
 * (`kyaml/yaml/fns.go: PathGetter`). Undefined when it is not there; a path that cannot fit fails.
 */
export function lookUp(node: Node, path: readonly string[], fail: Fail): Node | undefined {
  let found: Node | undefined = node;
  for (const raw of path) {
    const part = raw.trim();
    if (part === "") continue;
    if (found === undefined || isNull(found)) return undefined;
    found = step(found, part, fail);
  }
  return found;
}

function step(node: Node, part: string, fail: Fail): Node | undefined {
  if (part === "*") return failWith(fail, "a `*` is not supported here; name the list item");
  if (/^-[0-9]+$/.test(part)) return failWith(fail, `the index ${part} cannot be negative`);
  const inList = part === "-" || isIndex(part) || isListSelector(part);
  if (node.kind !== (inList ? "sequence" : "mapping")) {
    return failWith(fail, `\`${part}\` needs ${inList ? "a list" : "a mapping"} but there is ${kindName(node)}`);
  }
  if (node.kind === "mapping") return fieldOf(node, part);
  if (node.kind !== "sequence") return undefined;
  if (part === "-") return node.items.at(-1);
  if (isIndex(part)) return node.items[Number(part)];
  const selector = parseListSelector(part);
  if (selector === undefined) return failWith(fail, `\`${part}\` must have the form [field=value]`);
  const { field, value } = selector;
  if (field === "") return node.items.find((item) => textOf(item) === value);
  return node.items.find((item) => {
    const found = fieldOf(item, field);
    return found !== undefined && textOf(found) === value;
  });
}

function failWith(fail: Fail, reason: string): undefined {
  fail(reason);
}
