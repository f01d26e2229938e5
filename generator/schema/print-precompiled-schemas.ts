import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { Value, ValueMap } from "../model/value.ts";
import { AJV_OPTIONS, OWN_KEYWORDS, schemaDigest } from "./compile-schema.ts";

/** The text of `precompiled-schemas`, in JavaScript, for these schemas: https://ajv.js.org/standalone.html. */
export function printPrecompiledSchemas(schemas: readonly ValueMap[]): string {
  const entries = schemas.map((schema) => `[${JSON.stringify(schemaDigest(schema))}, () => {${printModule(schema)}}]`);
  return `export const precompiledSchemas = new Map([\n${entries.join(",\n")}\n]);\n`;
}

/** ajv prints a CommonJS module: it is evaluated when its schema is asked for. */
function printModule(schema: ValueMap): string {
  const ajv = new Ajv2020({ ...AJV_OPTIONS, messages: false, code: { source: true } });
  ajv.addVocabulary(OWN_KEYWORDS);
  const code = standaloneCode.default(ajv, ajv.compile(withoutReasons(withoutWords(schema) as ValueMap)));
  return `const module = { exports: {} };\n${code}\nreturn module.exports;`;
}

/** The same values fit, but the code that says why one does not is not made: within `not` nobody asks. */
function withoutReasons({ $schema, $id, $defs, ...schema }: ValueMap): ValueMap {
  return { ...($schema && { $schema }), ...($id && { $id }), ...($defs && { $defs }), not: { not: schema } };
}

/** The code contains the schema, most of which is words for people. A property may have the same name, but is no text. */
function withoutWords(schema: Value): Value {
  if (Array.isArray(schema)) return schema.map(withoutWords);
  if (typeof schema !== "object" || schema === null) return schema;
  const isWord = ([key, value]: [string, Value]) => WORDS.includes(key) && typeof value === "string";
  return Object.fromEntries(
    Object.entries(schema as ValueMap)
      .filter((entry) => !isWord(entry))
      .map(([key, value]) => [key, withoutWords(value)]),
  );
}

const WORDS = ["title", "description", "x-explain"];
