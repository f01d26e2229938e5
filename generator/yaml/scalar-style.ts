import { resolvePlainYaml11 } from "./resolve-scalar.ts";

/** How the text of a scalar is written. */
export type ScalarStyle = "plain" | "single" | "double" | "literal";

/** Where a scalar stands: a simple key may neither fold nor be a block. */
export type ScalarPosition = "key" | "value";

/** What the text allows; the emitter asks for one style and falls back along plain, single, double. */
interface Allowed {
  readonly plain: boolean;
  readonly single: boolean;
  readonly literal: boolean;
  /** Has a line break, U+2028 and U+2029 included. */
  readonly multiline: boolean;
}

const baseSixty = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

const anything: Allowed = { plain: true, single: true, literal: true, multiline: false };
const noPlain: Allowed = { plain: false, single: true, literal: true, multiline: false };

/**
 * The style in which go-yaml v2 writes a string (`encode.go:stringv`, `emitterc.go:yaml_emitter_select_scalar_style`): plain when
 * no reader can take it for something else, a literal block when it has line breaks, else the mildest quotes that hold it.
 */
export function scalarStyle(text: string, position: ScalarPosition): ScalarStyle {
  const allowed = analyze(text);
  if (text.includes("\n")) return allowed.literal && position === "value" ? "literal" : "double";
  if (isMistakable(text)) return "double";
  if (allowed.plain) return "plain";
  return allowed.single && !(allowed.multiline && position === "key") ? "single" : "double";
}

/** Whether a plain text would be read as something else than this string by a YAML 1.1 reader. */
export function isMistakable(text: string): boolean {
  return resolvePlainYaml11(text) !== "str" || baseSixty.test(text);
}

/** Whether the character is a line break to go-yaml: CR, LF, NEL, LS, PS. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Whether a UTF-16 unit may stand unescaped; halves of characters above U+FFFF may not (`yamlprivateh.go:is_printable`). */
export function isPrintable(code: number): boolean {
  if (code < 0x7f) return code >= 0x20 || code === 0x0a;
  if (code < 0xa0) return false;
  return code < 0xd800 || (code >= 0xe000 && code < 0xfffe && code !== 0xfeff);
}

/** `emitterc.go:yaml_emitter_analyze_scalar`; most texts are printable ASCII on one line and leave by the short way. */
function analyze(text: string): Allowed {
  const length = text.length;
  if (length === 0) return anything;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return analyzeUnusual(text);
  }
  return hasPlainIndicator(text) ? noPlain : anything;
}

function analyzeUnusual(text: string): Allowed {
  let special = false;
  let multiline = false;
  let breakSpace = false;
  let spaceBreak = false;
  let before = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isPrintable(code)) special = true;
    if (isBreak(code)) {
      multiline = true;
      if (before === 0x20) spaceBreak = true;
    } else if (code === 0x20 && isBreak(before)) {
      breakSpace = true;
    }
    before = code;
  }
  const escaped = special || spaceBreak;
  return {
    plain: !(escaped || multiline || hasPlainIndicator(text)),
    single: !(escaped || breakSpace),
    literal: !(escaped || text.endsWith(" ")),
    multiline,
  };
}

const firstIndicators = "#,[]{}&*!|>'\"%@`";

/** Something that ends or changes a plain scalar in block context. */
function hasPlainIndicator(text: string): boolean {
  if (text.startsWith(" ") || text.endsWith(" ") || text.startsWith("---") || text.startsWith("...")) return true;
  if (firstIndicators.includes(text.charAt(0))) return true;
  if ("?:-".includes(text.charAt(0)) && (text.length === 1 || isBlank(text, 1))) return true;
  for (let at = text.indexOf(":", 1); at >= 0; at = text.indexOf(":", at + 1)) {
    if (at === text.length - 1 || isBlank(text, at + 1)) return true;
  }
  for (let at = text.indexOf("#", 1); at >= 0; at = text.indexOf("#", at + 1)) {
    if (isBlank(text, at - 1) || isBreak(text.charCodeAt(at - 1))) return true;
  }
  return false;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x09;
}
