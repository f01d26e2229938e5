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
  if (path.at(-1) === "extra") return [];
  const found = () => [credentialInValues(path, document.place(path))];
  const name = path.findLast((key) => typeof key === "string") ?? "";
  if (typeof value === "string") {
    const isOpen = at.schema === undefined && isCredentialName(name) && isPlainText(value);
    return isOpen || credentialsIn(value, name).length > 0 ? found() : [];
  }
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    const items = value.flatMap((item, index) => visit(item, [...path, index], { document, at: itemAt(at) }));
    // A flag and its value may be two items.
    const areTexts = value.every((item) => typeof item === "string");
    return items.length === 0 && areTexts && credentialsIn(value, name).length > 0 ? found() : items;
  }
  return Object.entries(value).flatMap(([key, child]) =>
    visit(child, [...path, key], { document, at: propertyAt(at, key) }),
  );
}
