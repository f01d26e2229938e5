import type { Document } from "../../generator/model/document.ts";
import type { Layer } from "../../generator/model/layer.ts";
import type { Value } from "../../generator/model/value.ts";
import { readDocument } from "../../generator/yaml/read-document.ts";

/** Layers from the texts of their values.yaml: `layer-1/values.yaml` is the first. */
export function layersOf(...texts: readonly string[]): readonly Layer[] {
  return texts.map((text, index) => {
    const folder = `layer-${index + 1}`;
    const document = readDocument(text, `${folder}/values.yaml`);
    if (!document.ok) throw new Error(JSON.stringify(document.problems));
    return { kind: "environment", folder, values: document.value, additions: [] };
  });
}

/** Layers from their values; what is where does not matter then. */
export function layersOfValues(...values: readonly Value[]): readonly Layer[] {
  return values.map((value, index) => {
    const folder = `layer-${index + 1}`;
    const values: Document = {
      file: `${folder}/values.yaml`,
      value,
      place: () => ({ file: folder, line: 1, column: 1 }),
    };
    return { kind: "environment", folder, values, additions: [] };
  });
}
