import { printComment } from "../yaml/print-comment.ts";

const MODELINE = /^# yaml-language-server: .*\r?\n/m;

/** A YAML text whose first line names its schema, for the YAML language server that editors share; `schema` is relative to the file. */
export function withModeline(text: string, schema: string): string {
  const line = printComment(`yaml-language-server: $schema=${schema}`);
  return MODELINE.test(text)
    ? text.replace(MODELINE, () => line)
    : text.replace(/^\uFEFF?/, (mark) => `${mark}${line}`);
}
