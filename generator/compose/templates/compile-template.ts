import { compileFunction } from "node:vm";
import ejs from "ejs";
import { textDigest } from "../../yaml/read-document.ts";
import { closedGlobals } from "./closed-globals.ts";
import { type PrintToken, precompiledTemplates } from "./precompiled-templates.ts";
import type { TemplateLocals } from "./template-locals.ts";

/** What a template prints: its text with a token for each value, and the values. */
export interface Printed {
  readonly text: string;
  /** By the number in their token. */
  readonly values: readonly PrintedValue[];
}

export interface PrintedValue {
  /** Where the template prints it: the offset of its tag. */
  readonly offset: number;
  /** As JSON, in one line. */
  readonly json: string;
}

/** Throws what the template's code throws, as an Error whose message begins as EJS has it. */
export type Template = (locals: TemplateLocals) => Printed;

/** Why a text is no template: in words, and the line, from 1. */
export interface TemplateFault {
  readonly reason: string;
  readonly line: number;
}

/** Around the number of a value; no text in the private use area means anything to anybody else. */
const MARK = "\ue000";

/** The tokens of values in a text. */
export const TOKENS: RegExp = new RegExp(`${MARK}(\\d+)${MARK}`, "g");

/** Makes an EJS template ready to be filled in. `file` is its name in error messages. */
export function compileTemplate(text: string, file: string): Template | TemplateFault {
  const fill = precompiledTemplates.get(textDigest(text));
  if (fill === undefined) return compileText(text, file);
  const names = namesIn(text);
  return (locals) => {
    try {
      return collectValues((print) => fill(named(names, locals), print));
    } catch (error) {
      // It does not know its lines.
      const template = compileText(text, file);
      if ("reason" in template) throw error;
      return template(locals);
    }
  };
}

/** The body of a function of `locals` and of `escapeFn`, which gives the text of a value: a template without what says where it fails. Throws where it is none. */
export function templateCode(text: string): string {
  const template = parseTemplate(text, {});
  template.compile();
  return `"use strict"; let __line;\n${template.source}`;
}

function compileText(text: string, file: string): Template | TemplateFault {
  let print: PrintToken = () => "";
  // EJS itself calls it, too, with the file's name: for the message of an error.
  const escapeFn = (offset: number | string, value?: unknown): string =>
    typeof offset === "string" ? offset : print(offset, value);
  const fill = compile(parseTemplate(text, { escape: escapeFn, filename: file }));
  if ("reason" in fill) return fill;
  const names = namesIn(text);
  return (locals) =>
    collectValues((printToken) => {
      print = printToken;
      return fill(named(names, locals));
    });
}

/** What a template prints, given what tells of each value that it prints. */
function collectValues(fill: (print: PrintToken) => string): Printed {
  const values: PrintedValue[] = [];
  const text = fill((offset, value) => {
    values.push({ offset, json: printFlowValue(value) });
    return `${MARK}${values.length - 1}${MARK}`;
  });
  return { text, values };
}

function parseTemplate(text: string, options: ejs.Options): ejs.Template {
  // What is printed is an argument of a call: here it gets company.
  const located = text.replace(/<%=/g, (tag, offset: number) => `${tag} ${offset},`);
  return new ejs.Template(located, { ...OPTIONS, destructuredLocals: namesIn(text), ...options });
}

/** Most templates name a few: each costs time in every run. */
function namesIn(text: string): string[] {
  return NAMES.filter((name) => text.includes(name));
}

function named(names: readonly string[], locals: TemplateLocals): Record<string, unknown> {
  const all = locals as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(names.map((name) => [name, closedGlobals[name] ?? all[name]]));
}

const OPTIONS = {
  // No `with`: a misspelt name is an error instead of a look-up in the global object.
  strict: true,
  localsName: "locals",
  rmWhitespace: false,
} satisfies ejs.Options & { strict: boolean; localsName: string };

/** What a template can name. */
const NAMES: readonly string[] = [
  "values",
  "settings",
  "components",
  "profiles",
  "scheduling",
  "environment",
  "release",
  "upstream",
  "ingress",
  "identity",
  "trustIngress",
  "externalStore",
  "s3Settings",
  "refuse",
  "claimPatches",
  "claimExpectations",
  ...Object.keys(closedGlobals),
];

function compile(template: ejs.Template): ejs.TemplateFunction | TemplateFault {
  try {
    return template.compile() as ejs.TemplateFunction;
  } catch (error) {
    return syntaxFault(template.source) ?? unclosedTag(template.templateText) ?? { reason: String(error), line: 1 };
  }
}

/** EJS does not say where, and speaks of its own code around the template's: the engine is asked again about the code that EJS made. */
function syntaxFault(source: string): TemplateFault | undefined {
  try {
    compileFunction(source, ["locals", "escapeFn", "rethrow"], { filename: "template" });
    return undefined;
  } catch (error) {
    const { message, stack } = error as SyntaxError;
    const before = source.split("\n").slice(0, Number(/^template:(\d+)/.exec(stack ?? "")?.[1] ?? 1));
    // EJS notes down each line of the template that it comes to.
    const lines = before.flatMap((code) => /^ {4}; __line = (\d+)$/.exec(code)?.[1] ?? []);
    const reason = message === "Unexpected end of input" ? "A { is not closed" : message;
    return { reason: `${reason}.`, line: Number(lines.at(-1) ?? 1) };
  }
}

function unclosedTag(text: string): TemplateFault | undefined {
  const open = /<%(?!%)(?:(?!<%|%>)[\s\S])*(?:<%|$(?![\s\S]))/.exec(text);
  if (open === null) return undefined;
  return { reason: "The tag <% has no %>.", line: text.slice(0, open.index).split("\n").length };
}

/** JSON without the characters that YAML does not allow raw in a double-quoted scalar (https://yaml.org/spec/1.2.2/#51-character-set). */
function printFlowValue(value: unknown): string {
  if (value === undefined) throw new Error("The value is undefined.");
  return JSON.stringify(value).replace(UNPRINTABLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
