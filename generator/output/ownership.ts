import { createHash } from "node:crypto";
import { isMap } from "../model/value.ts";
import { pathFault } from "./output-path.ts";

/** What made the output: together with the files, all that the ownership file says. */
export interface OutputOrigin {
  /** Of the generator. */
  readonly version: string;
  /** Digest of what decides how the output is made, such as the values in effect; what layers add shows in the files. */
  readonly inputs: string;
}

export interface Ownership extends OutputOrigin {
  /** By path relative to the output folder: `digest` of the content as written. */
  readonly files: ReadonlyMap<string, string>;
}

/** `sha256:<hex>`. */
export function digest(content: Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** One file per line, sorted, so that a pull request shows which ones changed. */
export function printOwnership(ownership: Ownership): string {
  const files = [...ownership.files].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = { generator: ownership.version, inputs: ownership.inputs, files: Object.fromEntries(files) };
  return `${JSON.stringify(text, undefined, 2)}\n`;
}

/** What an ownership file says; nothing when it is not one (merge conflict, other program, truncated). */
export function parseOwnership(text: string): Ownership | undefined {
  const value = parseJson(text);
  if (!isMap(value)) return undefined;
  const { generator, inputs, files } = value;
  if (typeof generator !== "string" || typeof inputs !== "string" || !isMap(files)) return undefined;
  const entries = Object.entries(files);
  if (!entries.every(isFileEntry)) return undefined;
  return { version: generator, inputs, files: new Map(entries) };
}

function isFileEntry(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string" && pathFault(entry[0]) === undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
