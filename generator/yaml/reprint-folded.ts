import { Cursor } from "./cursor.ts";
import { scanBlock } from "./scan-block.ts";

const mayChange = /^[ \t\n]|\n[ \t\n]/;
const notWrittenFolded = / \n| $|[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/**
 * What becomes of a folded scalar (`>`) on its way through Kustomize, which prints every object with go-yaml v3 and reads it again:
 * that printer doubles the line break before a line with leading blanks, and those at the end that `>+` keeps
 * (`goyaml.v3/emitterc.go:yaml_emitter_write_folded_scalar`).
 */
export function reprintFolded(text: string): string {
  if (!mayChange.test(text) || notWrittenFolded.test(text)) return text;
  return scanBlock(new Cursor(writeFolded(text)), 0);
}

function writeFolded(text: string): string {
  // Meant to look at what follows the break, go-yaml looks at the start of the text.
  const doubles = !/^\n*(?:[ \t]|$)/.test(text);
  const chomping = text.endsWith("\n\n") || text === "\n" ? "+" : text.endsWith("\n") ? "" : "-";
  let written = `>${/^[ \n]/.test(text) ? "2" : ""}${chomping}\n`;
  for (const [line, breaks = ""] of text.matchAll(/[^\n]+(\n*)|\n+/g)) {
    const content = line.slice(0, line.length - breaks.length);
    const doubled = doubles && breaks !== "" && !/^[ \t]/.test(content);
    written += content.startsWith("\n") ? line : `  ${content}${doubled ? "\n" : ""}${breaks}`;
  }
  return written;
}
