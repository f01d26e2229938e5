import { splitReferences } from "./split-references.ts";

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

/** An image reference in a text, with every piece of the text that it is put together from. */
export interface FoundReference {
  readonly image: string;
  readonly pieces: readonly FoundPiece[];
}

/** What stands at an offset of a text: a whole reference, or what `is` says. */
export interface FoundPiece {
  readonly is?: "name" | "version" | "folder" | "base";
  readonly start: number;
  readonly length: number;
}

/** Whether a text has the form of an image reference, however short: `busybox`, `mysql:8.0`, `quay.io/argoproj/argoexec@sha256:…`. */
export function isImageReference(text: string): boolean {
  return REFERENCE.test(text) && !PLACEHOLDERS.has(text);
}

/** The image references in a text, which may be a whole configuration file in whatever format, in the order in which they stand. */
export function referencesInText(text: string): readonly FoundReference[] {
  // None of the forms is without one of these, and most texts are.
  if (!/[:=@]/.test(text)) return [];
  const full = Array.from(text.matchAll(FULL_REFERENCE), (match) => whole(match[0], match.index));
  const named = Array.from(text.matchAll(NAMED_REFERENCE), (match) => namedReference(text, match));
  const found = [...full, ...named.filter((reference) => reference !== undefined), ...splitReferences(text)];
  const byStart = new Map(found.map((reference) => [reference.pieces[0]?.start ?? 0, reference]));
  return [...byStart].sort(([a], [b]) => a - b).map(([, reference]) => reference);
}

function whole(image: string, start: number): FoundReference {
  return { image, pieces: [{ start, length: image.length }] };
}

/** In free text a bare word after "image" is anything at all: only a name with a path or a tag counts. */
function namedReference(text: string, match: RegExpExecArray): FoundReference | undefined {
  const reference = match[1] ?? "";
  const end = match.index + match[0].length;
  const start = end - reference.length;
  const beside = VERSION_BESIDE.exec(text.slice(end));
  if (beside !== null) {
    const version = beside[1] ?? "";
    return {
      image: `${reference}:${version}`,
      pieces: [
        { is: "name", start, length: reference.length },
        { is: "version", start: end + beside[0].length - 1 - version.length, length: version.length },
      ],
    };
  }
  return /[/:]/.test(reference) ? whole(reference, start) : undefined;
}
