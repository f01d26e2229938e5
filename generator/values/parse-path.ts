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
    if (quoted !== undefined) path.push(JSON.parse(quoted) as string);
    else path.push(/^\d+$/.test(index ?? key ?? "") ? Number(index ?? key) : (key as string));
  }
  return path;
}
