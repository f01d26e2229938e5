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
 * like it: a flag that holds for a part of it, an octal escape. Every pattern is translated once.
 */
export function goRegExp(pattern: string): RegExp | undefined {
  if (!cache.has(pattern)) cache.set(pattern, translate(pattern));
  return cache.get(pattern);
}

function translate(pattern: string): RegExp | undefined {
  // Look-around and back references are not in RE2.
  if (/\(\?(?:[=!]|<[=!])/.test(pattern) || /(?:^|[^\\])(?:\\\\)*\\(?:[1-9]|k<)/.test(pattern)) return undefined;
  if (repeatsTooOften(pattern)) return undefined;
  const { flags, rest } = leadingFlags(pattern);
  try {
    return new RegExp(translateSyntax(rest), flags);
  } catch {
    return undefined;
  }
}

/** RE2 repeats nothing more than a thousand times. */
function repeatsTooOften(pattern: string): boolean {
  return [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].some(
    ([, least, most]) => Number(least) > 1000 || Number(most) > 1000,
  );
}

/** `(?i)` at the start holds for the whole expression; anywhere else it has no JavaScript form. */
function leadingFlags(pattern: string): { flags: string; rest: string } {
  // Anchoring a pattern puts `^(?:` before its flags.
  const [found, anchor = "", flags = ""] = /^(\^\(\?:)?\(\?([imsU]+)\)/.exec(pattern) ?? [];
  if (found === undefined) return { flags: "u", rest: pattern };
  // With `U` repetitions take as little as they can, which decides what they take and not whether there is a match.
  return { flags: `u${[...new Set(flags.replaceAll("U", ""))].join("")}`, rest: anchor + pattern.slice(found.length) };
}

function translateSyntax(pattern: string): string {
  let result = "";
  /** Where the class that is open begins in the result, behind its bracket. */
  let classStart: number | undefined;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] as string;
    const special = specialAt(pattern, i, classStart !== undefined);
    if (special !== undefined) {
      result += special.translated;
      i += special.length - 1;
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

/** The escape or named class that begins at an offset, as JavaScript says it. */
function specialAt(pattern: string, at: number, inClass: boolean): { length: number; translated: string } | undefined {
  for (const [syntax, say] of SPECIAL) {
    syntax.lastIndex = at;
    const found = syntax.exec(pattern);
    const translated = found === null ? undefined : say(found, inClass);
    if (found !== null && translated !== undefined) return { length: found[0].length, translated };
  }
  return undefined;
}

type Say = (found: readonly string[], inClass: boolean) => string | undefined;

const SPECIAL: readonly (readonly [RegExp, Say])[] = [
  [/\[:(\^?)([a-z]+):\]/y, ([, not, name = ""], inClass) => (inClass ? namedClass(name, not === "^") : undefined)],
  // Up to `\E` everything is itself.
  [
    /\\Q(.*?)(?:\\E|$)/sy,
    ([, text = ""], inClass) => (inClass ? undefined : text.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&")),
  ],
  [
    /\\([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/y,
    ([, p = "", not, long, short]) => property(p, not === "^", long ?? short ?? ""),
  ],
  [/\\x\{([0-9A-Fa-f]+)\}/y, ([, digits]) => `\\u{${digits}}`],
  [/\\./sy, ([two = ""], inClass) => translateEscape(two, inClass)],
];

/** `[:alpha:]`; of `[:^alpha:]` the ranges between those that it does not mean. */
function namedClass(name: string, isNegated: boolean): string | undefined {
  const ranges = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (ranges === undefined || !isNegated) return ranges;
  const inside = new RegExp(`[${ranges}]`, "u");
  const ascii = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code));
  const others = ascii.filter((each) => !inside.test(each));
  return `${others.map((each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, "0")}`).join("")}\\u0080-\\u{10FFFF}`;
}

/** Categories have the same names in both; other names are scripts. `\P{^Lu}` is not what is not `Lu`. */
function property(p: string, isNegated: boolean, name: string): string {
  const letter = isNegated ? (p === "p" ? "P" : "p") : p;
  return `\\${letter}{${name.length <= 2 || name === "Any" ? name : `Script=${name}`}}`;
}

function translateEscape(two: string, inClass: boolean): string {
  if (two === "\\A") return "^";
  if (two === "\\z") return "$";
  if (two === "\\a") return "\\x07";
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
