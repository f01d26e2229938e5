import type { Catalog } from "../model/catalog.ts";
import type { Component } from "../model/component.ts";
import type { Place, Problem, Result } from "../model/problem.ts";
import { isMap, type ValueMap } from "../model/value.ts";
import { badSchema, commonSetting } from "../problems/value-problems.ts";
import { schemasIn } from "../schema/schema-fault.ts";
import { assembleSchema } from "./assemble-schema.ts";
import { referenced } from "./schema-at.ts";

/**
 * The schema of a catalog's values. Problems, of what components add to it: a setting that every component has already, a reference that leads
 * nowhere, and one that leads to what it stands in: the reference of the settings would have no end.
 */
export function catalogSchema({ valuesSchema, components }: Catalog): Result<ValueMap> {
  const schema = assembleSchema(valuesSchema, components.values());
  const common = commonSettings(valuesSchema);
  const problems = [...components.values()].flatMap((component) => [
    ...redefined(component, common),
    ...badReference(component, schema),
  ]);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: schema };
}

/** For problems about the whole of a component's schema. */
export function fragmentPlace({ folder }: Component): Place {
  return { file: `${folder}/values.schema.json`, line: 1, column: 1 };
}

function commonSettings(valuesSchema: ValueMap): readonly string[] {
  const definitions = valuesSchema["$defs"] as Readonly<Record<string, ValueMap>>;
  return Object.keys(definitions["componentSettings"]?.["properties"] ?? {});
}

function redefined(component: Component, common: readonly string[]): readonly Problem[] {
  return Object.keys(component.schema["properties"] ?? {})
    .filter((name) => common.includes(name))
    .map((name) => commonSetting(name, component.name, fragmentPlace(component)));
}

function badReference(component: Component, root: ValueMap): readonly Problem[] {
  const fault = referenceFault(component.schema, "", { root, open: new Set() });
  return fault === undefined ? [] : [badSchema(fault, fragmentPlace(component))];
}

interface Walk {
  readonly root: ValueMap;
  /** The references that were followed to get here. */
  readonly open: ReadonlySet<string>;
}

function referenceFault(schema: ValueMap, path: string, { root, open }: Walk): string | undefined {
  const { $ref: reference } = schema;
  if (typeof reference === "string") {
    const target = referenced(root, reference);
    if (target === undefined) return `${path} refers to ${reference}, which is not there`;
    if (open.has(reference)) return `${path} refers to itself by ${reference}`;
    const fault = referenceFault(target, path, { root, open: new Set([...open, reference]) });
    if (fault !== undefined) return fault;
  }
  for (const [name, inside] of schemasIn(schema)) {
    // What is wrong behind a reference is said of where that stands: there its author can change it.
    const at = open.size > 0 ? path : `${path}${path === "" ? "" : "."}${name}`;
    const fault = isMap(inside) ? referenceFault(inside, at, { root, open }) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}
