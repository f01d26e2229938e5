import type { Catalog } from "../model/catalog.ts";
import type { Component } from "../model/component.ts";
import type { Document } from "../model/document.ts";
import type { Layer } from "../model/layer.ts";
import type { MergedValues } from "../model/merged-values.ts";
import type { Problem, Result } from "../model/problem.ts";
import type { ValueMap } from "../model/value.ts";
import type { Values } from "../model/values.gen.ts";
import { badSchema, wrongType } from "../problems/value-problems.ts";
import { type Check, compileSchema } from "../schema/compile-schema.ts";
import { assembleSchema } from "./assemble-schema.ts";
import { catalogSchema, fragmentPlace } from "./catalog-schema.ts";
import { checkCredentials } from "./check-credentials.ts";
import { checkKeyedLists } from "./check-keyed-lists.ts";
import { mergeLayers } from "./merge-layers.ts";
import { validateValues } from "./validate-values.ts";

/** The whole stage: the catalog's defaults and an environment's layers as one set of values that fits the schema, or every problem in them. */
export function resolveValues(catalog: Catalog, layers: readonly Layer[]): Result<MergedValues<Values>> {
  const rules = rulesOf(catalog);
  if (!rules.ok) return rules;
  const { schema, check } = rules.value;
  const all = [...catalog.defaults, ...layers];
  const documents = all.flatMap(({ values }) => values ?? []);
  const shapeless = documents.flatMap(checkTop);
  if (shapeless.length > 0) return { ok: false, problems: shapeless };

  const merged = mergeLayers(all, schema);
  const problems = [
    ...documents.flatMap((document) => [...checkKeyedLists(document, schema), ...checkCredentials(document, schema)]),
    ...validateValues(merged, new Set(catalog.components.keys()), check),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: merged as unknown as MergedValues<Values> };
}

/** What the catalog's values are held against. */
interface Rules {
  readonly schema: ValueMap;
  readonly check: Check;
}

/** Compiled once per catalog: a run may resolve a thousand environments. */
const known = new WeakMap<Catalog, Result<Rules>>();

function rulesOf(catalog: Catalog): Result<Rules> {
  const rules = known.get(catalog) ?? compileRules(catalog);
  known.set(catalog, rules);
  return rules;
}

function compileRules(catalog: Catalog): Result<Rules> {
  const schema = catalogSchema(catalog);
  if (!schema.ok) return schema;
  try {
    return { ok: true, value: { schema: schema.value, check: compileSchema(schema.value) } };
  } catch (error) {
    const { components, valuesSchema } = catalog;
    const problems = [...components.values()].flatMap((component) => fragmentProblems(valuesSchema, component));
    // Only the fragments come from users: if none of them is at fault, the program is.
    if (problems.length === 0) throw error;
    return { ok: false, problems };
  }
}

function fragmentProblems(valuesSchema: ValueMap, component: Component): readonly Problem[] {
  try {
    compileSchema(assembleSchema(valuesSchema, [component]));
    return [];
  } catch (error) {
    return [badSchema((error as Error).message, fragmentPlace(component))];
  }
}

/** A values.yaml is a map of values, or empty. */
function checkTop({ value, place }: Document): readonly Problem[] {
  const isMap = typeof value === "object" && !Array.isArray(value);
  return isMap ? [] : [wrongType([], ["object"], value, place([]))];
}
