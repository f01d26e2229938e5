import { LineCounter, parseAllDocuments } from "yaml";
import type { Value } from "../model/value.ts";

/** Why a text is not YAML: the parser's words and where it stopped, from 1. */
export interface SyntaxFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Every non-empty document of a text as plain values, or the first fault. Meant for what templates print and for plain
 * manifests beside them: YAML 1.2, unique keys, aliases bounded.
 */
export function readValues(text: string): { readonly values: readonly Value[] } | { readonly fault: SyntaxFault } {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (!Array.isArray(documents)) return { values: [] };
  for (const document of documents) {
    const error = document.errors[0];
    if (error === undefined) continue;
    const { line, col } = lines.linePos(error.pos[0]);
    return { fault: { message: error.message, line, column: col } };
  }
  try {
    const values = documents.map((document) => document.toJS({ maxAliasCount: 100 }) as Value);
    return { values: values.filter((value) => value !== null) };
  } catch (error) {
    return { fault: { message: (error as Error).message, line: 1, column: 1 } };
  }
}
