import type { ErrorObject } from "ajv";
import type { Place, Problem } from "../model/problem.ts";
import type { Path, Value, ValueMap } from "../model/value.ts";
import {
  duplicateItem,
  invalidValue,
  missingValue,
  noFormFits,
  outOfRange,
  removedValue,
  type TextForm,
  unknownKey,
  wrongChoice,
  wrongFormat,
  wrongKeyFormat,
  wrongType,
} from "../problems/value-problems.ts";
import type { Locate } from "./compile-schema.ts";
import { explainRange } from "./explain-range.ts";
import { findKey } from "./find-key.ts";

/** What was checked against what. */
export interface Checked {
  readonly schema: ValueMap;
  readonly value: Value;
  readonly locate: Locate;
  readonly isRemoved: (path: Path) => boolean;
}

/** One error of ajv, decoded. */
interface Failure extends Checked {
  readonly path: Path;
  readonly found: Value;
  /** The schema in which the failed keyword stands. */
  readonly rule: ValueMap;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** Every error of ajv as problems a person can act on: the cause alone, once, where it was written. */
export function explainErrors(errors: readonly ErrorObject[], checked: Checked): readonly Problem[] {
  const causes = withoutEchoes(errors);
  const problems = causes.flatMap((error) => explainError(error, checked));
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Errors that only say that another error is there, or say the same of one value again. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const formless = errors.filter(({ keyword }) => keyword === "oneOf" || keyword === "anyOf");
  const isBranch = (error: ErrorObject) =>
    formless.some(
      (form) => form !== error && isAtOrBelow(error.instancePath, form.instancePath) && !formless.includes(error),
    );
  // A key that is none of the map's names shows that what is below it was meant to stand elsewhere.
  const misnamed = errors.flatMap(({ propertyName, instancePath }) =>
    propertyName === undefined ? [] : [`${instancePath}/${escapeToken(propertyName)}`],
  );
  const isMisplaced = ({ keyword, instancePath }: ErrorObject) =>
    keyword === "additionalProperties" && misnamed.some((path) => isAtOrBelow(instancePath, path));
  const strongest = new Map<string, ErrorObject>();
  for (const error of errors) {
    const other = strongest.get(error.instancePath);
    if (other === undefined || rank(error) < rank(other)) strongest.set(error.instancePath, error);
  }
  return errors.filter(
    (error) =>
      error.keyword !== "if" &&
      error.keyword !== "propertyNames" &&
      !isBranch(error) &&
      !isMisplaced(error) &&
      (rank(error) === MANY || strongest.get(error.instancePath) === error),
  );
}

/** Of one value the first of these is said; of a map everything that is said of its keys. */
const MANY = 3;

function rank({ keyword, propertyName }: ErrorObject): number {
  if (propertyName !== undefined) return MANY;
  if (keyword === "type") return 0;
  if (keyword === "enum" || keyword === "const") return 1;
  return keyword === "additionalProperties" || keyword === "required" || keyword === "dependentRequired" ? MANY : 2;
}

/** A step of a JSON pointer (RFC 6901, section 4). */
function escapeToken(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isAtOrBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}

function explainError(error: ErrorObject, checked: Checked): readonly Problem[] {
  const { path, found } = follow(error.instancePath, checked.value);
  const failure: Failure = {
    ...checked,
    path,
    found,
    rule: error.parentSchema as ValueMap,
    params: error.params,
    message: error.message ?? error.keyword,
  };
  if (error.propertyName !== undefined) return explainKeyFormat(error.propertyName, failure);
  const explain = explanations[error.keyword] ?? explainRangeOrOther;
  return explain(failure, error.keyword);
}

/** By keyword of JSON Schema; what is not here is a range, or is said in ajv's words. */
const explanations: Readonly<Record<string, (failure: Failure, keyword: string) => readonly Problem[]>> = {
  additionalProperties: ({ path, params, rule, schema, locate }) => {
    const key = String(params["additionalProperty"]);
    const known = Object.keys(rule["properties"] ?? {}).filter((name) => name !== key);
    const elsewhere = findKey(schema, key);
    return locate([...path, key], "key").map((place) => unknownKey(key, path, known, elsewhere, place));
  },
  type: (failure) => [
    wrongType(
      failure.path,
      [failure.params["type"]].flat().map(String),
      failure.found,
      valuePlace(failure),
      textForm(failure),
    ),
  ],
  enum: (failure) => [
    wrongChoice(failure.path, failure.found, failure.params["allowedValues"] as Value[], valuePlace(failure)),
  ],
  const: (failure) => [
    wrongChoice(failure.path, failure.found, [failure.params["allowedValue"] as Value], valuePlace(failure)),
  ],
  required: explainMissing,
  dependentRequired: explainMissing,
  pattern: (failure) => [wrongFormat(failure.path, failure.found, formatInWords(failure), valuePlace(failure))],
  uniqueItems: ({ path, params, found, locate }) => {
    const item = (found as readonly Value[])[params["i"] as number] ?? null;
    const second = Math.max(params["i"] as number, params["j"] as number);
    return [duplicateItem(path, JSON.stringify(item), lastPlace(locate([...path, second], "value")))];
  },
  oneOf: explainForms,
  anyOf: explainForms,
};

function explainMissing({ path, params, rule, locate, isRemoved }: Failure): readonly Problem[] {
  const key = String(params["missingProperty"]);
  if (isRemoved([...path, key])) return [removedValue([...path, key], lastPlace(locate([...path, key], "key")))];
  const properties = (rule["properties"] ?? {}) as ValueMap;
  const description = (properties[key] as ValueMap | undefined)?.["description"];
  const text = typeof description === "string" ? description : undefined;
  return [missingValue([...path, key], text, lastPlace(locate([...path, key], "key")))];
}

function explainForms(failure: Failure, keyword: string): readonly Problem[] {
  const forms = failure.rule[keyword] as readonly ValueMap[];
  const names = forms.map((form) => form["title"] ?? form["description"]).filter((name) => typeof name === "string");
  return [noFormFits(failure.path, names, valuePlace(failure))];
}

function explainKeyFormat(key: string, failure: Failure): readonly Problem[] {
  const place = lastPlace(failure.locate([...failure.path, key], "key"));
  return [wrongKeyFormat(key, failure.path, formatInWords(failure), place)];
}

function explainRangeOrOther(failure: Failure, keyword: string): readonly Problem[] {
  const range = explainRange(keyword, failure.rule[keyword] as Value, failure.found);
  const place = valuePlace(failure);
  if (range !== undefined) return [outOfRange(failure.path, range.rule, range.hint, place)];
  return [invalidValue(failure.path, failure.message, place)];
}

function textForm(failure: Failure): TextForm | undefined {
  const { pattern } = failure.rule;
  return typeof pattern === "string" ? { pattern: new RegExp(pattern, "u"), words: formatInWords(failure) } : undefined;
}

function formatInWords({ rule }: Failure): string {
  const words = rule["x-explain"];
  return typeof words === "string" ? words : `a text that matches ${rule["pattern"]}`;
}

function valuePlace({ path, locate }: Failure): Place {
  return lastPlace(locate(path, "value"));
}

/** The last layer that had a say made the value. */
function lastPlace(places: readonly Place[]): Place {
  const last = places.at(-1);
  if (last === undefined) throw new Error("Locate gave no place.");
  return last;
}

/** A JSON pointer as a path, with numbers for items of lists, and what is there. */
function follow(pointer: string, root: Value): { path: Path; found: Value } {
  const path: (string | number)[] = [];
  let found: Value | undefined = root;
  for (const token of pointer.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    const step: string | number = Array.isArray(found) ? Number(key) : key;
    path.push(step);
    found = (found as Readonly<Record<string | number, Value>> | undefined)?.[step];
  }
  return { path, found: found ?? null };
}
