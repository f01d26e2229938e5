import type { Document } from "../model/document.ts";
import type { Layer } from "../model/layer.ts";
import type { Path, Value, ValueMap } from "../model/value.ts";
import { indexOfName, isKeyedList, nameOf } from "./keyed-list.ts";
import { itemAt, mergeKeyAt, propertyAt, type SchemaAt } from "./schema-at.ts";

/** What one layer says about a path of the merged values. */
export interface Trace {
  readonly layer: Layer;
  readonly document: Document;
  /** Where it says so in its own file: items of keyed lists have other indices there, and what it replaced or removed above the path is there. */
  readonly path: Path;
  readonly value: Value;
  /** It wrote the very value, not something above it. */
  readonly isExact: boolean;
}

/** A path of the merged values, and what is needed to find it again in a layer. */
export interface MergedPath {
  readonly path: Path;
  /** What is in front of each step of the path. */
  readonly before: readonly Before[];
}

/** Found when it is asked for: only lists have to be looked for in the merged values and their schema. */
interface Before {
  /** The merged value; `undefined` where the path has left them. */
  readonly merged: () => Value | undefined;
  readonly at: () => SchemaAt;
}

/** Makes a path ready to be looked for in any number of layers. */
export function followPath(path: Path, merged: Value, at: SchemaAt): MergedPath {
  const before: Before[] = [{ merged: () => merged, at: () => at }];
  for (const step of path.slice(0, -1)) {
    const here = before.at(-1) as Before;
    before.push({
      merged: () => (here.merged() as Readonly<Record<string | number, Value>> | undefined)?.[step],
      at: () => (typeof step === "number" ? itemAt(here.at()) : propertyAt(here.at(), step)),
    });
  }
  return { path, before };
}

/** What `layer` says about a path; `undefined` where it has no say. */
export function tracePath(layer: Layer, { path, before }: MergedPath): Trace | undefined {
  if (layer.values === undefined || layer.values.value === null) return undefined;
  let value: Value = layer.values.value;
  const written: (string | number)[] = [];
  for (const [index, step] of path.entries()) {
    if (typeof value !== "object" || value === null) return toTrace(layer, layer.values, written, value, false);
    const here = before[index] as Before;
    const ownStep = stepOf(value, here, step);
    if (ownStep === undefined) {
      // A list that is not merged replaces the whole list, this item too; a map says nothing of other keys.
      const isReplaced = Array.isArray(value) && !isKeyedList(value, mergeKeyAt(here.at()));
      return isReplaced ? toTrace(layer, layer.values, written, value, false) : undefined;
    }
    written.push(ownStep);
    value = (value as Readonly<Record<string | number, Value>>)[ownStep] as Value;
  }
  return toTrace(layer, layer.values, written, value, true);
}

/** A step in the merged values as the step in this layer, where an item of a keyed list may come at another index. */
function stepOf(value: Value, { merged, at }: Before, step: string | number): string | number | undefined {
  if (typeof step === "string")
    return Object.hasOwn(value as ValueMap, step) && !Array.isArray(value) ? step : undefined;
  if (!Array.isArray(value)) return undefined;
  const [key, guide] = [mergeKeyAt(at()), merged()];
  if (isKeyedList(value, key) && isKeyedList(guide, key)) {
    return indexOfName(value, key as string, nameOf(guide[step], key as string));
  }
  return step < value.length ? step : undefined;
}

function toTrace(layer: Layer, document: Document, path: Path, value: Value, isExact: boolean): Trace {
  return { layer, document, path, value, isExact };
}
