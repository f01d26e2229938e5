import type { ObjectFacts, ReleaseFacts } from "../model/facts.ts";

/** The text of a facts file: JSON with one object per line, so that a review shows what a new release renders differently. */
export function printFacts({ release, commit, paths }: ReleaseFacts): string {
  const folders = Object.keys(paths).sort();
  const lists = folders.map((path) => `    ${JSON.stringify(path)}: ${printObjects(paths[path] ?? [])}`);
  const head = `  "release": ${JSON.stringify(release)},\n  "commit": ${JSON.stringify(commit)},\n`;
  return `{\n${head}  "paths": {\n${lists.join(",\n")}\n  }\n}\n`;
}

function printObjects(objects: readonly ObjectFacts[]): string {
  if (objects.length === 0) return "[]";
  return `[\n${objects.map((object) => `      ${JSON.stringify(object)}`).join(",\n")}\n    ]`;
}
