import { isCredentialName, isPlainText } from "../facts/credential-name.ts";
import { credentialsIn } from "../facts/plain-credentials.ts";
import type { Document } from "../model/document.ts";
import type { Problem } from "../model/problem.ts";
import type { Path, Value, ValueMap } from "../model/value.ts";
import { credentialInValues } from "../problems/secret-problems.ts";
import { itemAt, propertyAt, type SchemaAt, schemaOf } from "./schema-at.ts";

/**
 * A problem for each credential that a layer writes where the schema leaves the keys open, such as in the configuration of a connector. What
 * the schema names is a reference by design; objects in `extra` are looked at as objects.
 */
export function checkCredentials(document: Document, schema: ValueMap): readonly Problem[] {
  return visit(document.value, [], { document, at: schemaOf(schema) });
}

interface Visit {
  readonly document: Document;
  readonly at: SchemaAt;
}

function visit(value: Value, path: Path, { document, at }: Visit): readonly Problem[] {
  if (typeof value !== "object" || value === null || path.at(-1) === "extra") return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => visit(item, [...path, index], { document, at: itemAt(at) }));
  }
  return Object.entries(value).flatMap(([key, child]) => {
    const here = [...path, key];
    const inside = propertyAt(at, key);
    if (typeof child !== "string") return visit(child, here, { document, at: inside });
    const isOpen = inside.schema === undefined && isCredentialName(key) && isPlainText(child);
    return isOpen || credentialsIn(child, key).length > 0 ? [credentialInValues(here, document.place(here))] : [];
  });
}
