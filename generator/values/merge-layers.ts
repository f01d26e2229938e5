import type { Layer } from "../model/layer.ts";
import type { MergedValues, Origin } from "../model/merged-values.ts";
import type { Path, ValueMap } from "../model/value.ts";
import { type Draft, mergeValues, settle } from "./merge-values.ts";
import { schemaOf } from "./schema-at.ts";
import { followPath, type Trace, tracePath } from "./trace-path.ts";

/**
 * All layers' values as one, later wins; `schema` says which lists merge. Where a value came from is found when it is asked
 * for, by looking into the layers again: most runs never ask. Values that are no maps at the top must have been refused before.
 */
export function mergeLayers(layers: readonly Layer[], schema: ValueMap): MergedValues {
  const at = schemaOf(schema);
  const written = layers.flatMap(({ values }) => (values === undefined || values.value === null ? [] : [values.value]));
  const merged = written.reduce<Draft>((earlier, later) => mergeValues(earlier, later, at), {});
  const value = settle(merged, at) as ValueMap;

  const orders = new Map(layers.map((layer, index) => [layer, index]));
  const traces = (path: Path): readonly Trace[] => {
    const followed = followPath(path, value, at);
    return layers.flatMap((layer) => tracePath(layer, followed) ?? []);
  };
  const place: MergedValues["place"] = (path, part = "value") => {
    const last = traces(path).findLast(({ isExact }) => isExact);
    if (last !== undefined) return last.document.place(last.path, part);
    if (path.length > 0) return place(path.slice(0, -1), "key");
    return { file: layers.at(-1)?.folder ?? "", line: 1, column: 1 };
  };
  return { value, origins: (path) => traces(path).map((trace) => toOrigin(trace, orders)), place };
}

/** The key's place: the value may begin lines below it. Found when it is asked for: most only want to know which layers had a say. */
function toOrigin({ layer, document, path, value }: Trace, orders: ReadonlyMap<Layer, number>): Origin {
  return {
    layer: layer.folder,
    kind: layer.kind,
    order: orders.get(layer) ?? 0,
    get place() {
      return document.place(path, "key");
    },
    value,
  };
}
