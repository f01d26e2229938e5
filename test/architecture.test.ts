import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const GENERATOR = resolve(import.meta.dirname, "../generator");

/** What the files of a folder (or one file) may import, and why. A folder may always import itself. */
const RULES: Readonly<Record<string, { readonly may: readonly string[]; readonly because: string }>> = {
  model: { may: [], because: "the words of the domain depend on nothing" },
  git: { may: ["model", "problems"], because: "how git is started, and what it says, whoever asks" },
  problems: { may: ["model"], because: "problems are data with sentences" },
  yaml: { may: ["model", "problems"], because: "text and values, whatever they mean" },
  schema: { may: ["model", "problems"], because: "a value against a JSON Schema, whatever the two mean" },
  facts: { may: ["model"], because: "what is known of an object is computed from the object alone" },
  values: { may: ["model", "yaml", "problems", "facts", "schema"], because: "stages do not import each other" },
  platform: { may: ["model", "yaml", "problems", "facts"], because: "stages do not import each other" },
  compose: {
    may: ["model", "yaml", "problems", "facts", "kustomize"],
    because: "stages do not import each other; patches are followed by what applies them",
  },
  order: { may: ["model", "yaml", "problems", "facts"], because: "stages do not import each other" },
  deliver: { may: ["model", "yaml", "problems", "facts"], because: "stages do not import each other" },
  render: { may: ["model", "yaml", "problems"], because: "stages do not import each other" },
  review: { may: ["model", "yaml", "problems", "facts"], because: "stages do not import each other" },
  kustomize: {
    may: ["model", "yaml", "problems", "git"],
    because: "the build engine knows nothing of Kubeflow or of our values",
  },
  layers: { may: ["model", "yaml", "problems", "schema"], because: "it only reads" },
  output: { may: ["model", "yaml", "problems"], because: "it only writes what it is given" },
  sources: {
    may: ["model", "yaml", "problems", "facts", "kustomize", "git"],
    because: "it brings upstream here and says what is in it",
  },
  publish: { may: ["model", "problems", "git"], because: "it sends what it is given" },
  "generate.ts": {
    may: ["model", "values", "platform", "compose", "order", "render", "deliver"],
    because: "the one place that joins the stages, without a disk",
  },
  cli: {
    may: [
      "generate.ts",
      "layers",
      "output",
      "sources",
      "publish",
      "review",
      "kustomize",
      "model",
      "yaml",
      "problems",
      "facts",
      "values",
      "schema",
    ],
    because: "commands are on top; stages are reached through generate.ts",
  },
  bundle: {
    may: ["cli", "layers", "compose", "values", "schema", "model", "yaml"],
    because: "it does beforehand what these would do in every run",
  },
  "main.ts": { may: ["cli", "bundle"], because: "the bin only hands over the streams" },
};

/** Where the disk, the network and other processes may be touched. */
const OUTSIDE = [
  "layers",
  "output",
  "sources",
  "publish",
  "git",
  "kustomize/sources",
  "kustomize/file-system.ts",
  "yaml/disk-cache.ts",
  "cli",
  "bundle",
];

interface Import {
  readonly file: string;
  readonly from: string;
}

const files = readdirSync(GENERATOR, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.split("\\").join("/"))
  .sort();

const imports: readonly Import[] = files.flatMap((file) =>
  [...readFileSync(join(GENERATOR, file), "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => ({
    file,
    from: match[1]!,
  })),
);

const roomOf = (file: string): string => file.split("/")[0]!;

test("the scan saw the program", () => {
  expect(files.length).toBeGreaterThan(80);
  expect(imports.length).toBeGreaterThan(300);
  expect(files.map(roomOf).filter((room) => RULES[room] === undefined)).toEqual([]);
});

for (const [room, { may, because }] of Object.entries(RULES)) {
  test(`${room} imports only ${["itself", ...may].join(", ")}: ${because}`, () => {
    const strays = imports
      .filter(({ file, from }) => roomOf(file) === room && from.startsWith("."))
      .map(({ file, from }) => ({ file, target: roomOf(posix.join(posix.dirname(file), from)) }))
      .filter(({ target }) => target !== room && !may.includes(target))
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(strays).toEqual([]);
  });
}

test("only the two ends of the line touch the disk, the network and other processes", () => {
  const outside = /^(node:)?(fs|fs\/promises|child_process|http|https|net|os|worker_threads|simple-git|fast-glob)$/;
  const strays = imports
    .filter(({ from }) => outside.test(from))
    .filter(({ file }) => !OUTSIDE.some((place) => file === place || file.startsWith(`${place}/`)))
    .map(({ file, from }) => `${file} imports ${from}`);
  expect(strays).toEqual([]);
});

/** What is not the same everywhere and at any time, by why it matters. A type named after it, or a text or comment that speaks of it, is no use of it. */
const UNSTEADY: Readonly<Record<string, RegExp>> = {
  "the network": /\bfetch\(/,
  "the environment": /\bprocess\./,
  "the clock": /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)|\bperformance\.|\bset(Timeout|Interval)\(/,
  chance: /\bMath\.random\b|\brandom(UUID|Bytes|Int)\b/,
};

/** What depends on the machine's language, and is out of place everywhere; of Intl that is who names no language. */
const LOCALE = /\.localeCompare\(|\.toLocale\w+\(|\bIntl\.\w+\((?:\)|undefined|\[)/;

const codeOf = (file: string): string =>
  readFileSync(join(GENERATOR, file), "utf8").replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*|"(?:[^"\\\n]|\\.)*"/g, "");

test.each(Object.entries(UNSTEADY))("between the two ends of the line nothing depends on %s", (_, use) => {
  const inside = files.filter((file) => !["main.ts", ...OUTSIDE].some((place) => `${file}/`.startsWith(`${place}/`)));
  expect(inside.length).toBeGreaterThan(150);
  expect(inside.filter((file) => use.test(codeOf(file)))).toEqual([]);
});

test("nothing depends on the machine's language", () => {
  expect(files.filter((file) => LOCALE.test(codeOf(file)))).toEqual([]);
});

/** The values' types: what is in it stands in their schema. */
const TYPES_OF_VALUES = "model/values.gen.ts";

/** Asks for a choice in the values that is called as a component is: what follows is about objects of an API, whoever installs it. */
const CHOICE = /\bprovider [!=]== "[a-z-]+"/g;

test("nothing in generator/ names a component: adding one touches no TypeScript", () => {
  const components = readdirSync(resolve(GENERATOR, "../components"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "releases")
    .map((entry) => entry.name);
  expect(components.length).toBeGreaterThan(20);
  // A section of the values may be called as the component that has to do with it.
  const values = JSON.parse(readFileSync(resolve(GENERATOR, "../schemas/values.schema.json"), "utf8"));
  const named = files
    .filter((file) => file !== TYPES_OF_VALUES)
    .flatMap((file) => {
      const text = readFileSync(join(GENERATOR, file), "utf8")
        .replace(/^\s*(\*|\/\/|\/\*).*$/gm, "")
        .replace(CHOICE, "");
      // As a text, or as a step of a path in one; the steps of the engine's paths are Kubernetes' fields.
      const edge = roomOf(file) === "kustomize" ? "[\"'`]" : "[\"'`/$]";
      return components
        .filter((name) => !Object.hasOwn(values.properties, name))
        .filter((name) => new RegExp(`${edge}${name}${edge}`).test(text))
        .map((name) => `${relative(".", file)} names ${name}`);
    });
  expect(named).toEqual([]);
});
