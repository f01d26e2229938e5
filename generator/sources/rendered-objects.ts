import type { RenderedObject } from "../model/upstream.ts";
import { readValues } from "../yaml/read-values.ts";

/** The objects in what a build printed: every object's own fields without indentation, its documents separated by `---`. */
export function renderedObjects(text: string): readonly RenderedObject[] {
  return text
    .split(/^---\n/m)
    .filter((document) => document !== "")
    .map(renderedObject);
}

/** Reads only the lines that name the object: the rest may be a definition of a megabyte. A text in metadata may have empty lines. */
function renderedObject(text: string): RenderedObject {
  const metadata = /^metadata:\n(?:(?: .*)?\n)+/m.exec(text)?.[0] ?? "";
  const apiVersion = fieldOf(text, /^apiVersion: .*$/m);
  return {
    group: apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "",
    kind: fieldOf(text, /^kind: .*$/m),
    namespace: fieldOf(metadata, /^ {2}namespace: .*$/m),
    name: fieldOf(metadata, /^ {2}name: .*$/m),
    text,
  };
}

/** The text of the first field that a pattern finds; `""` where there is none. */
function fieldOf(text: string, pattern: RegExp): string {
  const [line] = pattern.exec(text) ?? [];
  if (line === undefined) return "";
  const read = readValues(line.trim());
  const [field] = "values" in read ? Object.values(read.values[0] ?? {}) : [];
  return typeof field === "string" ? field : "";
}
