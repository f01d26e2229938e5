/** One part of a file between separators. */
export interface DocumentText {
  readonly text: string;
  /** The line in the file on which the text begins, from 1. */
  readonly line: number;
}

/** A separator line that says more than `---` and a comment. */
export interface BadSeparator {
  readonly separator: string;
  readonly line: number;
}

/**
 * Splits a file at its lines that start with `---`, except the first and the last line (`kyaml/kio/byteio_reader.go:splitDocuments`,
 * whose regular expression `\n---.*\n` wants a line break on both sides and lets matches not overlap). Each part but the last keeps
 * the line break at its end.
 */
export function splitDocuments(file: string): readonly DocumentText[] | BadSeparator {
  const parts: DocumentText[] = [];
  let start = 0;
  let line = 1;
  for (let at = file.indexOf("\n---"); at >= 0; at = file.indexOf("\n---", start)) {
    const end = file.indexOf("\n", at + 4);
    if (end < 0) break;
    const next = line + countBreaks(file, start, at + 1);
    const rest = file.slice(at + 4, end).trim();
    if (rest !== "" && !rest.startsWith("#")) return { separator: file.slice(at + 1, end).trim(), line: next };
    parts.push({ text: file.slice(start, at + 1), line });
    start = end + 1;
    line = next + 1;
  }
  parts.push({ text: file.slice(start), line });
  return parts;
}

/** How many line breaks there are from `start` up to, not including, `end`. */
export function countBreaks(text: string, start: number, end: number): number {
  let breaks = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) breaks++;
  return breaks;
}
