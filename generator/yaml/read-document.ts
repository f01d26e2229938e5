import { createHash } from "node:crypto";
import { LineCounter, parseDocument, type Document as YamlDocument } from "yaml";
import type { Document } from "../model/document.ts";
import type { Place, Problem, Result } from "../model/problem.ts";
import type { Value } from "../model/value.ts";
import {
  badYaml,
  controlCharacter,
  customTag,
  fileTooLarge,
  otherYamlVersion,
  severalDocuments,
  tooDeep,
} from "../problems/document-problems.ts";
import { refused } from "../problems/gather.ts";
import { locateNode } from "./locate-node.ts";
import { parsedDocuments } from "./parsed-documents.ts";
import { MAXIMUM_DEPTH, type PlaceAt, toValue } from "./to-value.ts";

/** In UTF-16 units: far beyond what a person writes, far below what would make the parser slow. */
const MAXIMUM_SIZE = 1024 * 1024;

/** What YAML does not allow in a text (`c-printable`, YAML 1.2.2 section 5.1): every control character but tab, line feed, return and U+0085. */
const CONTROL_CHARACTER = /[^\P{Cc}\t\n\r\u0085]/u;

/**
 * Reads one YAML document that a person wrote: YAML 1.2, core schema, so `yes` and `0123` are what they look like only in
 * quotes or not at all. There are no merge keys (`<<`): layers do their work, and a reader of 1.2 need not know them.
 * `file` is the path for places. Gives the value, with places found when they are asked for, or every problem in the file.
 */
export function readDocument(text: string, file: string): Result<Document> {
  const parsed = parsedDocuments.get(textDigest(text));
  if (parsed === undefined) return parseText(text, file);
  let located: Result<Document> | undefined;
  const locate: Document["place"] = (path, part) => {
    located ??= parseText(text, file);
    return located.ok ? located.value.place(path, part) : startOf(file);
  };
  const value = JSON.parse(parsed) as Value;
  return { ok: true, value: { file, value, place: (path, part) => placeLater(file, () => locate(path, part)) } };
}

/** A place that is looked for when somebody reads its line: many are passed on for problems that there are not. */
function placeLater(file: string, locate: () => Place): Place {
  let place: Place | undefined;
  const found = (): Place => {
    place ??= locate();
    return place;
  };
  return {
    file,
    get line() {
      return found().line;
    },
    get column() {
      return found().column;
    },
  };
}

/** By which a text that was parsed before is found. */
export function textDigest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function parseText(text: string, file: string): Result<Document> {
  const lines = new LineCounter();
  const placeAt: PlaceAt = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (text.length > MAXIMUM_SIZE) return refused(fileTooLarge(MAXIMUM_SIZE, startOf(file)));

  // A byte order mark is no character of the first line.
  const source = text.replace(/^\uFEFF/, "");
  // Whole numbers come as bigint, to see which are too large; toValue finds duplicate keys, in linear time.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, intAsBigInt: true };
  const document = parseDocument(source, options);
  const problem = syntaxProblem(document, source, placeAt);
  if (problem !== undefined) return refused(problem);

  const value = toValue(document.contents, placeAt);
  if (!value.ok) return value;
  const start = startOf(file);
  return {
    ok: true,
    value: {
      file,
      value: value.value,
      place: (path, part = "value") => {
        const offset = locateNode(document, path, part);
        return offset === undefined ? start : placeAt(offset);
      },
    },
  };
}

/** The first thing wrong with the text as YAML: what follows a syntax error is mostly its echo. */
function syntaxProblem(document: YamlDocument.Parsed, text: string, placeAt: PlaceAt): Problem | undefined {
  const control = CONTROL_CHARACTER.exec(text);
  if (control !== null) return controlCharacter(control[0].charCodeAt(0), placeAt(control.index));
  const error = document.errors[0];
  // The parser recurses: thousands of open brackets end its stack.
  if (error?.code === "RESOURCE_EXHAUSTION") return tooDeep(MAXIMUM_DEPTH, placeAt(error.pos[0]));
  if (error?.code === "MULTIPLE_DOCS") return severalDocuments(placeAt(error.pos[0]));
  if (error !== undefined) return badYaml(sentence(error.message), placeAt(error.pos[0]));
  const warning = document.warnings[0];
  if (warning?.code === "TAG_RESOLVE_FAILED") {
    const [from, to] = warning.pos;
    return customTag(text.slice(from, to).split(/\s/)[0] ?? "", placeAt(from));
  }
  if (warning !== undefined) return badYaml(sentence(warning.message), placeAt(warning.pos[0]));
  const { explicit, version } = document.directives.yaml;
  return explicit === true && version !== "1.2" ? otherYamlVersion(version, placeAt(0)) : undefined;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function startOf(file: string): Place {
  return { file, line: 1, column: 1 };
}
