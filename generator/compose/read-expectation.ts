import type { Expectation, SecretKey } from "../model/expectation.ts";
import type { Value, ValueMap } from "../model/value.ts";

/** An entry as written: without `keys` it has those of upstream's object that it stands for. */
export interface WrittenExpectation extends Pick<Expectation, "kind" | "namespace" | "name" | "reason"> {
  readonly keys?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly versions?: readonly string[];
  readonly optional?: boolean;
  /** By key: `namespace/name/key` of another Secret. */
  readonly equals?: Readonly<Record<string, string>>;
}

/** `namespace/name/key` in its parts. */
export function readSecretKey(text: string): SecretKey {
  const [namespace = "", name = "", key = ""] = text.split("/");
  return { namespace, name, key };
}

/** One entry of an expectations file, or in words what is wrong with it. */
export function readExpectation(entry: Value): WrittenExpectation | string {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return "it is not a mapping";
  const fields = entry as ValueMap;
  const unknown = Object.keys(fields).find((field) => !Object.hasOwn(FIELDS, field));
  if (unknown !== undefined) return `it has no field "${unknown}"`;
  const wrong = Object.entries(FIELDS).find(([field, { holds }]) => !holds(fields[field]));
  if (wrong !== undefined) {
    const [field, { meaning }] = wrong;
    return fields[field] === undefined ? `it has no ${field}` : `${field} is not ${meaning}`;
  }
  return fields as unknown as WrittenExpectation;
}

interface Field {
  readonly holds: (value: Value | undefined) => boolean;
  readonly meaning: string;
}

const TEXT: Field = { holds: isText, meaning: "a text" };

const TEXTS: Field = {
  holds: (value) => value === undefined || (Array.isArray(value) && value.every(isText)),
  meaning: "a list of texts",
};

const FIELDS: Readonly<Record<string, Field>> = {
  kind: TEXT,
  namespace: { holds: (value) => value === undefined || isText(value), meaning: "a text" },
  name: TEXT,
  keys: TEXTS,
  settings: {
    holds: (value) =>
      value === undefined ||
      (typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isText)),
    meaning: "a mapping of texts",
  },
  versions: TEXTS,
  optional: { holds: (value) => value === undefined || typeof value === "boolean", meaning: "true or false" },
  equals: {
    holds: (value) => value === undefined || isMapOf(value, /^[^/]+\/[^/]+\/[^/]+$/),
    meaning: "a map from keys to namespace/name/key",
  },
  reason: TEXT,
};

function isText(value: Value | undefined): boolean {
  return typeof value === "string" && value !== "";
}

function isMapOf(value: Value, pattern: RegExp): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => typeof text === "string" && pattern.test(text));
}
