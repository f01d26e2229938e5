import type { Document } from "../model/document.ts";
import type { Result } from "../model/problem.ts";
import type { ValueMap } from "../model/value.ts";
import { gatherFields } from "../problems/gather.ts";
import { type Check, compileSchema } from "../schema/compile-schema.ts";
import { readJson } from "../yaml/read-json.ts";
import { readText, readYaml } from "./root-files.ts";
import type { Root } from "./roots.ts";

/** The kinds of files that are checked each by itself; values are checked when they are merged. */
export const FILE_SCHEMAS = ["component", "environment", "release"] as const;

/** The schema file `schemas/<name>.schema.json` of the package. */
export function readSchema(builtIn: Root, name: string): Result<ValueMap> {
  const path = `schemas/${name}.schema.json`;
  const text = readText(builtIn, path);
  return text.ok ? (readJson(text.value, `${builtIn.label}${path}`) as Result<ValueMap>) : text;
}

/** Reads a YAML file and checks it against a schema of the package: what it gives is safe to read as the type of that schema. */
export type ReadChecked = (root: Root, path: string) => Result<Document>;

/** A reader of files of one kind: `component` for `schemas/component.schema.json`. The schema is compiled when the first file is read. */
export function checkedReader(builtIn: Root, name: (typeof FILE_SCHEMAS)[number]): ReadChecked {
  let check: Result<Check> | undefined;
  return (root, path) => {
    check ??= compiled(readSchema(builtIn, name));
    const both = gatherFields({ check, document: readYaml(root, path) });
    if (!both.ok) return both;
    const { document } = both.value;
    const problems = both.value.check(document.value, (at, part) => [document.place(at, part)]);
    return problems.length > 0 ? { ok: false, problems } : { ok: true, value: document };
  };
}

function compiled(schema: Result<ValueMap>): Result<Check> {
  return schema.ok ? { ok: true, value: compileSchema(schema.value) } : schema;
}
