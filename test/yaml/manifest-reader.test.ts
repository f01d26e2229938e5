import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskCache, type TextCache } from "../../generator/yaml/disk-cache.ts";
import { LazyEntry } from "../../generator/yaml/lazy-entry.ts";
import {
  createManifestReader,
  type ManifestDocument,
  type ManifestReader,
} from "../../generator/yaml/manifest-reader.ts";
import type { Entry, MappingNode, Node } from "../../generator/yaml/node.ts";
import { toValue } from "../../generator/yaml/node-value.ts";
import { printManifest } from "../../generator/yaml/print-manifest.ts";
import { readManifests } from "../../generator/yaml/read-manifests.ts";

const properties = Array.from(
  { length: 200 },
  (_, index) => `        p${index}: {type: string, default: '0x${index}', maximum: 0x10}`,
);

/** Like a CRD: small parts, one of them hex on purpose, and a large schema. */
const definition = `kind: CustomResourceDefinition
apiVersion: apiextensions.k8s.io/v1
metadata:
  name: widgets.example.com
  annotations: {number: 0x10}
spec:
  group: example.com
  conversion:
    strategy: None
  versions:
  - name: v1
    schema:
      properties:
${properties.join("\n")}
status:
  conditions: []
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "manifests-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(reader: ManifestReader, text: string): readonly ManifestDocument[] {
  const result = reader.read(Buffer.from(text), "crd.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function only(text: string, cache?: TextCache): ManifestDocument {
  return read(createManifestReader(cache), text)[0]!;
}

function whole(text: string): MappingNode {
  const result = readManifests(text, "crd.yaml");
  const node = result.ok ? result.value[0] : undefined;
  if (node?.kind !== "mapping") throw new Error("no mapping");
  return node;
}

function print(node: Node): string {
  const printed = printManifest(node);
  return printed.ok ? printed.value : JSON.stringify(printed.problems);
}

function entryAt(node: Node, ...path: readonly string[]): Entry {
  const [key, ...rest] = path;
  const entry = node.kind === "mapping" ? node.entries.find((candidate) => candidate.key.text === key) : undefined;
  if (entry === undefined) throw new Error(`no ${key}`);
  return rest.length === 0 ? entry : entryAt(entry.value, ...rest);
}

/** The node with one value replaced, made the way transformers make it. */
function withValue(node: Node, [key, ...rest]: readonly string[], change: (value: Node) => Node): MappingNode {
  if (node.kind !== "mapping") throw new Error("no mapping");
  const next = (value: Node): Node => (rest.length === 0 ? change(value) : withValue(value, rest, change));
  return {
    kind: "mapping",
    entries: node.entries.map((entry) =>
      entry.key.text === key ? { key: entry.key, value: next(entry.value) } : entry,
    ),
  };
}

/** A cache on disk that has the document. */
function filledCache(): TextCache {
  const cache = diskCache(folder);
  only(definition, cache);
  return cache;
}

const renamed = (value: Node): Node => (value.kind === "scalar" ? { ...value, text: "renamed" } : value);

const sources: readonly (readonly [name: string, cache: () => TextCache | undefined])[] = [
  ["from its file", () => undefined],
  ["from the disk cache", filledCache],
];

describe.each(sources)("a large document %s", (_name, cache) => {
  it("is printed as from the whole tree", () => {
    expect(print(only(definition, cache()).node)).toBe(print(whole(definition)));
  });

  it("has its small parts as they were, and the large one lazily", () => {
    const { node } = only(definition, cache());
    expect(entryAt(node, "metadata").value).toStrictEqual(entryAt(whole(definition), "metadata").value);
    expect(entryAt(node, "spec", "conversion").value).toStrictEqual(
      entryAt(whole(definition), "spec", "conversion").value,
    );
    expect(LazyEntry.textOf(entryAt(node, "spec", "versions"))).toContain("versions:\n  - name: v1\n");
    expect(LazyEntry.textOf(entryAt(node, "spec", "group"))).toBeUndefined();
  });

  it("gives back the tree of its source, down to how a number was written", () => {
    const { node } = only(definition, cache());
    const { value } = entryAt(node, "spec", "versions");
    expect(value).toStrictEqual(entryAt(whole(definition), "spec", "versions").value);
    expect(entryAt(node, "spec", "versions").value).toBe(value);
    expect(toValue(node)).toStrictEqual(toValue(whole(definition)));
  });

  it("keeps the printed text when something beside it changes", () => {
    const path = ["metadata", "name"];
    expect(print(withValue(only(definition, cache()).node, path, renamed))).toBe(
      print(withValue(whole(definition), path, renamed)),
    );
  });

  it("prints anew what was changed inside, moved or copied", () => {
    const { node } = only(definition, cache());
    const emptied = withValue(node, ["spec", "versions"], () => ({ kind: "sequence", items: [] }));
    expect(print(emptied)).toContain("  versions: []\n");
    const copied = { ...entryAt(node, "spec", "versions"), value: { kind: "sequence", items: [] } as const };
    expect(print({ kind: "mapping", entries: [copied] })).toBe("versions: []\n");
    const moved: MappingNode = { kind: "mapping", entries: [entryAt(node, "spec", "versions")] };
    expect(print(moved)).toBe(print({ kind: "mapping", entries: [entryAt(whole(definition), "spec", "versions")] }));
  });

  it("knows which words are nowhere in it", () => {
    const document = only(definition, cache());
    expect(["p199", "conversion", "widgets", "0x10", "a word"].map((word) => document.mayContain(word))).toStrictEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(document.mayContain("containers")).toBe(false);
  });
});

describe("createManifestReader", () => {
  it("reads equal content once", () => {
    const reader = createManifestReader();
    expect(read(reader, definition)[0]).toBe(read(reader, definition)[0]);
  });

  it("does not parse what is in the cache", () => {
    const cache = filledCache();
    const counted: TextCache = {
      get: (key) => cache.get(key)?.replaceAll("p199", "q199"),
      set: () => expect.unreachable(),
    };
    expect(print(only(definition, counted).node)).toContain("q199");
  });

  it.each([
    ["cut off", (file: string) => file.slice(0, -1)],
    ["changed", (file: string) => file.replace("p199", "q199")],
    ["empty", () => ""],
    ["something else", () => "\u0000binary\nrubbish"],
    ["of another shape", () => JSON.stringify({ m: "x" })],
  ])("ignores an entry that is %s", (_name, damage) => {
    const cache = filledCache();
    const [file] = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.length > 40);
    const path = join(folder, file!);
    writeFileSync(path, damage(readFileSync(path, "utf8")));
    expect(print(only(definition, cache).node)).toBe(print(whole(definition)));
    expect(print(only(definition, cache).node)).toBe(print(whole(definition)));
  });

  it("ignores an entry that fits its hash but is no outline", () => {
    for (const text of ["", "{}\n", '{"m":[["a",5]]}\nab', '{"m":[["a",1]]}\nab', "[1]\n", "null\n"]) {
      const cache: TextCache = { get: () => text, set: () => undefined };
      expect(print(only(definition, cache).node)).toBe(print(whole(definition)));
    }
  });

  it("works without a disk to write to", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(print(only(definition, diskCache(file)).node)).toBe(print(whole(definition)));
  });

  it("leaves no temporary file behind", () => {
    filledCache();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map((entry) => entry.name)).toStrictEqual([expect.stringMatching(/^[0-9a-f]{62}$/)]);
  });

  it("keeps what it caches from other users", () => {
    const cache = join(folder, "a", "b");
    only(definition, diskCache(cache));
    const modes = [cache, ...readdirSync(cache, { recursive: true, encoding: "utf8" }).map((name) => join(cache, name))]
      .map((path) => statSync(path))
      .map((status) => [status.isDirectory(), status.mode & 0o777]);
    expect(modes.toSorted()).toStrictEqual([
      [false, 0o600],
      [true, 0o700],
      [true, 0o700],
    ]);
  });

  it("says what is wrong with a large document only when it is printed", () => {
    const twice = definition.replace("p7:", "p6:");
    expect(print(only(twice).node)).toContain("YAML_DUPLICATE_KEY");
  });

  it("unwraps a large list", () => {
    const list = `kind: List\nitems:\n- ${definition.trimEnd().replaceAll("\n", "\n  ")}\n- a: 1\n`;
    const documents = read(createManifestReader(diskCache(folder)), list);
    expect(documents.map((document) => print(document.node))).toStrictEqual([print(whole(definition)), "a: 1\n"]);
  });

  it("refuses a file that no string could hold", () => {
    const result = createManifestReader().read(new Uint8Array(2 ** 28 + 1), "a.yaml");
    expect(result).toMatchObject({ ok: false, problems: [{ code: "YAML_TOO_LARGE" }] });
  });

  it("refuses bytes that are no UTF-8", () => {
    const result = createManifestReader().read(Uint8Array.from([0x61, 0xff, 0xfe]), "a.png");
    expect(result).toMatchObject({ ok: false, problems: [{ code: "YAML_NOT_UTF8", place: { file: "a.png" } }] });
  });
});
