import type { Addition } from "../../model/layer.ts";
import type { Place, Problem, Result } from "../../model/problem.ts";
import {
  settingRefused,
  templateFailed,
  templateRawOutput,
  templateValueInText,
} from "../../problems/compose-problems.ts";
import { misplacedToken } from "../../yaml/misplaced-token.ts";
import { compileTemplate, type Printed, type Template, type TemplateFault, TOKENS } from "./compile-template.ts";
import { RefusedSetting } from "./refused-setting.ts";
import type { TemplateLocals } from "./template-locals.ts";

/** Where to change what `refuse` names. */
export type LocateSetting = (setting: string) => Place | undefined;

/**
 * The text of an addition: a plain file as it is, an EJS template filled in. `<%= x %>` prints x as JSON, which YAML reads as exactly that value
 * wherever a value can stand; within quotes and other texts it is refused, and so is `<%-`, which would print raw text. So no value can break
 * or inject structure.
 */
export function renderTemplate(addition: Addition, locals: TemplateLocals, locate: LocateSetting): Result<string> {
  if (!addition.file.endsWith(".ejs")) return { ok: true, value: addition.text };
  const raw = addition.text.indexOf("<%-");
  if (raw >= 0) return { ok: false, problems: [templateRawOutput(placeAt(addition, raw))] };
  const template = compiledOnce(addition);
  if ("reason" in template) {
    const place = { file: addition.file, line: template.line, column: 1 };
    return { ok: false, problems: [templateFailed(template.reason, place)] };
  }
  try {
    return finish(addition, template(locals));
  } catch (error) {
    return { ok: false, problems: [failure(addition, error as Error, locate)] };
  }
}

/** A run over a thousand environments fills in the same templates. */
const compiled = new WeakMap<Addition, Template | TemplateFault>();

function compiledOnce(addition: Addition): Template | TemplateFault {
  const template = compiled.get(addition) ?? compileTemplate(addition.text, addition.file);
  compiled.set(addition, template);
  return template;
}

function finish(addition: Addition, { text, values }: Printed): Result<string> {
  const misplaced = misplacedToken(text, TOKENS, values.length);
  if (misplaced !== undefined) {
    return { ok: false, problems: [templateValueInText(placeAt(addition, values[misplaced]?.offset ?? 0))] };
  }
  return { ok: true, value: text.replace(TOKENS, (_, index: string) => values[Number(index)]?.json ?? "") };
}

/** EJS puts `file:line`, an excerpt and an empty line in front of the message of what was thrown. */
function failure(addition: Addition, error: Error, locate: LocateSetting): Problem {
  const [, line = "1", message = error.message] = /^[^\n]*:(\d+)\n(?:.+\n)*\n([\s\S]*)$/.exec(error.message) ?? [];
  if (error instanceof RefusedSetting) return settingRefused(message, locate(error.setting));
  const reason = message.trim().replaceAll(/\s*\n\s*/g, " ");
  return templateFailed(reason, { file: addition.file, line: Number(line), column: 1 });
}

function placeAt(addition: Addition, offset: number): Place {
  const before = addition.text.slice(0, offset).split("\n");
  return { file: addition.file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
