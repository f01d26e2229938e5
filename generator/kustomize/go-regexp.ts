const cache = new Map<string, RegExp | undefined>();

/** What RE2 has under another name or not at all in JavaScript. */
const classes: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7F",
  blank: "\\t ",
  cntrl: "\\x00-\\x1F\\x7F",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/**
 * The JavaScript form of a regular expression in Go's syntax (RE2). Undefined when Go refuses it or JavaScript has nothing
 * like it. Every pattern is translated once.
 */
export function goRegExp(pattern: string): RegExp | undefined {
  if (!cache.has(pattern)) cache.set(pattern, translate(pattern));
  return cache.get(pattern);
}

function translate(pattern: string): RegExp | undefined {
  // Look-around and back references are not in RE2.
  if (/\(\?(?:[=!]|<[=!])/.test(pattern) || /(?:^|[^\\])(?:\\\\)*\\(?:[1-9]|k<)/.test(pattern)) return undefined;
  const { flags, rest } = leadingFlags(pattern);
  if (flags === undefined) return undefined;
  const source = translateSyntax(rest);
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

/** `(?i)` at the start holds for the whole expression; anywhere else it has no JavaScript form. */
function leadingFlags(pattern: string): { flags: string | undefined; rest: string } {
  let rest = pattern;
  let anchor = "";
  // Anchoring a pattern puts `^(?:` before its flags.
  const anchored = /^\^\(\?:(?=\(\?[a-zA-Z]+\))/.exec(rest);
  if (anchored !== null) {
    anchor = anchored[0];
    rest = rest.slice(anchor.length);
  }
  const found = /^\(\?([imsU]+)\)/.exec(rest);
  if (found === null) return { flags: "u", rest: pattern };
  const flags = found[1] as string;
  if (flags.includes("U")) return { flags: undefined, rest: pattern };
  return { flags: `u${flags}`, rest: anchor + rest.slice(found[0].length) };
}

function translateSyntax(pattern: string): string {
  let result = "";
  /** Where the class that is open begins in the result, behind its bracket. */
  let classStart: number | undefined;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] as string;
    const posix = classStart === undefined ? null : /^\[:([a-z]+):\]/.exec(pattern.slice(i));
    if (posix !== null && Object.hasOwn(classes, posix[1] as string)) {
      result += classes[posix[1] as string];
      i += posix[0].length - 1;
    } else if (character === "\\") {
      result += translateEscape(pattern.slice(i, i + 2), classStart !== undefined);
      i += 1;
    } else if (classStart !== undefined) {
      // Within a class a bracket is a plain character in Go, and so is a closing one at the start.
      const isFirst = result.length === classStart || result.slice(classStart) === "^";
      if (character === "]" && !isFirst) classStart = undefined;
      result += character === "[" || (character === "]" && isFirst) ? `\\${character}` : character;
    } else if (pattern.startsWith("(?P<", i)) {
      result += "(?<";
      i += 3;
    } else {
      result += literal(character, result, pattern.slice(i));
      if (character === "[") classStart = result.length;
    }
  }
  return result;
}

function translateEscape(two: string, inClass: boolean): string {
  if (two === "\\A") return "^";
  if (two === "\\z") return "$";
  if (two === "\\a") return "\\x07";
  if (two === "\\Q" || two === "\\E") return "";
  // With the `u` flag JavaScript accepts an escape only where it means something.
  if (/^\\[^\w\s]$/.test(two) && !/^\\[\^$\\.*+?()[\]{}|/-]$/.test(two)) return two[1] as string;
  return two === "\\-" && !inClass ? "-" : two;
}

/** A brace that begins no repetition stands for itself in Go. */
function literal(character: string, before: string, rest: string): string {
  if (character === "{") return /^\{\d+(?:,\d*)?\}/.test(rest) ? "{" : "\\{";
  if (character === "}") return /\{\d+(?:,\d*)?$/.test(before) ? "}" : "\\}";
  return character;
}
