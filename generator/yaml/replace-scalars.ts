import { parseDocument, visit } from "yaml";

/**
 * The text of a YAML document with every value that is one of the given strings replaced by another; all else, comments and layout, stays
 * as it is. The new strings are written plain, so they must be such as paths are.
 */
export function replaceScalars(text: string, replacements: ReadonlyMap<string, string>): string {
  if (replacements.size === 0) return text;
  const edits: { start: number; end: number; text: string }[] = [];
  visit(parseDocument(text, { uniqueKeys: false, logLevel: "silent" }), {
    Scalar(key, { value, range }) {
      const replacement = typeof value === "string" && key !== "key" ? replacements.get(value) : undefined;
      if (replacement === undefined || !range) return;
      const [start, end] = range;
      // The line break after a block belongs to it.
      edits.push({ start, end: text[end - 1] === "\n" ? end - 1 : end, text: replacement });
    },
  });
  // From the end, so that the places of the others stay right.
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((changed, edit) => changed.slice(0, edit.start) + edit.text + changed.slice(edit.end), text);
}
