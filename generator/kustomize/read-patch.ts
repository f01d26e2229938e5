import type { Result } from "../model/problem.ts";
import type { BuildContext } from "./build-context.ts";
import { asYaml11 } from "./decode-fields.ts";
import { type PatchOperation, readOperations } from "./json-patch.ts";
import { readFirstDocument, readResources } from "./read-resources.ts";
import type { Resource } from "./resource.ts";

const encoder = new TextEncoder();

/** A patch as text: from a file, or written in place. */
export interface PatchText {
  readonly content: Uint8Array;
  /** The file's path, or where it is written in place. */
  readonly file: string;
}

export function inlinePatch(text: string, file: string): PatchText {
  return { content: encoder.encode(text), file };
}

/** The documents of a strategic merge patch, read like any manifests. */
export function readMergePatches(patch: PatchText, context: BuildContext): Result<readonly Resource[]> {
  return readResources(patch.content, patch.file, context.reader, context.schemas.clusterScope);
}

/** The operations of a JSON patch, which is YAML 1.1 of which only the first document counts; undefined when it is none. */
export function readJsonPatch(patch: PatchText): readonly PatchOperation[] | undefined {
  const document = readFirstDocument(patch.content, patch.file);
  if (!document.ok || document.value === undefined) return undefined;
  return readOperations(asYaml11(document.value));
}
