import { textDigest } from "../../yaml/read-document.ts";
import { templateCode } from "./compile-template.ts";

/** The text of `precompiled-templates`, in JavaScript, for templates with these texts. Throws where one is none. */
export function printPrecompiledTemplates(texts: readonly string[]): string {
  const entries = texts.map(
    (text) => `[${JSON.stringify(textDigest(text))}, (locals, escapeFn) => {${templateCode(text)}}]`,
  );
  return `export const precompiledTemplates = new Map([\n${entries.join(",\n")}\n]);\n`;
}
