import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { createManifestReader } from "../../generator/yaml/manifest-reader.ts";
import type { Node } from "../../generator/yaml/node.ts";
import { toValue } from "../../generator/yaml/node-value.ts";
import { printManifest } from "../../generator/yaml/print-manifest.ts";
import { readManifests } from "../../generator/yaml/read-manifests.ts";
import { splitDocuments } from "../../generator/yaml/split-documents.ts";
import { sharedRoot } from "../support/shared.ts";

const root = sharedRoot();

/** Every document once, however many releases have it. */
function yamlDocuments(): readonly string[] {
  const folder = join(root ?? "", "upstream");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name));
  const documents = names.sort().flatMap((name) => {
    const parts = splitDocuments(readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n"));
    if ("separator" in parts) throw new Error(`${name}: ${parts.separator}`);
    return parts.map((part) => part.text);
  });
  return [...new Set(documents)];
}

function read(text: string): readonly Node[] {
  const result = readManifests(text, "upstream.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

/** What a general reader makes of the same text; go-yaml v3 gives 0777 and the like another value, but no upstream file has them. */
function readGenerally(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text, { uniqueKeys: false, merge: true }) as { toJS(): unknown }[];
  const values = documents.map((document) => document.toJS()).filter((value) => value !== null);
  const [only] = values as { kind?: string; items?: unknown[] }[];
  return values.length === 1 && only?.kind === "List" && only.items ? only.items : values;
}

function print(nodes: readonly Node[]): string {
  const texts = nodes.map((node) => {
    const printed = printManifest(node);
    return printed.ok ? printed.value : JSON.stringify(printed.problems);
  });
  return texts.join("---\n");
}

describe.skipIf(root === undefined)("every document of the upstream manifests", () => {
  const documents = root === undefined ? [] : yamlDocuments();

  it("is read as a general YAML reader reads it", () => {
    expect(documents.length).toBeGreaterThan(1000);
    const large = documents.filter((text) => text.length > 100_000);
    // The general reader takes half a minute for all the schemas, which differ little between releases.
    for (const text of documents.filter((text) => !large.includes(text) || large.indexOf(text) % 8 === 0)) {
      // A block scalar that ends with the file has no line break at its end to go-yaml, but one to other readers.
      const whole = `${text}\n`;
      const same = isDeepStrictEqual(read(whole).map(toValue), readGenerally(whole));
      if (!same) expect(read(whole).map(toValue)).toStrictEqual(readGenerally(whole));
    }
  });

  it("is the same once more when what was printed is read", () => {
    for (const text of documents) {
      const printed = print(read(text));
      expect(print(read(printed)) === printed).toBe(true);
    }
  });

  it("is printed the same from an outline as from the whole tree", () => {
    const reader = createManifestReader();
    for (const text of documents) {
      const result = reader.read(Buffer.from(text), "upstream.yaml");
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      expect(print(result.value.map((document) => document.node)) === print(read(text))).toBe(true);
    }
  });
});
