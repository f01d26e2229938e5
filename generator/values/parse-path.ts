import type { Path } from "../model/value.ts";

/** Reads a path as `writePath` writes it: `profiles[0].owner`, `platform.labels["example.com/team"]`; also `profiles.0.owner`. `undefined`: it is not one. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  // A key after a dot or at the start, an index in brackets, or a quoted key in brackets.
  const step = /(?:^|\.)(?<key>[^.[\]]+)|\[(?<index>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\]/y;
  while (step.lastIndex < text.length) {
    const groups = step.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const { key, index, quoted } = groups;
    const name = quoted === undefined ? (key ?? "") : unquote(quoted);
    if (name === undefined) return undefined;
    const isIndex = quoted === undefined && /^\d+$/.test(index ?? name);
    path.push(isIndex ? Number(index ?? name) : name);
  }
  return path;
}

/** A key in quotes is a JSON string; undefined for escapes that JSON does not have. */
function unquote(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
