import type { FoundPiece, FoundReference } from "./image-reference.ts";

/**
 * The images that Istio's values put together: `hub`, and beside it a `tag`, name the folder and the version of every `image` below them
 * (istio/manifests/charts/istio-control/istio-discovery/files/injection-template.yaml). A hub without an image below it is a folder alone,
 * `registry.example.com/istio/`. In the JSON that Kubernetes and Helm print: a field per line, indented.
 */
export function splitReferences(text: string): readonly FoundReference[] {
  if (!text.includes('"hub"')) return [];
  const fields = [...text.matchAll(FIELD)].map(fieldOf);
  // By indentation, where the mapping of the last hub ends: it has no second one.
  const ends = new Map<number, number>();
  return fields.flatMap((hub, index) => {
    if (hub.key !== "hub" || hub.value === "" || index < (ends.get(hub.indent) ?? 0)) return [];
    const [begin, end] = blockOf(index, fields);
    ends.set(hub.indent, end);
    return belowHub(hub, fields.slice(begin, end));
  });
}

interface Field extends FoundPiece {
  readonly indent: number;
  readonly key: string;
  readonly value: string;
}

/** `"key": "text"` or the beginning of anything else. */
const FIELD = /^( *)"([^"\n]*)": (?:"([^"\n]*)"|.)/gm;

function fieldOf(match: RegExpExecArray): Field {
  const [line, indent = "", key = "", value = ""] = match;
  return {
    indent: indent.length,
    key,
    value,
    start: match.index + line.length - 1 - value.length,
    length: value.length,
  };
}

function belowHub(hub: Field, block: readonly Field[]): readonly FoundReference[] {
  const tag = block.find(({ key, indent, value }) => key === "tag" && indent === hub.indent && value !== "");
  const images = block.filter(({ key, indent, value }) => key === "image" && indent > hub.indent && BASE.test(value));
  if (tag === undefined || images.length === 0) return [{ image: `${hub.value}/`, pieces: [piece(hub, "folder")] }];
  return images.map((image) => ({
    image: `${hub.value}/${image.value}:${tag.value}`,
    pieces: [piece(image, "base"), piece(hub, "folder"), piece(tag, "version")],
  }));
}

const BASE = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;

/** Where the fields of the same mapping, with all that is inside them, begin and end. */
function blockOf(index: number, fields: readonly Field[]): readonly [begin: number, end: number] {
  const indent = fields[index]?.indent ?? 0;
  const isInside = (at: number) => (fields[at]?.indent ?? -1) >= indent;
  let [begin, end] = [index, index + 1];
  while (isInside(begin - 1)) begin--;
  while (isInside(end)) end++;
  return [begin, end];
}

function piece({ start, length }: Field, is: "folder" | "base" | "version"): FoundPiece {
  return { is, start, length };
}
