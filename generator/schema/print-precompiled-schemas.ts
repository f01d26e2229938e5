import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { ValueMap } from "../model/value.ts";
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
  const code = standaloneCode.default(ajv, ajv.compile(schema));
  return `const module = { exports: {} };\n${code}\nreturn module.exports;`;
}
