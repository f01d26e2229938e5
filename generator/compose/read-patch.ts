import { isMap } from "../facts/value-at.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { readValues } from "../yaml/read-values.ts";
import { patternFault } from "./object-pattern.ts";
import { mergeForTarget } from "./patch-target.ts";
import type { GeneratorEntry, MergePatch, OperationsPatch } from "./rendered-addition.ts";

type WithoutFile<T> = Omit<T, "name" | "place">;
type Patch = WithoutFile<MergePatch> | WithoutFile<OperationsPatch> | WithoutFile<GeneratorEntry>;

/** What a document of patches comes to, or in words what keeps it from being one. */
export function readPatch(document: Value): { readonly patches: readonly Patch[] } | { readonly fault: string } {
  if (isObject(document)) return { patches: [{ kind: "merge", object: document }] };
  if (!isMap(document)) return { fault: NO_FORM };
  const { target = null, patch } = document;
  return isMap(target) && patch !== undefined ? readOperations(target, patch) : readGenerators(document);
}

const NO_FORM = "This is neither a strategic-merge patch, nor a target with operations, nor a generator";

/** Kustomize takes a patch as text; written as what the text says, it needs no block of its own. */
function readOperations(target: ValueMap, written: Value): ReturnType<typeof readPatch> {
  const fault = patternFault(target);
  if (fault !== undefined) return { fault };
  const patch = typeof written === "string" ? onlyDocument(written) : written;
  const isPatch = Array.isArray(patch) ? patch.length > 0 && patch.every(isMap) : isMap(patch ?? null);
  if (patch === undefined || !isPatch) return { fault: "The patch of this target is neither operations nor an object" };
  return { patches: [{ kind: "operations", target, patch: isMap(patch) ? mergeForTarget(patch) : patch }] };
}

function onlyDocument(text: string): Value | undefined {
  const read = readValues(text);
  return "values" in read && read.values.length === 1 ? read.values[0] : undefined;
}

function readGenerators(document: ValueMap): ReturnType<typeof readPatch> {
  const patches: Patch[] = [];
  for (const [field, entries] of Object.entries(document)) {
    if ((field !== "configMapGenerator" && field !== "secretGenerator") || !Array.isArray(entries))
      return { fault: NO_FORM };
    for (const entry of entries as readonly Value[]) {
      if (!isMap(entry) || typeof entry.name !== "string") return { fault: `An entry of ${field} has no name` };
      const fault = generatorFault(entry);
      if (fault !== undefined) return { fault: `${fault} in the ${field} of ${entry.name}` };
      patches.push({ kind: "generator", field, entry });
    }
  }
  return Object.keys(document).length > 0 ? { patches } : { fault: NO_FORM };
}

/** In words, what of a generator's content has a form that Kustomize, or we, could not read. */
function generatorFault({ contents = {}, ...entry }: ValueMap): string | undefined {
  const isText = (value: Value) => typeof value === "string";
  for (const field of ["literals", "files", "envs"]) {
    const list = entry[field] ?? [];
    if (!Array.isArray(list) || !list.every(isText)) return `${field} is no list of texts`;
  }
  return isMap(contents) && Object.values(contents).every(isText) ? undefined : "contents is no mapping of texts";
}

/** Whether a value can be a Kubernetes object: it says what it is and has a name. */
export function isObject(value: Value): value is ValueMap {
  if (!isMap(value) || !isMap(value.metadata ?? null)) return false;
  const { name } = value.metadata as ValueMap;
  return [value.apiVersion, value.kind, name].every((text) => typeof text === "string" && text !== "");
}
