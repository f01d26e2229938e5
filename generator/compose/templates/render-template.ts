import ejs from "ejs";
import type { Addition } from "../../model/layer.ts";
import type { Place, Problem, Result } from "../../model/problem.ts";
import { settingRefused, templateFailed, templateRawOutput } from "../../problems/compose-problems.ts";
import { RefusedSetting } from "./refused-setting.ts";
import type { TemplateLocals } from "./template-locals.ts";

/** Where to change what `refuse` names. */
export type LocateSetting = (setting: string) => Place | undefined;

/**
 * The text of an addition: a plain file as it is, an EJS template filled in. `<%= x %>` prints x as JSON, which YAML reads
 * as exactly that value, so no value can break or inject structure; `<%-`, which would print raw text, is refused.
 */
export function renderTemplate(addition: Addition, locals: TemplateLocals, locate: LocateSetting): Result<string> {
  if (!addition.file.endsWith(".ejs")) return { ok: true, value: addition.text };
  const raw = addition.text.indexOf("<%-");
  if (raw >= 0) return { ok: false, problems: [templateRawOutput(placeAt(addition, raw))] };
  try {
    return { ok: true, value: compile(addition)(locals) };
  } catch (error) {
    return { ok: false, problems: [failure(addition, error as Error, locate)] };
  }
}

/** A run over a thousand environments fills in the same templates. */
const compiled = new WeakMap<Addition, ejs.TemplateFunction>();

function compile(addition: Addition): ejs.TemplateFunction {
  const known = compiled.get(addition);
  if (known !== undefined) return known;
  const template = ejs.compile(addition.text, { ...OPTIONS, filename: addition.file });
  compiled.set(addition, template);
  return template;
}

const OPTIONS = {
  // No `with`: a misspelt name is an error instead of a look-up in the global object.
  strict: true,
  localsName: "locals",
  destructuredLocals: [
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
  ],
  escape: printFlowValue,
  rmWhitespace: false,
} satisfies ejs.Options & { strict: boolean; localsName: string; destructuredLocals: string[] };

/** JSON without the characters that YAML does not allow raw in a double-quoted scalar (https://yaml.org/spec/1.2.2/#51-character-set). */
function printFlowValue(value: unknown): string {
  if (value === undefined) throw new Error("The value is undefined.");
  return JSON.stringify(value).replace(UNPRINTABLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** EJS puts `"file":line` and an excerpt in front of the message of what was thrown. */
function failure(addition: Addition, error: Error, locate: LocateSetting): Problem {
  const line = Number(/^[^\n]*:(\d+)\n/.exec(error.message)?.[1] ?? 1);
  const message = error.message.split("\n").at(-1) ?? error.message;
  if (error instanceof RefusedSetting) return settingRefused(message, locate(error.setting));
  return templateFailed(message, { file: addition.file, line, column: 1 });
}

function placeAt(addition: Addition, offset: number) {
  const before = addition.text.slice(0, offset).split("\n");
  return { file: addition.file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
