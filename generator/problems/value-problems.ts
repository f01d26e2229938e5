import type { Place, Problem } from "../model/problem.ts";
import type { Path, Value } from "../model/value.ts";
import { didYouMean, nearest } from "./did-you-mean.ts";
import { writePath } from "./write-path.ts";

/** Problems of values that do not fit their schema. */

/** `elsewhere`: maps in which the schema does know this key. */
export function unknownKey(
  key: string,
  map: Path,
  known: readonly string[],
  elsewhere: readonly Path[],
  place: Place,
): Problem {
  const where = map.length === 0 ? "at the top level" : `in ${writePath(map)}`;
  const isMisplaced = nearest(key, known) === undefined && elsewhere.length > 0;
  const hint = isMisplaced
    ? `It belongs into ${elsewhere.map((path) => writePath(path) || "the top level").join(" or ")}.`
    : `Known there: ${known.join(", ")}.`;
  return {
    code: "UNKNOWN_KEY",
    message: `There is no "${key}" ${where}.${didYouMean(key, known)}`,
    ...((isMisplaced || known.length > 0) && { hint }),
    place,
  };
}

/** A text has a form besides: what it must match, and that in words. */
export interface TextForm {
  readonly pattern: RegExp;
  readonly words: string;
}

/** `wanted`: JSON Schema's names of types. */
export function wrongType(path: Path, wanted: readonly string[], found: Value, place: Place, form?: TextForm): Problem {
  const names = wanted.map((type) => TYPE_NAMES[type] ?? type);
  const hint = typeHint(wanted, found, form);
  return {
    code: "WRONG_TYPE",
    message: `${subject(path)} must be ${names.join(" or ")}, but is ${describe(found)}.`,
    ...(hint !== undefined && { hint }),
    place,
  };
}

/** A layer wrote nothing behind the key, which takes out what others say. */
export function removedValue(path: Path, place: Place): Problem {
  return {
    code: "MISSING_VALUE",
    message: `${writePath(path)} is empty here, which takes out what other layers say, the defaults too; but it must be there.`,
    hint: "Delete the line to keep those, or write something behind it.",
    place,
  };
}

/** `description`: what the schema says of the missing value. */
export function missingValue(path: Path, description: string | undefined, place: Place): Problem {
  return {
    code: "MISSING_VALUE",
    message: `${writePath(path)} is missing.`,
    ...(description !== undefined && { hint: description }),
    place,
  };
}

export function wrongChoice(path: Path, found: Value, choices: readonly Value[], place: Place): Problem {
  const texts = choices.filter((choice) => typeof choice === "string");
  const suggestion = typeof found === "string" ? didYouMean(found, texts) : "";
  const list = choices.map((choice) => JSON.stringify(choice));
  return {
    code: "WRONG_CHOICE",
    message: `${subject(path)} must be ${alternatives(list)}, but is ${describe(found)}.${suggestion}`,
    place,
  };
}

/** `wanted` completes "must be": `a DNS label: lower-case letters, …`. */
export function wrongFormat(path: Path, found: Value, wanted: string, place: Place): Problem {
  return {
    code: "WRONG_FORMAT",
    message: `${subject(path)} must be ${wanted}, but is ${describe(found)}.`,
    place,
  };
}

export function wrongKeyFormat(key: string, map: Path, wanted: string, place: Place): Problem {
  return { code: "WRONG_FORMAT", message: `The key "${key}" in ${writePath(map)} must be ${wanted}.`, place };
}

/** `rule` completes the path: `must have at least 1 item`. */
export function outOfRange(path: Path, rule: string, hint: string | undefined, place: Place): Problem {
  return {
    code: "OUT_OF_RANGE",
    message: `${subject(path)} ${rule}.`,
    ...(hint !== undefined && { hint }),
    place,
  };
}

export function duplicateItem(list: Path, item: string, place: Place): Problem {
  return {
    code: "DUPLICATE_ITEM",
    message: `${writePath(list)} holds ${item} twice.`,
    hint: "Keep one of the two.",
    place,
  };
}

export function noFormFits(path: Path, forms: readonly string[], place: Place): Problem {
  return {
    code: "WRONG_FORM",
    message: `${subject(path)} fits none of its forms.`,
    ...(forms.length > 0 && { hint: `Its forms: ${forms.join("; ")}.` }),
    place,
  };
}

/** What the schema forbids in a way that has no words of its own here. */
export function invalidValue(path: Path, reason: string, place: Place): Problem {
  return { code: "INVALID_VALUE", message: `${subject(path)} ${reason}.`, place };
}

export function badSchema(reason: string, place: Place): Problem {
  return {
    code: "BAD_SCHEMA",
    message: `This JSON Schema cannot be used: ${reason}.`,
    hint: "A component's values.schema.json is an object schema of its own settings, JSON Schema 2020-12.",
    place,
  };
}

export function commonSetting(name: string, component: string, place: Place): Problem {
  return {
    code: "COMMON_SETTING",
    message: `Every component has "${name}"; ${component} cannot define it in its own way.`,
    hint: "Remove it from values.schema.json, or give it another name.",
    place,
  };
}

/** For who asks about a value that no layer sets and that the schema does not know. */
export function unknownPath(key: string, map: Path, known: readonly string[]): Problem {
  const where = map.length === 0 ? "at the top level" : `in ${writePath(map)}`;
  return {
    code: "UNKNOWN_PATH",
    message: `There is no value "${key}" ${where}.${didYouMean(key, known)}`,
    ...(known.length > 0 && { hint: `Known there: ${known.join(", ")}.` }),
  };
}

export function badPath(text: string): Problem {
  return {
    code: "UNKNOWN_PATH",
    message: `"${text}" is not the path of a value.`,
    hint: 'Write database.host, profiles.team-vision.owner, profiles[0].owner, platform.labels["example.com/team"].',
  };
}

/** A file that a command writes from others. */
export function fileNotCurrent(file: string, command: string): Problem {
  return {
    code: "FILE_NOT_CURRENT",
    message: "The file is not what the schemas say.",
    hint: `Write it again: ${command}`,
    place: { file, line: 1, column: 1 },
  };
}

export function typesNeedDevelopment(): Problem {
  return {
    code: "TYPES_NEED_DEVELOPMENT",
    message:
      "Types are written in a clone of this program's repository only: json-schema-to-typescript is not installed.",
  };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  null: "empty",
};

const LONGEST_QUOTE = 60;

/** A value in a sentence: `the text "yes"`, `the number 5`, `a list`. */
function describe(value: Value): string {
  if (value === null) return "empty";
  if (typeof value === "string") {
    const text = value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value;
    return value === "" ? "an empty text" : `the text ${JSON.stringify(text)}`;
  }
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "a map";
}

function typeHint(wanted: readonly string[], found: Value, form: TextForm | undefined): string | undefined {
  if (wanted.includes("string") && (typeof found === "number" || typeof found === "boolean"))
    return form === undefined || form.pattern.test(String(found)) ? "Put it in quotes." : `Write ${form.words}.`;
  if (typeof found !== "string") return undefined;
  if (wanted.includes("boolean"))
    return "Write true or false without quotes; yes, no, on and off are texts in YAML 1.2.";
  const isNumber = found.trim() !== "" && Number.isFinite(Number(found));
  return isNumber && (wanted.includes("integer") || wanted.includes("number")) ? "Remove the quotes." : undefined;
}

function alternatives(list: readonly string[]): string {
  return list.length < 2 ? list.join() : `${list.slice(0, -1).join(", ")} or ${list.at(-1)}`;
}

function subject(path: Path): string {
  return path.length === 0 ? "The file" : writePath(path);
}
