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

/** Like JSON, but with escapes for what YAML does not allow in a text. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\u007f-\u009f\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
