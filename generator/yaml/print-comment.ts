/** A line with a comment. What would end it before its end, or is in no YAML file, becomes a space. */
export function printComment(text: string): string {
  return `# ${text.replace(UNPRINTABLE, " ")}\n`;
}

/** Breaks of lines, and all else but what YAML 1.2.2 calls printable (5.1); a byte order mark is no text either. */
const UNPRINTABLE = /[^\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]+/gu;
