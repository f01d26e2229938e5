import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Place } from "../model/problem.ts";
import type { FileSystem } from "./file-system.ts";
import type { Entry } from "./report.ts";

/** The place of the value at the end of the entry's path, or of the deepest value on the way that is there. */
export function placeOfEntry(entry: Entry, fileSystem: FileSystem): Place {
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
