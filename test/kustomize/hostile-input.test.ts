import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildText } from "../support/build-text.ts";
import { hasKubectl, kubectlKustomize } from "../support/kubectl-kustomize.ts";

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "hostile-"));
});
afterAll(() => rmSync(work, { recursive: true }));

type Tree = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

function write(tree: Tree): string {
  const folder = mkdtempSync(join(work, "tree-"));
  for (const [path, content] of Object.entries(tree)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === "object" && "link" in content) symlinkSync(content.link, file);
    else writeFileSync(file, content);
  }
  return folder;
}

const config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
const one = (content: string | Uint8Array): Tree => ({
  "kustomization.yaml": "resources: [a.yaml]\n",
  "a.yaml": content,
});

const unclosedVariables = (count: number): Tree => ({
  "kustomization.yaml": "resources: [a.yaml]\nvars: [{name: A, objref: {apiVersion: v1, kind: Pod, name: a}}]\n",
  "a.yaml": `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{args: ["$(A) $$(A) ${"$(".repeat(count)}$$"]}]}\n`,
});

const sameAsKustomize: Readonly<Record<string, Tree>> = {
  "a base above the root that contains it": {
    "kustomization.yaml": "resources: [a]\n",
    "a/kustomization.yaml": "resources: [..]\n",
  },
  "a kustomization that names itself": { "kustomization.yaml": "resources: [.]\n" },
  "components in a circle": {
    "kustomization.yaml": "components: [a]\n",
    "a/kustomization.yaml": "kind: Component\ncomponents: [../b]\n",
    "b/kustomization.yaml": "kind: Component\ncomponents: [../a]\n",
  },
  "an absolute path": { "kustomization.yaml": "resources: [/etc]\n" },
  "an absolute file outside": { "kustomization.yaml": "resources: [/etc/hostname]\n" },
  "a link to a file outside the root": {
    "kustomization.yaml": "resources: [a.yaml]\n",
    "a.yaml": { link: "/etc/hostname" },
  },
  "a link to a file in the root": { ...one({ link: "b.yaml" } as never), "b.yaml": config },
  "a link to itself": { "kustomization.yaml": "resources: [a.yaml]\n", "a.yaml": { link: "a.yaml" } },
  "a linked kustomization file": {
    "kustomization.yaml": { link: "k.yaml" },
    "k.yaml": "resources: [a.yaml]\n",
    "a.yaml": config,
  },
  "a kustomization file that is a folder": { "kustomization.yaml/x": "", "a.yaml": config },
  "a folder that is a file": { "kustomization.yaml": "resources: [a.yaml/b]\n", "a.yaml": config },
  "variables that nothing closes": unclosedVariables(1_000),
  "a binary file": one(Uint8Array.from({ length: 2_000 }, (_, index) => (index * 7) % 256)),
  "invalid UTF-8": one(
    Buffer.concat([Buffer.from(`${config}data: {x: "`), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('"}\n')]),
  ),
  "a NUL byte": one(`${config}data: {x: "a\0b"}\n`),
  "windows line ends": one(`${config}data:\n  x: |\n    a\n    b\n  y: "a\n    b"\n`.replaceAll("\n", "\r\n")),
  "old macintosh line ends": one(`${config}data: {x: y}\n`.replaceAll("\n", "\r")),
  "a byte order mark": one(`\ufeff${config}`),
  "a byte order mark before the second document": one(
    `${config}---\n\ufeffapiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n`,
  ),
  "an empty file": one(""),
  "only separators": one("---\n---\n---\n"),
  "a tab as indentation": one("apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: a\n"),
  "an unclosed quote": one(`${config}data: {x: "abc\n`),
  "an unknown alias": one(`${config}data: {x: *nothing}\n`),
  "an alias to what contains it": one(`${config}data: &a {x: *a}\n`),
  "duplicate keys at the top": one(`${config}kind: Secret\n`),
  "duplicate keys in a field that a patch reads": {
    "kustomization.yaml":
      "resources: [a.yaml]\npatches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: null}}'}]\n",
    "a.yaml": `${config}data: {x: "1", x: "2"}\n`,
  },
  "a name that is no text": one("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {a: b}}\n"),
  "a name that is a number": one("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 5}\n"),
  "metadata that is a list": one("apiVersion: v1\nkind: ConfigMap\nmetadata: [a]\n"),
  "a document that is a list": one("- a\n- b\n"),
  "a document that is text": one("just text\n"),
  "keys that are members of every JavaScript object": one(
    "apiVersion: example.com/v1\nkind: constructor\nmetadata: {name: toString, labels: {__proto__: x, hasOwnProperty: y}}\n__proto__: {a: b}\nvalueOf: [1]\n",
  ),
  "names that are members of every JavaScript object": {
    "kustomization.yaml":
      "namePrefix: __proto__\nconfigMapGenerator: [{name: constructor, literals: [__proto__=1, toString=2]}]\ncommonLabels: {__proto__: x}\nimages: [{name: constructor, newTag: x}]\nresources: [a.yaml]\n",
    "a.yaml":
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: constructor}], volumes: [{name: v, configMap: {name: constructor}}]}\n",
  },
  "a key of 1,000 characters": one(`${config}data:\n  ? ${"k".repeat(1_000)}\n  : v\n`),
  "a line of a million characters": one(`${config}data: {x: "${"word ".repeat(200_000)}"}\n`),
  "20,000 levels of nesting": one(
    `apiVersion: example.com/v1\nkind: X\nmetadata: {name: a}\na: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`,
  ),
  "deeply nested kustomization": { "kustomization.yaml": `resources: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n` },
  "a kustomization that is a list": { "kustomization.yaml": "[a, b]\n" },
  "a kustomization that is binary": { "kustomization.yaml": Uint8Array.from([0, 1, 2, 255]) },
  "an empty kustomization": { "kustomization.yaml": "" },
  "an unknown escape in a repository-like path": { "kustomization.yaml": "resources: ['a%zz/..//b']\n" },
};

describe.skipIf(!hasKubectl())("bad input has the same result as with kubectl kustomize, or is refused by both", () => {
  test.each(Object.entries(sameAsKustomize))("%s", async (_name, tree) => {
    const folder = write(tree);
    const [real, ours] = [await kubectlKustomize(folder), await buildText(folder)];
    expect(ours.ok ? ours.value : "refused").toBe(real.ok ? real.text : "refused");
  });
});

/** What Kustomize builds and we refuse on purpose. */
const refusedOnPurpose: Readonly<Record<string, Tree>> = {
  "UTF-16": one(Buffer.from(`\ufeff${config}`, "utf16le")),
  "900 levels of nesting": one(
    `apiVersion: example.com/v1\nkind: X\nmetadata: {name: a}\na: ${"[".repeat(900)}${"]".repeat(900)}\n`,
  ),
};

test.each(Object.entries(refusedOnPurpose))("%s is refused with a problem that says where", async (_name, tree) => {
  const built = await buildText(write(tree));
  expect(built).toMatchObject({ ok: false, problems: [{ place: { file: expect.stringMatching(/a\.yaml$/) } }] });
});

/** Each level doubles what the level below it holds. */
function aliasBomb(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) => `l${level + 1}: &l${level + 1} [*l${level}, *l${level}]`);
  return `apiVersion: example.com/v1\nkind: X\nmetadata: {name: a}\nl0: &l0 [x, y]\n${lines.join("\n")}\n`;
}

const boundedWork: Readonly<Record<string, Tree>> = {
  "400,000 variables that nothing closes": unclosedVariables(400_000),
  "an alias bomb of 2^30": one(aliasBomb(30)),
  "an alias bomb of 2^200": one(aliasBomb(200)),
  "200,000 levels of nesting": one(`${config}data: ${"[".repeat(200_000)}\n`),
  "200,000 levels of block nesting": one(`${config}data:\n${"- ".repeat(200_000)}x\n`),
};

describe("hostile input ends quickly, with a result or with problems", () => {
  test.each(Object.entries(boundedWork))("%s", { timeout: 10_000 }, async (_name, tree) => {
    const built = await buildText(write(tree));
    if (!built.ok) expect(built.problems[0]?.message).toMatch(/\S/);
    else expect(built.value.length).toBeLessThan(1_000_000);
  });
});

test("10,000 documents build in the same order and text as with kubectl kustomize", async () => {
  const documents = Array.from(
    { length: 10_000 },
    (_, index) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: n${index}}\n`,
  );
  const built = await buildText(write(one(documents.join("---\n"))));
  const names = [...(built.ok ? built.value : "").matchAll(/^ {2}name: (.*)$/gm)].map(([, name]) => name);
  const expected = documents.map((_, index) => `n${index}`).sort();
  expect(names).toEqual(expected);
});
