import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { remoteSource } from "../../generator/kustomize/sources/remote-source.ts";
import { buildText } from "../support/build-text.ts";
import { hasKubectl, kubectlKustomize } from "../support/kubectl-kustomize.ts";

/** What `https://git.example.com/team/app` holds at the tag v1. */
const repository = {
  "base/kustomization.yaml": "resources: [a.yaml, ../other]\nnamePrefix: base-\n",
  "base/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
  "other/kustomization.yaml": "configMapGenerator: [{name: made, files: [x.txt]}]\n",
  "other/x.txt": "x\n",
  "component/kustomization.yaml": "kind: Component\ncommonAnnotations: {from: component}\n",
  "leaves/kustomization.yaml": "resources: [../../outside]\n",
  "restricted/kustomization.yaml": "resources: [../base/a.yaml]\n",
  "circle/kustomization.yaml": "resources: ['https://git.example.com/team/app//circle?ref=v1']\n",
};
const served: Readonly<Record<string, string>> = {
  "/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
  "/patch.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {patched: 'yes'}\n",
  "/api/v4/files/a.yaml/raw?ref=main": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: raw}\n",
  "/schema.json": '{"definitions": {}}',
  "/page": "<html><body>a: b</body></html>",
};

let work: string;
let server: Server;
let site: string;
const before = process.env.GIT_CONFIG_GLOBAL;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "remote-bases-"));
  makeRepository(join(work, "app"));
  writeFileSync(
    join(work, "gitconfig"),
    `[url "file://${work}/app"]\n\tinsteadOf = https://git.example.com/team/app\n`,
  );
  process.env.GIT_CONFIG_GLOBAL = join(work, "gitconfig");
  server = createServer((request, response) => {
    const content = served[request.url ?? ""];
    response.statusCode = content === undefined ? 404 : 200;
    response.end(content);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  if (before === undefined) delete process.env.GIT_CONFIG_GLOBAL;
  else process.env.GIT_CONFIG_GLOBAL = before;
  server.close();
  rmSync(work, { recursive: true });
});

function makeRepository(folder: string): void {
  writeAll(folder, repository);
  const git = (...words: string[]): unknown => {
    return execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...words], {
      cwd: folder,
    });
  };
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "all");
  git("tag", "v1");
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The text of the build, or `refused`; SITE in the kustomization is the address of the web server. */
async function builds(kustomization: string): Promise<{ readonly real: string; readonly ours: string }> {
  const folder = mkdtempSync(join(work, "root-"));
  writeAll(folder, { "kustomization.yaml": kustomization.replaceAll("SITE", site) });
  const real = await kubectlKustomize(folder);
  const ours = await buildText(folder, { remote: remoteSource(join(work, "cache")) });
  return { real: real.ok ? real.text : "refused", ours: ours.ok ? ours.value : "refused" };
}

const app = "https://git.example.com/team/app";

describe.skipIf(!hasKubectl())("remote bases build to the same bytes as with kubectl kustomize", () => {
  test.each([
    ["a folder of a repository", `resources: ['${app}//base?ref=v1']`],
    ["the default branch", `resources: ['${app}//base']`],
    ["a component of a repository", `resources: ['${app}//base?ref=v1']\ncomponents: ['${app}//component?ref=v1']`],
    ["two folders of one repository", `resources: ['${app}//base?ref=v1', '${app}/other?ref=main']`],
    [
      "the origin of remote resources",
      `resources: ['${app}//base?ref=v1', SITE/a.yaml]\nbuildMetadata: [originAnnotations]`,
    ],
    ["a file of a web server", "resources: [SITE/a.yaml]\nnamePrefix: x-"],
    [
      "a file of a web server at an address like a repository's",
      "resources: ['SITE/api/v4/files/a.yaml/raw?ref=main']",
    ],
    ["a patch of a web server", "resources: [SITE/a.yaml]\npatches: [{path: SITE/patch.yaml}]"],
    ["a schema of a web server", "resources: [SITE/a.yaml]\nopenapi: {path: SITE/schema.json}"],
    ["a generator's file of a web server", "configMapGenerator: [{name: made, files: [a.yaml=SITE/a.yaml]}]"],
  ])("%s", async (_name, kustomization) => {
    const { real, ours } = await builds(kustomization);
    expect(real).not.toBe("refused");
    expect(ours).toBe(real);
  });

  test.each([
    ["a folder that the repository lacks", `resources: ['${app}//nowhere?ref=v1']`],
    ["a file of a repository", `resources: ['${app}//base/a.yaml?ref=v1']`],
    ["a ref that the repository lacks", `resources: ['${app}//base?ref=v9']`],
    ["a base that leaves the repository", `resources: ['${app}//leaves?ref=v1']`],
    ["a file above the root in a repository", `resources: ['${app}//restricted?ref=v1']`],
    ["a repository that names itself", `resources: ['${app}//circle?ref=v1']`],
    ["a file that the web server lacks", "resources: [SITE/nothing.yaml]"],
    ["a web page", "resources: [SITE/page]"],
  ])("%s is refused", async (_name, kustomization) => {
    expect(await builds(kustomization)).toEqual({ real: "refused", ours: "refused" });
  });
});

test("without a way to reach remote bases, the kustomization that names one is a problem", async () => {
  const folder = mkdtempSync(join(work, "root-"));
  writeAll(folder, { "kustomization.yaml": `resources:\n- ${app}//base?ref=v1\n` });
  const built = await buildText(folder);
  expect(built).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("git.example.com") }] });
});
