import { resolve } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { type FileSystem, memoryFileSystem } from "../../generator/kustomize/file-system.ts";
import { buildText } from "../../generator/kustomize/remembered-build.ts";
import type { RemoteSource } from "../../generator/kustomize/sources/remote-source.ts";
import type { TextCache } from "../../generator/yaml/disk-cache.ts";

const ROOT = resolve("/platform");
const object = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

let files: Map<string, string>;
let kept: Map<string, string>;
let reads: string[];

beforeEach(() => {
  files = new Map([
    [`${ROOT}/kustomization.yaml`, "resources: [a.yaml]\n"],
    [`${ROOT}/a.yaml`, object("a")],
  ]);
  kept = new Map();
  reads = [];
});

/** Notes which files are parsed: an answer from memory reads files only to compare them. */
function build(more: { readonly remote?: RemoteSource; readonly warn?: (message: string) => void } = {}) {
  const memory: TextCache = { get: (key) => kept.get(key), set: (key, text) => kept.set(key, text) };
  const fileSystem: FileSystem = memoryFileSystem(files);
  return buildText(ROOT, { fileSystem, loadRestrictions: "rootOnly", memory, ...more });
}

test("the second build of unchanged files is the first one's text", async () => {
  expect(await build()).toEqual({ ok: true, value: object("a") });
  const [key, entry] = [...kept][0]!;
  kept.set(key, entry.replace("name: a", "name: from-memory"));
  expect(await build()).toEqual({ ok: true, value: object("from-memory") });
});

test("a changed file is built anew, and back again", async () => {
  await build();
  files.set(`${ROOT}/a.yaml`, object("b"));
  expect(await build()).toEqual({ ok: true, value: object("b") });
  files.set(`${ROOT}/a.yaml`, object("a"));
  expect(await build()).toEqual({ ok: true, value: object("a") });
});

test("a file that was absent counts too: a second kustomization file makes the folder ambiguous", async () => {
  await build();
  files.set(`${ROOT}/Kustomization`, "resources: []\n");
  expect(await build()).toMatchObject({ ok: false });
});

test("a file that is gone is a problem, as it would be without memory", async () => {
  await build();
  files.delete(`${ROOT}/a.yaml`);
  expect(await build()).toMatchObject({ ok: false });
});

test("a build with problems is not kept", async () => {
  files.set(`${ROOT}/kustomization.yaml`, "resources: [missing.yaml]\n");
  expect(await build()).toMatchObject({ ok: false });
  expect(kept.size).toBe(0);
});

test("without a memory every build is anew", async () => {
  for (const name of ["a", "b"]) {
    files.set(`${ROOT}/a.yaml`, object(name));
    const options = { fileSystem: memoryFileSystem(files), loadRestrictions: "rootOnly", memory: undefined } as const;
    expect(await buildText(ROOT, options)).toEqual({ ok: true, value: object(name) });
  }
});

test("warnings are given again", async () => {
  files.set(`${ROOT}/kustomization.yaml`, "resources: [a.yaml]\ncommonLabels: {a: b}\n");
  const warnings: string[][] = [[], []];
  for (const list of warnings) await build({ warn: (message) => list.push(message) });
  expect(warnings[0]).toHaveLength(1);
  expect(warnings[1]).toEqual(warnings[0]);
});

test("a remote file is asked for again, and another answer is built anew", async () => {
  files.set(`${ROOT}/kustomization.yaml`, "resources: [https://example.com/a.yaml]\n");
  let answer = object("a");
  const remote: RemoteSource = {
    repository: async () => ({ ok: false, problems: [] }),
    file: async (url) => {
      reads.push(url);
      return { ok: true, value: new TextEncoder().encode(answer) };
    },
  };
  expect(await build({ remote })).toEqual({ ok: true, value: object("a") });
  answer = object("b");
  expect(await build({ remote })).toEqual({ ok: true, value: object("b") });
  expect(reads.length).toBeGreaterThan(1);
});

test("of a repository only its folder is asked for again, and another commit is built anew", async () => {
  files.set(`${ROOT}/kustomization.yaml`, "resources:\n- https://git.example.com/platform.git//app?ref=main\n");
  for (const commit of ["one", "two"]) {
    files.set(`/cache/${commit}/app/kustomization.yaml`, "resources: [app.yaml]\n");
    files.set(`/cache/${commit}/app/app.yaml`, object(commit));
  }
  let commit = "one";
  const remote: RemoteSource = {
    repository: async () => ({ ok: true, value: `/cache/${commit}` }),
    file: async () => ({ ok: false, problems: [] }),
  };
  expect(await build({ remote })).toEqual({ ok: true, value: object("one") });
  expect([...kept.values()].join("")).not.toContain("/cache/one/app");
  commit = "two";
  expect(await build({ remote })).toEqual({ ok: true, value: object("two") });
});

test("a build that was told credentials is not kept: the memory lies on the disk", async () => {
  const source = "https://me:hunter2@git.example.com/platform.git//app?ref=main";
  const file = "https://me:hunter2@example.com/a.yaml?private_token=hunter3";
  files.set("/cache/one/app/kustomization.yaml", "resources: [app.yaml]\n");
  files.set("/cache/one/app/app.yaml", object("one"));
  const remote: RemoteSource = {
    repository: async () => ({ ok: true, value: "/cache/one" }),
    file: async () => ({ ok: true, value: new TextEncoder().encode(object("downloaded")) }),
  };
  for (const entry of [source, file]) {
    files.set(`${ROOT}/kustomization.yaml`, `resources: ['${entry}']\n`);
    expect(await build({ remote })).toMatchObject({ ok: true });
    expect([...kept.values()].join("")).not.toMatch(/hunter/);
  }
});
