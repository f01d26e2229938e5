import { expect, test } from "vitest";
import { memoryFileSystem } from "../../generator/kustomize/file-system.ts";
import type { RemoteSource } from "../../generator/kustomize/sources/remote-source.ts";
import { releaseUnreachable } from "../../generator/problems/source-problems.ts";
import { buildText } from "../support/build-text.ts";

const app = "https://user:hunter2@git.example.com/team/app";
const site = "https://us@er:hunter2@example.com";

/** The repository of every URL is `/clone`. */
const clone = {
  "/clone/circle/kustomization.yaml": `resources: ['${app}//circle?ref=v1']\n`,
  "/clone/leaves/kustomization.yaml": "resources: [../../outside]\n",
  "/clone/component/kustomization.yaml": "kind: Component\nnamePrefix: x-\n",
  "/clone/base/kustomization.yaml": "namePrefix: x-\n",
  "/clone/broken/kustomization.yaml": "resources: [a.yaml]\n",
  "/outside/kustomization.yaml": "namePrefix: x-\n",
};
const served: Readonly<Record<string, string>> = {
  "/broken": "a: [\n",
  "/text": "text\n",
  "/no-kind": "metadata: {name: a}\n",
  "/no-name": "kind: ConfigMap\n",
  "/no-list": "kind: RoleList\nitems: {a: b}\n",
  "/latin1": "\xff",
};
const remote: RemoteSource = {
  repository: async () => ({ ok: true, value: "/clone" }),
  file: async (url) => {
    const content = served[new URL(url).pathname];
    const missing = { ok: false, problems: [{ code: "SOURCE_STATUS", message: "404" }] } as const;
    return content === undefined ? missing : { ok: true, value: Buffer.from(content, "latin1") };
  },
};

async function problemsOf(kustomization: string, withRemote = true) {
  const files = new Map(Object.entries({ ...clone, "/root/kustomization.yaml": kustomization }));
  const built = await buildText("/root", { fileSystem: memoryFileSystem(files), ...(withRemote && { remote }) });
  return built.ok ? [] : built.problems;
}

test.each([
  ["KUSTOMIZE_CYCLE", `resources: ['${app}//circle?ref=v1']`],
  ["KUSTOMIZE_OUTSIDE_REPOSITORY", `resources: ['${app}//leaves?ref=v1']`],
  ["KUSTOMIZE_DIRECTORY_NOT_FOUND", `components: ['${app}//nowhere?ref=v1']`],
  ["KUSTOMIZE_RESOURCE_NOT_FOUND", `resources: ['${app}//nowhere?ref=v1&access_token=hunter2']`],
  ["KUSTOMIZE_KUSTOMIZATION_EXPECTED", `resources: ['${app}//component?ref=v1']`],
  ["KUSTOMIZE_COMPONENT_EXPECTED", `components: ['${app}//base?ref=v1']`],
  ["YAML_SYNTAX", `resources: ['${site}/broken']`],
  ["YAML_NOT_UTF8", `resources: ['${site}/latin1?private_token=hunter2']`],
  ["KUSTOMIZE_OBJECT_WITHOUT_METADATA", `resources: ['${site}/text']`],
  ["KUSTOMIZE_OBJECT_WITHOUT_KIND", `resources: ['${site}/no-kind']`],
  ["KUSTOMIZE_OBJECT_WITHOUT_NAME", `resources: ['${site}/no-name']`],
  ["KUSTOMIZE_LIST_ITEMS", `resources: ['${site}/no-list']`],
  ["KUSTOMIZE_PATCH_UNREADABLE", `patches: [{path: '${site}/text'}]`],
  ["YAML_SYNTAX", `patchesStrategicMerge: ['${site}/broken']`],
  ["KUSTOMIZE_REPLACEMENT_FILE", `replacements: [{path: '${site}/text'}]`],
  ["KUSTOMIZE_CONFIGURATION_INVALID", `configurations: ['${site}/text']`],
  ["KUSTOMIZE_CRDS_INVALID", `crds: ['${site}/no-name']`],
  ["KUSTOMIZE_OPENAPI_INVALID", `openapi: {path: '${site}/text'}`],
  ["KUSTOMIZE_ENV_FILE_INVALID", `configMapGenerator: [{name: a, envs: ['${site}/latin1']}]`],
  ["KUSTOMIZE_FILE_SOURCE_INVALID", `configMapGenerator: [{name: a, files: ['a=b=${site}/text']}]`],
])("%s shows no credentials: %s", async (code, kustomization) => {
  const problems = await problemsOf(kustomization);
  expect(problems.map((problem) => problem.code)).toContain(code);
  expect(JSON.stringify(problems)).toMatch(/example\.com/);
  expect(JSON.stringify(problems)).not.toMatch(/hunter2/);
});

test.each([
  ["KUSTOMIZE_REMOTE_NOT_ALLOWED", `resources: ['${app}//base?ref=v1']`],
  ["KUSTOMIZE_FILE_NOT_FOUND", `patches: [{path: '${site}/patch.yaml'}]`],
])("%s shows no credentials: %s", async (code, kustomization) => {
  const problems = await problemsOf(kustomization, false);
  expect(problems.map((problem) => problem.code)).toContain(code);
  expect(JSON.stringify(problems)).not.toMatch(/hunter2/);
});

test("nor does a source of facts that cannot be reached", () => {
  const problem = releaseUnreachable({ url: app, ref: "v1" }, `fatal: unable to access '${app}/': no route to host`);
  expect(problem.message).toBe(
    "v1 of https://git.example.com/team/app cannot be fetched: fatal: unable to access 'https://git.example.com/team/app/': no route to host",
  );
});
