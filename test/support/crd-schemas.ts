import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { sharedRoot } from "./shared.ts";

const root = sharedRoot();

/** Whether this machine has the schemas; tests that need them skip otherwise. */
export const hasCrdSchemas = root !== undefined;

const validators = new Map<string, ValidateFunction>();
const ajv = new Ajv({
  allErrors: true,
  strict: false,
  formats: {
    int64: true,
    int32: true,
    double: true,
    binary: true,
    "date-time": true,
    byte: true,
    ipv4: true,
    ipv6: true,
  },
});

/** What an API server that serves the object's kind would not accept of it: one sentence each, none when it is fine. */
export function schemaErrors(object: { readonly apiVersion: string; readonly kind: string }): readonly string[] {
  const validate = validatorOf(object.apiVersion, object.kind);
  if (validate(object)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function validatorOf(apiVersion: string, kind: string): ValidateFunction {
  const [group, version] = apiVersion.split("/");
  const file = join(root!, "schemas/crds", group!, `${kind.toLowerCase()}_${version}.json`);
  const validator = validators.get(file) ?? ajv.compile(closed(JSON.parse(readFileSync(file, "utf8"))));
  validators.set(file, validator);
  return validator;
}

/** The collected schemas leave the top level open, and some leave out what every object has; a key beside spec is a mistake. */
function closed(schema: { properties: object }): object {
  const properties = { apiVersion: true, kind: true, metadata: true, ...schema.properties };
  return { ...schema, properties, additionalProperties: false, required: ["apiVersion", "kind", "metadata", "spec"] };
}
