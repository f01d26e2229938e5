import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import type { Options, ValidateFunction } from "ajv";
import type { Place, Problem } from "../model/problem.ts";
import type { Path, Value, ValueMap } from "../model/value.ts";
import { explainErrors } from "./explain-errors.ts";
import { precompiledSchemas } from "./precompiled-schemas.ts";

/** Where the key or the value at a path was written: in one place, or in each of the layers that had a say. Never empty. */
export type Locate = (path: Path, part: "key" | "value") => readonly Place[];

/** Every way in which a value does not fit a schema, in our own words and located. `isRemoved`: what is missing was taken out where it is located. */
export type Check = (value: Value, locate: Locate, isRemoved?: (path: Path) => boolean) => readonly Problem[];

/**
 * Keywords of ours: how layers merge a list, what a pattern means in words, the first and the last release that have a setting, what other settings must be
 * for it to be read, and what a text holds.
 */
export const OWN_KEYWORDS = ["x-merge-key", "x-explain", "x-since", "x-until", "x-read-when", "x-holds"];

export const AJV_OPTIONS: Options = {
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  // Compiling the meta-schema takes as long as all the rest; strict mode finds what matters, and a test checks every schema against it.
  meta: false,
  validateSchema: false,
  // A definition that many places refer to is compiled once.
  inlineRefs: false,
};

/**
 * Compiles a JSON Schema 2020-12. Throws an Error that says what is wrong with the schema itself: unknown keywords, types
 * that cannot be, references that lead nowhere.
 */
export function compileSchema(schema: ValueMap): Check {
  const isValid = precompiledSchemas.get(schemaDigest(schema))?.();
  let validate: ValidateFunction | undefined = isValid === undefined ? compile(schema) : undefined;
  return (value, locate, isRemoved = () => false) => {
    if (isValid?.(value) === true) return [];
    validate ??= compile(schema);
    return validate(value) ? [] : explainErrors(validate.errors ?? [], { schema, value, locate, isRemoved });
  };
}

/** By which a schema that was compiled before is found: its content. */
export function schemaDigest(schema: ValueMap): string {
  return createHash("sha256").update(JSON.stringify(schema)).digest("hex");
}

function compile(schema: ValueMap): ValidateFunction {
  // Loading ajv takes as long as a fifth of a run, and most runs have valid values and no schema that is not compiled already.
  const { Ajv2020 } = createRequire(import.meta.url)("ajv/dist/2020.js") as typeof import("ajv/dist/2020.js");
  const ajv = new Ajv2020({ ...AJV_OPTIONS, allErrors: true, verbose: true, code: { optimize: false } });
  ajv.addVocabulary(OWN_KEYWORDS);
  return ajv.compile(schema);
}
