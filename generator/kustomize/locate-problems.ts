import type { Place, Problem } from "../model/problem.ts";
import { withoutCredentials } from "../problems/without-credentials.ts";
import type { FileSystem } from "./file-system.ts";
import type { Entry, EntryProblem } from "./report.ts";

/** Finds line and column of the entries that problems come from. Only a build that failed pays for reading its files again. */
export async function locateProblems(
  problems: readonly EntryProblem[],
  fileSystem: FileSystem,
): Promise<readonly Problem[]> {
  const located: Problem[] = [];
  for (const { entry, ...problem } of problems) {
    const place = problem.place ?? (entry === undefined ? undefined : await placeOf(entry, fileSystem));
    // A file may have come from a URL.
    const file = withoutCredentials(place?.file ?? "");
    located.push(place === undefined ? problem : { ...problem, place: { ...place, file } });
  }
  return located;
}

/** The place of the value at the end of the entry's path, or of the deepest value on the way that is there. */
async function placeOf(entry: Entry, fileSystem: FileSystem): Promise<Place> {
  const { isMap, isScalar, isSeq, LineCounter, parseDocument } = await import("yaml");
  const content = fileSystem.readFile(entry.file);
  const lines = new LineCounter();
  const document = parseDocument(new TextDecoder().decode(content), {
    lineCounter: lines,
    version: "1.1",
    merge: true,
  });
  let offset = 0;
  let node: unknown = document.contents;
  for (const part of entry.path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.source ?? key.value) === String(part));
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair?.value;
    } else if (isSeq(node) && typeof part === "number") {
      node = node.items[part];
      offset = (node as { range?: readonly number[] } | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  const { line, col } = lines.linePos(offset);
  return { file: entry.file, line: Math.max(line, 1), column: Math.max(col, 1) };
}
