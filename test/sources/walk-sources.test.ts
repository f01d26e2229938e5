import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { parseRepositoryUrl } from "../../generator/kustomize/parse-repository-url.ts";
import { remoteSource } from "../../generator/kustomize/sources/remote-source.ts";
import type { Result } from "../../generator/model/problem.ts";
import { sha256 } from "../../generator/sources/hash-tree.ts";
import { lockedSource, mirroredSource } from "../../generator/sources/locked-source.ts";
import { type Closure, walkRepository } from "../../generator/sources/walk-sources.ts";
import { buildText } from "../support/build-text.ts";

const CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: downloaded\n";
const servers: Server[] = [];
const work = mkdtempSync(join(tmpdir(), "walk-sources-"));
let count = 0;

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(work, { recursive: true, force: true });
});

/** A repository with one commit, tagged `v1`, and with symbolic links to where `links` say; its URL. */
function repository(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}): string {
  const folder = join(work, `repository-${++count}`);
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.com", ...args]);
  git("init", "--quiet");
  git("config", "uploadpack.allowAnySHA1InWant", "true");
  git("add", "--all");
  git("commit", "--quiet", "--message", "one");
  git("tag", "v1");
  return `file://${folder}`;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function walk(
  url: string,
  paths: readonly string[],
  from = "https://none.example.com/",
  to = from,
): Promise<Result<Closure>> {
  const source = mirroredSource(remoteSource(join(work, "cache")), [{ from, to }]);
  return walkRepository(parseRepositoryUrl(`${url}//?ref=v1`)!, paths, source);
}

function expectClosure(result: Result<Closure>): Closure {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
}

test("the copy holds all that a folder reads and nothing else, and builds to the same", async () => {
  const shared = repository({
    "base/kustomization.yaml": "resources: [role.yaml]\n",
    "base/role.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shared}\n",
    "unread.yaml": "never: read\n",
  });
  const nested = `${shared}//base?ref=v1`;
  const url = repository({
    "app/kustomization.yaml": `# Kept as it is.\nresources:\n  - ../lib   # local\n  - "${nested}"\nconfigMapGenerator:\n  - name: made\n    files: [key=data.txt]\n    envs: [params.env]\npatches:\n  - path: patch.yaml\n`,
    "app/data.txt": "data",
    "app/params.env": "A=b\n",
    "app/patch.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shared, labels: {a: b}}\n",
    "lib/kustomization.yaml": "resources: [map.yaml]\n",
    "lib/map.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: lib}\n",
    "other/kustomization.yaml": "resources: []\n",
  });
  const closure = expectClosure(await walk(url, ["app"]));
  const [own, other] = closure.repositories.map(
    ({ url: from, commit }) => `${from.split("/").at(-1)}@${commit.slice(0, 12)}`,
  );
  expect([...closure.tree.keys()].toSorted()).toEqual(
    [
      ...["data.txt", "kustomization.yaml", "params.env", "patch.yaml"].map((name) => `${own}/app/${name}`),
      ...["kustomization.yaml", "map.yaml"].map((name) => `${own}/lib/${name}`),
      ...["kustomization.yaml", "role.yaml"].map((name) => `${other}/base/${name}`),
    ].toSorted(),
  );
  const text = String(closure.tree.get(`${own}/app/kustomization.yaml`));
  expect(text).toContain(`# Kept as it is.\nresources:\n  - ../lib   # local\n  - ../../${other}/base\n`);

  await expectSameBuild(closure, url);
});

/** The copy of the folder `app` builds to what the original builds to. */
async function expectSameBuild({ tree, repositories }: Closure, url: string): Promise<void> {
  for (const [path, content] of tree) {
    mkdirSync(dirname(join(work, "vendor", path)), { recursive: true });
    writeFileSync(join(work, "vendor", path), content);
  }
  const { commit } = repositories[0]!;
  const built = await buildText(join(work, "vendor", `${url.split("/").at(-1)}@${commit.slice(0, 12)}`, "app"));
  expect(built).toEqual(await buildText(`${url}//app?ref=v1`, { remote: remoteSource(join(work, "cache")) }));
  expect(built).toMatchObject({ ok: true });
}

describe("symbolic links", () => {
  const KUSTOMIZATION = "configMapGenerator:\n- name: made\n  files: [data.txt]\n";

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["a file of objects", { "app/kustomization.yaml": "resources: [outside.yaml]\n" }, "app/outside.yaml"],
    ["a generator's file", { "app/kustomization.yaml": KUSTOMIZATION }, "app/data.txt"],
    ["a file in a folder", { "app/kustomization.yaml": "resources: [link/outside.yaml]\n" }, "app/link"],
    ["a base", { "app/kustomization.yaml": "resources: [../lib]\n" }, "lib"],
    ["the kustomization itself", { "app/a.yaml": CONFIG_MAP }, "app/kustomization.yaml"],
    ["the folder itself", { "unread.yaml": CONFIG_MAP }, "app"],
  ])("%s that lies outside the repository is not copied", async (_, files, link) => {
    const outside = join(work, "outside");
    mkdirSync(outside, { recursive: true });
    for (const name of ["outside.yaml", "kustomization.yaml", "data.txt"])
      writeFileSync(join(outside, name), name === "kustomization.yaml" ? "resources: [outside.yaml]\n" : CONFIG_MAP);
    const name = { "app/data.txt": "data.txt", "app/outside.yaml": "outside.yaml" }[link] ?? "";
    const target = link.endsWith("kustomization.yaml") ? "kustomization.yaml" : name;
    const url = repository(files, { [link]: join(outside, target) });
    const result = await walk(url, ["app"]);
    expect(result.ok ? [...result.value.tree] : result.problems.map(({ code }) => code)).toEqual([
      link.endsWith("kustomization.yaml") ? "KUSTOMIZE_KUSTOMIZATION_NOT_FOUND" : "VENDOR_REFUSED",
    ]);
  });

  test("a file elsewhere in the repository is refused, as Kustomize refuses to read it", async () => {
    const url = repository(
      { "app/kustomization.yaml": "resources: [map.yaml]\n", "map.yaml": CONFIG_MAP },
      { "app/map.yaml": "../map.yaml" },
    );
    expect(await walk(url, ["app"])).toMatchObject({ ok: false, problems: [{ code: "VENDOR_REFUSED" }] });
    expect(await buildText(`${url}//app?ref=v1`, { remote: remoteSource(join(work, "cache")) })).toMatchObject({
      ok: false,
      problems: [{ code: "KUSTOMIZE_FILE_OUTSIDE_ROOT" }],
    });
  });

  test("one that stays in its folder is copied as what it leads to, and a folder is read where it really is", async () => {
    const url = repository(
      {
        "app/kustomization.yaml":
          "resources: [../link, ../other/]\nconfigMapGenerator:\n- {name: made, files: [data.txt]}\n",
        "app/data/one.txt": "one",
        "other/kustomization.yaml": "namePrefix: a-\nresources: [../deep/in/map/]\n",
        "deep/in/lib/kustomization.yaml": "resources: [../map]\n",
        "deep/in/map/kustomization.yaml": "resources: [map.yaml]\n",
        "deep/in/map/map.yaml": CONFIG_MAP,
      },
      { "app/data.txt": "data/one.txt", link: "deep/in/lib" },
    );
    const closure = expectClosure(await walk(url, ["app"]));
    expect([...closure.tree.keys()].map((path) => path.slice(path.indexOf("/") + 1)).toSorted()).toEqual([
      "app/data.txt",
      "app/kustomization.yaml",
      "deep/in/lib/kustomization.yaml",
      "deep/in/map/kustomization.yaml",
      "deep/in/map/map.yaml",
      "other/kustomization.yaml",
    ]);
    const app = [...closure.tree].find(([path]) => path.endsWith("/app/kustomization.yaml"));
    expect(String(app?.[1])).toContain("resources: [../deep/in/lib, ../other/]\n");
    await expectSameBuild(closure, url);
  });
});

test("only what names a source is rewritten, not the same text said elsewhere", async () => {
  const shared = repository({ "base/kustomization.yaml": "resources: [role.yaml]\n", "base/role.yaml": CONFIG_MAP });
  const nested = `${shared}//base?ref=v1`;
  const url = repository({
    "app/kustomization.yaml": `commonAnnotations:
  source: &source ${nested}
  again: *source
resources: [*source]
configMapGenerator:
- name: made
  literals: ["${nested}"]
`,
  });
  const closure = expectClosure(await walk(url, ["app"]));
  await expectSameBuild(closure, url);
});

test("a file that is named by URL lies beside its kustomization, fetched from the mirror", async () => {
  const mirror = await serve((request, response) => {
    response.end(request.url === "/files/v1/manifests.yaml" ? CONFIG_MAP : "");
  });
  const published = "https://files.example.com/v1/manifests.yaml";
  const url = repository({ "app/kustomization.yaml": `resources:\n- ${published}\n` });
  const closure = expectClosure(await walk(url, ["app"], "https://files.example.com/", `${mirror}/files/`));
  expect(closure.files).toEqual([{ url: published, sha256: sha256(CONFIG_MAP) }]);
  const name = `manifests-${sha256(CONFIG_MAP).slice(0, 12)}.yaml`;
  const texts = new Map(
    [...closure.tree].map(([path, content]) => [path.slice(path.lastIndexOf("/") + 1), String(content)]),
  );
  expect(texts).toEqual(
    new Map([
      [name, CONFIG_MAP],
      ["kustomization.yaml", `resources:\n- ${name}\n`],
    ]),
  );
});

test("a file that its publisher replaced is not what was locked", async () => {
  const host = await serve((_, response) => response.end(CONFIG_MAP));
  const file = { url: `${host}/manifests.yaml`, sha256: sha256("as it was") };
  const source = lockedSource(remoteSource(join(work, "cache")), { repositories: [], files: [file], releases: [] });
  expect(await source.file(file.url)).toMatchObject({ ok: false, problems: [{ code: "SOURCE_DIFFERS" }] });
  expect(await source.file(`${host}/other.yaml`)).toMatchObject({ problems: [{ code: "LOCK_ENTRY_MISSING" }] });
});

test("a download that ends too early is a problem, and leaves no file in the cache", async () => {
  const host = await serve((_, response) => {
    response.writeHead(200, { "content-length": CONFIG_MAP.length });
    response.write(CONFIG_MAP.slice(0, 10), () => response.destroy());
  });
  const url = repository({ "app/kustomization.yaml": `resources:\n- ${host}/manifests.yaml\n` });
  expect(await walk(url, ["app"])).toMatchObject({ ok: false, problems: [{ code: "SOURCE_UNREACHABLE" }] });
  expect(() => readFileSync(join(work, "cache/http"))).toThrow("ENOENT");
});

test("a kustomization that leads out of its repository is refused", async () => {
  mkdirSync(join(work, "cache"), { recursive: true });
  const url = repository({ "app/kustomization.yaml": "resources:\n- ../../../../\n" });
  expect(await walk(url, ["app"])).toMatchObject({ ok: false, problems: [{ code: "VENDOR_REFUSED" }] });
});
