import type { Addition } from "../model/layer.ts";
import type { Place, Problem, Result } from "../model/problem.ts";
import { isMap, type Value, type ValueMap } from "../model/value.ts";
import {
  chartValuesUnreadable,
  expectationInvalid,
  patchUnreadable,
  renderedYamlInvalid,
  resourceIncomplete,
} from "../problems/compose-problems.ts";
import { secretMisplaced, secretNotEncrypted } from "../problems/secret-problems.ts";
import { readValues } from "../yaml/read-values.ts";
import { identityWords } from "./identity-words.ts";
import { readExpectation, type WrittenExpectation } from "./read-expectation.ts";
import { isObject, readPatch } from "./read-patch.ts";
import { encryptionFault } from "./secrets/encryption-fault.ts";
import { type LocateSetting, renderTemplate } from "./templates/render-template.ts";
import type { TemplateLocals } from "./templates/template-locals.ts";

/** What one file of additions comes to once its template is filled in. */
export type Rendered =
  | ResourceDocument
  | EncryptedSecret
  | MergePatch
  | OperationsPatch
  | GeneratorEntry
  | ChartValues
  | ExpectationEntry;

interface FromFile {
  /** Name for the file that it is written to, without ending: `limits`. */
  readonly name: string;
  readonly place: Place | undefined;
}

type Located = FromFile & { readonly place: Place };

export interface ResourceDocument extends FromFile {
  readonly kind: "resource";
  readonly object: ValueMap;
}

/** A Secret that sops has encrypted, with the text that it is delivered as. */
export interface EncryptedSecret extends FromFile {
  readonly kind: "encrypted";
  readonly object: ValueMap;
  readonly text: string;
}

/** A strategic-merge patch. */
export interface MergePatch extends FromFile {
  readonly kind: "merge";
  readonly object: ValueMap;
}

/** JSON 6902 operations, or a strategic merge, on whatever the target selects. */
export interface OperationsPatch extends FromFile {
  readonly kind: "operations";
  readonly target: ValueMap;
  readonly patch: Value;
}

/** An entry of configMapGenerator or secretGenerator, which makes an object or changes one that the base generates. */
export interface GeneratorEntry extends FromFile {
  readonly kind: "generator";
  readonly field: "configMapGenerator" | "secretGenerator";
  readonly entry: ValueMap;
}

/** Values of the component's Helm chart. */
export interface ChartValues extends FromFile {
  readonly kind: "chart";
  readonly values: ValueMap;
}

/** What the cluster must have. */
export interface ExpectationEntry extends FromFile {
  readonly kind: "expectation";
  readonly expectation: WrittenExpectation;
}

/** Fills in one addition and sorts its documents by what they are; a template that renders to nothing gives none. */
export function renderAddition(
  addition: Addition,
  locals: TemplateLocals,
  locate: LocateSetting,
  name: string,
): Result<readonly Rendered[]> {
  const text = renderTemplate(addition, locals, locate);
  if (!text.ok) return text;
  const read = readValues(text.value);
  if ("fault" in read) return { ok: false, problems: [yamlProblem(addition, text.value, read.fault)] };
  const place = { file: addition.file, line: 1, column: 1 };
  if (addition.kind === "resource" && read.values.some(isEncrypted))
    return { ok: false, problems: [secretMisplaced(place)] };
  if (addition.kind === "secret") return encryptedSecret(addition.text, read.values, { name, place });
  return classifyAll(addition.kind, read.values, { name, place });
}

function encryptedSecret(text: string, documents: readonly Value[], from: Located): Result<readonly Rendered[]> {
  const fault = documents.length > 1 ? "it has several documents" : encryptionFault(documents[0]);
  if (fault !== undefined) return { ok: false, problems: [secretNotEncrypted(fault, from.place)] };
  return { ok: true, value: [{ ...from, kind: "encrypted", object: documents[0] as ValueMap, text }] };
}

/** Sorts documents by what they are; those of `extra` in the values come here without a file of their own. */
export function classifyAll(
  kind: Exclude<Addition["kind"], "secret">,
  documents: readonly Value[],
  from: FromFile,
): Result<readonly Rendered[]> {
  const entries = kind === "chart" ? documents : (documents.flat() as readonly Value[]);
  const rendered: Rendered[] = [];
  const problems: Problem[] = [];
  for (const document of entries) {
    const name = entries.length === 1 ? from.name : `${from.name}-${subject(document)}`;
    const { classify, problem } = KINDS[kind];
    const found = classify(document, { ...from, name });
    if (found !== undefined) rendered.push(...found);
    else problems.push(problem(from.place, document));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: rendered };
}

const KINDS = {
  resource: { classify: asResource, problem: resourceIncomplete },
  existing: { classify: asResource, problem: resourceIncomplete },
  patch: { classify: asPatches, problem: patchProblem },
  chart: { classify: asChartValues, problem: chartValuesUnreadable },
  expectation: { classify: asExpectation, problem: expectationProblem },
} as const;

/** What a document is about, as part of a file name that depends on nothing else: several documents of one file are told apart by it. */
function subject(document: Value): string {
  if (!isMap(document)) return "";
  const { target = null, metadata = null, kind = null } = document;
  if (isMap(target)) return identityWords(target);
  return identityWords({ ...(isMap(metadata) ? metadata : {}), kind });
}

function asResource(document: Value, from: FromFile): Rendered[] | undefined {
  return isObject(document) ? [{ ...from, kind: "resource", object: document }] : undefined;
}

function asChartValues(document: Value, from: FromFile): Rendered[] | undefined {
  return isMap(document) ? [{ ...from, kind: "chart", values: document }] : undefined;
}

function asExpectation(document: Value, from: FromFile): Rendered[] | undefined {
  const expectation = readExpectation(document);
  return typeof expectation === "string" ? undefined : [{ ...from, kind: "expectation", expectation }];
}

function expectationProblem(place: Place | undefined, document: Value): Problem {
  const name = isMap(document) && typeof document.name === "string" ? document.name : "";
  return expectationInvalid(String(readExpectation(document)), name, place);
}

function asPatches(document: Value, from: FromFile): Rendered[] | undefined {
  const read = readPatch(document);
  return "fault" in read ? undefined : read.patches.map((patch) => ({ ...from, ...patch }));
}

function patchProblem(place: Place | undefined, document: Value): Problem {
  const read = readPatch(document);
  return patchUnreadable("fault" in read ? read.fault : "", place);
}

/** No Secret has a field of this name but one that sops has written. */
function isEncrypted(value: Value): boolean {
  return isMap(value) && value.kind === "Secret" && value.sops !== undefined;
}

/** A template's fault lies in the template, but only the rendered text has the line: the line itself is shown. */
function yamlProblem(
  addition: Addition,
  text: string,
  fault: { message: string; line: number; column: number },
): Problem {
  const isTemplate = addition.file.endsWith(".ejs");
  const place = isTemplate ? { line: 1, column: 1 } : { line: fault.line, column: fault.column };
  return renderedYamlInvalid(fault.message, text.split("\n")[fault.line - 1] ?? "", { file: addition.file, ...place });
}
