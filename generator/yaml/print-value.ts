import { Document } from "yaml";
import type { Value } from "../model/value.ts";

/**
 * A plain value as YAML text with a line break at its end: keys in their order, block style, long lines not folded, and every string
 * quoted that a reader of YAML 1.1 (go-yaml: `yes`, `0123`, `1_000`) could take for something else.
 */
export function printValue(value: Value): string {
  const document = new Document(value, { version: "1.1", aliasDuplicateObjects: false });
  return document.toString({ directives: false, lineWidth: 0, indentSeq: false });
}
