import { isMap, type Value, type ValueMap } from "../model/value.ts";
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
  const fault = targetFault(target) ?? patternFault(target);
  if (fault !== undefined) return { fault };
  const patch = typeof written === "string" ? onlyDocument(written) : written;
  if (isMap(patch ?? null))
    return { patches: [{ kind: "operations", target, patch: mergeForTarget(patch as ValueMap) }] };
  if (!Array.isArray(patch) || patch.length === 0 || !patch.every(isMap))
    return { fault: "The patch of this target is neither operations nor an object" };
  const wrong = (patch as readonly ValueMap[]).map(operationFault).find((each) => each !== undefined);
  return wrong === undefined ? { patches: [{ kind: "operations", target, patch }] } : { fault: wrong };
}

/**
 * Those of Kustomize but labelSelector and annotationSelector (`api/types/selector.go`): which objects of upstream have a label is not among the
 * facts, and images, replicas and the order of syncs follow from what a patch hits.
 */
const TARGET_FIELDS = ["group", "version", "kind", "name", "namespace"];

/** In words, what of a target cannot be followed. */
function targetFault(target: ValueMap): string | undefined {
  const unknown = Object.keys(target).find((field) => !TARGET_FIELDS.includes(field));
  if (unknown !== undefined)
    return `A target is told by ${TARGET_FIELDS.join(", ")}, of which each is a regular expression, and not by ${unknown}`;
  const other = Object.keys(target).find((field) => typeof target[field] !== "string");
  return other && `The ${other} of this target is no text`;
}

/** In words, why a value is no operation of a JSON patch (RFC 6902 section 4). */
function operationFault({ op, path, from, value }: ValueMap): string | undefined {
  const name = typeof op === "string" ? op : JSON.stringify(op ?? null);
  if (!OPERATIONS.includes(name)) return `There is no operation ${name}: there are ${OPERATIONS.join(", ")}`;
  if (!isPointer(path)) return `The path of an operation ${name} begins with /, as in /spec/replicas`;
  if (["move", "copy"].includes(name) && !isPointer(from))
    return `The operation ${name} of ${path} says no path \`from\``;
  if (["add", "replace", "test"].includes(name) && value === undefined)
    return `The operation ${name} of ${path} has no value`;
  return undefined;
}

const OPERATIONS = ["add", "remove", "replace", "move", "copy", "test"];

/** RFC 6901; nobody means the whole object, which the empty text is. */
function isPointer(path: Value | undefined): path is string {
  return typeof path === "string" && path.startsWith("/");
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
