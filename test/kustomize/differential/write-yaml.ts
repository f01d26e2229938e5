/** A value to write as YAML; a `Raw` is written as it is, so that every way to spell a scalar can occur. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Raw
  | readonly Value[]
  | { readonly [key: string]: Value | undefined };

export class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Writes a value as YAML in flow style on one line; members that are undefined are left out. */
export function flowYaml(value: Value): string {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(", ")}]`;
  if (value === null || typeof value !== "object") return quoted(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${quoted(key)}: ${flowYaml(member as Value)}`).join(", ")}}`;
}

/** Writes a value in block style, to stand behind `---`, `-` or a key; texts of several lines as literal blocks where they can be. */
export function blockYaml(value: Value, indent: string): string {
  if (value === null || typeof value !== "object" || value instanceof Raw) return ` ${scalarBlock(value, indent)}`;
  const below = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => `${indent}-${blockYaml(item, below)}`)
    : membersOf(value).map(([key, member]) => `${indent}${quoted(key)}:${blockYaml(member, below)}`);
  return lines.length === 0 ? ` ${flowYaml(value)}` : `\n${lines.join("\n")}`;
}

function scalarBlock(value: Value, indent: string): string {
  if (typeof value !== "string" || !/^[!-~][ -~\n]*\n$/.test(value) || /\n\n$/.test(value)) return flowYaml(value);
  return `|\n${value.slice(0, -1).replaceAll(/^(?=.)/gm, `${indent}  `)}`;
}

function membersOf(value: Value): readonly (readonly [string, Value])[] {
  return Object.entries(value as object).filter(([, member]) => member !== undefined);
}

/** Like JSON, but with escapes for what YAML does not allow in a text. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\u007f-\u009f\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
