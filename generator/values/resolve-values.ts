import type { Catalog } from "../model/catalog.ts";
import type { Layer } from "../model/layer.ts";
import type { MergedValues } from "../model/merged-values.ts";
import type { Result } from "../model/problem.ts";
import type { Values } from "../model/values.gen.ts";

/** The whole stage: the catalog's defaults and an environment's layers as one set of values that fits the schema, or every problem in them. */
export function resolveValues(catalog: Catalog, layers: readonly Layer[]): Result<MergedValues<Values>> {
  throw new Error(`not there yet: ${catalog.components.size} ${layers.length}`);
}
