import type { Value } from "../model/value.ts";
import { toValue } from "./node-value.ts";
import { readManifests } from "./read-manifests.ts";

/** Why a text is not YAML: the parser's words and where it stopped, from 1. */
export interface SyntaxFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Every non-empty document of a text as plain values, or the first fault: what Kustomize would read in it. For what templates
 * print, and for plain manifests beside them.
 */
export function readValues(text: string): ReadText {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const read = parseText(text);
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(text, read);
  return read;
}

type ReadText = { readonly values: readonly Value[] } | { readonly fault: SyntaxFault };

/** Most environments of a fleet render the same texts: read once, they are also the same objects to whoever remembers by object. */
const recent = new Map<string, ReadText>();
const MOST_RECENT = 10_000;

function parseText(text: string): ReadText {
  const nodes = readManifests(text, "");
  if (nodes.ok) return { values: nodes.value.map(toValue) };
  const [problem] = nodes.problems;
  return {
    fault: { message: problem?.message ?? "", line: problem?.place?.line ?? 1, column: problem?.place?.column ?? 1 },
  };
}
