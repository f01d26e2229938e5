import { resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { generate } from "../generator/generate.ts";
import { readCatalog } from "../generator/layers/read-catalog.ts";
import { readEnvironment } from "../generator/layers/read-environment.ts";
import type { Catalog } from "../generator/model/catalog.ts";
import type { Environment } from "../generator/model/environment.ts";
import { readDocument } from "../generator/yaml/read-document.ts";

const ROOT = resolve(import.meta.dirname, "..");
const roots = { package: ROOT, user: ROOT };

/** Texts that a careless writer or reader of YAML, a shell, a template or a controller would change. */
const NASTY = [
  ...[
    "yes",
    "no",
    "on",
    "null",
    "~",
    "true",
    "0123",
    "1e3",
    "0x1f",
    "12:30",
    "2024-01-01",
    "",
    " ",
    "a: b",
    "- a",
    "# a",
    "a #b",
  ],
  ...[
    "{{ x }}",
    "${x}",
    "$(x)",
    "$$",
    "<%= 1 %>",
    "%>",
    "&a",
    "*a",
    "!tag",
    "|",
    ">",
    "@",
    "`",
    "'",
    '"',
    "\\",
    "\\n",
    "a\tb",
  ],
  ...[
    "one\ntwo",
    "one\n\n two\n",
    "\nx",
    "x\n\n",
    "trailing \nspace",
    "\r",
    "a\r\nb",
    "😀",
    "é",
    "\u0085",
    "\u2028",
    "\ufeffx",
    "---",
    "...",
  ],
  "long ".repeat(60),
];

/** Every place where the values take any texts at all, with how to write them there. */
const FIELDS: Readonly<Record<string, (texts: readonly string[]) => object>> = {
  "gateway.service.annotations": (texts) => ({
    gateway: { service: { annotations: numbered(texts, "example.com/note-") } },
  }),
  "profiles[].owner.name": (texts) => ({
    components: { "team-profiles": { enabled: true } },
    profiles: texts
      .filter((text) => text !== "")
      .map((name, index) => ({ name: `team-${index}`, owner: { kind: "User", name } })),
  }),
  "components.katib.extra, keys too": (texts) => ({
    components: {
      katib: {
        extra: {
          resources: [
            {
              apiVersion: "v1",
              kind: "ConfigMap",
              metadata: { name: "x", namespace: "kubeflow" },
              data: { ...numbered(texts, "key-"), ...Object.fromEntries(texts.map((text) => [`key ${text}`, text])) },
            },
          ],
        },
      },
    },
  }),
};

function numbered(texts: readonly string[], prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map((text, index) => [`${prefix}${index}`, text]));
}

let catalog: Catalog;
let base: Environment;

beforeAll(() => {
  const read = readCatalog(roots);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  catalog = read.value;
  const environment = readEnvironment(roots, "evaluation", catalog);
  if (!environment.ok) throw new Error(JSON.stringify(environment.problems));
  base = environment.value;
});

for (const [field, write] of Object.entries(FIELDS)) {
  test(`${field}: any text comes out as exactly that text, for readers of YAML 1.1 and 1.2`, () => {
    const written = write(NASTY);
    const files = output(written);
    const expected = [...collect(written, new Set())].filter((text) => NASTY.includes(text));
    expect(expected.length).toBeGreaterThan(NASTY.length - 2);
    for (const version of ["1.1", "1.2"] as const) {
      const found = textsOf(files, version);
      expect(expected.filter((text) => !found.has(text))).toEqual([]);
    }
  });
}

test("platform.labels: what a label may be comes out as exactly that text", () => {
  const texts = ["yes", "no", "on", "null", "true", "0123", "1e3", "0x1f", "2024-01-01", "1.10", "1_000"];
  const files = output({ platform: { labels: numbered(texts, "example.com/note-") } });
  for (const version of ["1.1", "1.2"] as const) {
    const found = textsOf(files, version);
    expect(texts.filter((text) => !found.has(text))).toEqual([]);
  }
});

/** The files of `evaluation` with one more layer on top, as text: the values go through a file, as a user's do. */
function output(values: object): readonly string[] {
  const document = readDocument(stringify(values), "environments/evaluation/more.yaml");
  if (!document.ok) throw new Error(JSON.stringify(document.problems));
  const layer = { kind: "environment", folder: "environments/more", values: document.value, additions: [] } as const;
  const generated = generate({ ...base, layers: [...base.layers, layer] }, catalog);
  if (!generated.ok) throw new Error(JSON.stringify(generated.problems));
  return [...generated.value.files].filter(([path]) => path.endsWith(".yaml")).map(([, text]) => text);
}

/** Every text and key in every file, as that version of YAML reads it. */
function textsOf(files: readonly string[], version: "1.1" | "1.2"): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of files) {
    for (const document of parseAllDocuments(file, { version }))
      collect((document as { toJS(): unknown }).toJS(), found);
  }
  return found;
}

function collect(value: unknown, found: Set<string>): Set<string> {
  if (typeof value === "string") found.add(value);
  if (typeof value !== "object" || value === null) return found;
  for (const [key, each] of Object.entries(value)) collect(each, found.add(key));
  return found;
}
