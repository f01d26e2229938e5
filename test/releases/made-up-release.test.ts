import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const PACKAGE = resolve(import.meta.dirname, "../..");
const RELEASES = join(PACKAGE, "components/releases");
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const root = mkdtempSync(join(tmpdir(), "made-up-release-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A release that a user adds: the files of another, under another name and commit. */
beforeAll(() => {
  const own = join(root, "components/releases");
  mkdirSync(own, { recursive: true });
  for (const ending of [".yaml", ".facts.json"]) {
    const text = readFileSync(join(RELEASES, `26.03.1${ending}`), "utf8");
    const commit = /^ *"?commit"?: "?([0-9a-f]{40})/m.exec(text)?.[1] ?? "";
    const renamed = text.replace(/^( *"?release"?: )"26\.03\.1"/m, '$1"26.09"').replaceAll(commit, COMMIT);
    writeFileSync(join(own, `26.09${ending}`), renamed);
  }
  const environment = join(root, "environments/next");
  cpSync(join(PACKAGE, "environments/evaluation"), environment, { recursive: true });
  const values = readFileSync(join(environment, "values.yaml"), "utf8");
  const pinned = values.replace(/^platform:\n/m, 'platform:\n  release: "26.09"\n');
  writeFileSync(join(environment, "values.yaml"), `${pinned}  pipelines: { blockV1: true }\n`);
});

async function kubeflowGitops(...argv: string[]): Promise<string> {
  const terminal = memoryTerminal(root);
  const exit = await run(argv, terminal);
  expect(exit, terminal.errors()).toBe(0);
  return terminal.output();
}

test("is generated, from its own commit", async () => {
  await kubeflowGitops("generate", "--env", "next");
  const katib = readFileSync(join(root, "clusters/next/components/katib/kustomization.yaml"), "utf8");
  expect(katib).toContain("of Kubeflow 26.09.");
  expect(katib).toContain(`?ref=${COMMIT}`);
  // A setting of 26.03.1 and later.
  const settings = readFileSync(join(root, "clusters/next/components/pipelines/patches/install-config.yaml"), "utf8");
  expect(settings).toContain("BLOCK_V1_PIPELINES");
});

test("is listed beside the others", async () => {
  const listed = JSON.parse(await kubeflowGitops("list", "--releases", "--output", "json"));
  expect(listed.releases).toEqual(["1.10.2", "1.11.0", "26.03", "26.03.1", "26.09"]);
  const katib = listed.components.find(({ name }: { name: string }) => name === "katib");
  expect(katib.versions["26.09"]).toBe(katib.versions["26.03.1"]);
});

test("is offered where a release is not known, and where it has what another lacks", async () => {
  const values = join(root, "environments/next/values.yaml");
  const text = readFileSync(values, "utf8");
  const refused = async (release: string) => {
    writeFileSync(values, text.replace('"26.09"', `"${release}"`));
    const terminal = memoryTerminal(root);
    expect(await run(["check", "--env", "next"], terminal)).toBe(1);
    return terminal.errors();
  };
  expect(await refused("26.9")).toContain('There is no Kubeflow release "26.9" in the catalog. Did you mean "26.09"?');
  expect(await refused("26.03")).toContain("SETTING_NOT_IN_RELEASE");
  writeFileSync(values, text);
});
