/** The grammar of image names: github.com/distribution/reference. */
const COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const PATH = `${COMPONENT}(?:/${COMPONENT})*`;
const DOMAIN = "[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+(?::[0-9]+)?|localhost(?::[0-9]+)?";
const TAG = ":[\\w][\\w.-]{0,127}";
const DIGEST = "@sha256:[0-9a-f]{64}";
const VERSION = `(?:${TAG}(?:${DIGEST})?|${DIGEST})`;

const REFERENCE = new RegExp(`^(?:(?:${DOMAIN})/)?${PATH}(?:${VERSION})?$`);
/** With registry and version, and not inside a URL, a path, or a longer name. */
const FULL_REFERENCE = new RegExp(`(?<![\\w./:@-])(?:${DOMAIN})/${PATH}${VERSION}(?![\\w/@])`, "g");
/** `"image": "kserve/agent:v0.18.0"` and its like in JSON, YAML, env files and templates: name and reference. */
const NAMED_REFERENCE = new RegExp(
  `image["']?[ \\t]*[:=][ \\t]*["']?((?:(?:${DOMAIN})/)?${PATH}(?:${VERSION})?)(?![\\w/@:{(.])`,
  "gi",
);
/** KServe writes the tag beside the name. */
const VERSION_BESIDE = /^["']?\s*,\s*["']?defaultImageVersion["']?\s*:\s*["']([\w][\w.-]{0,127})["']/;

/** `auto` is what Istio's injection replaces by the proxy's image. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(["auto"]);

/** Whether a text has the form of an image reference, however short: `busybox`, `mysql:8.0`, `quay.io/argoproj/argoexec@sha256:…`. */
export function isImageReference(text: string): boolean {
  return REFERENCE.test(text) && !PLACEHOLDERS.has(text);
}

/** The image references in a text, which may be a whole configuration file in whatever format, in the order in which they stand. */
export function referencesInText(text: string): readonly string[] {
  const full = Array.from(text.matchAll(FULL_REFERENCE), (match) => match[0]);
  const named = Array.from(text.matchAll(NAMED_REFERENCE), (match) => namedReference(text, match));
  return [...full, ...named.filter((reference) => reference !== undefined)];
}

/** In free text a bare word after "image" is anything at all: only a name with a path or a tag counts. */
function namedReference(text: string, match: RegExpExecArray): string | undefined {
  const reference = match[1] ?? "";
  const tag = VERSION_BESIDE.exec(text.slice(match.index + match[0].length))?.[1];
  if (tag !== undefined) return `${reference}:${tag}`;
  return /[/:]/.test(reference) ? reference : undefined;
}
