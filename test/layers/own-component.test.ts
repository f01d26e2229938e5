import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { generateCommand } from "../../generator/cli/commands/generate.ts";
import { EXIT } from "../../generator/cli/terminal.ts";
import { build } from "../parity/kustomize.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";
import { repositoryRoot } from "../support/repository-root.ts";

const FIXTURE = resolve(import.meta.dirname, "../fixtures/own-component");
const PAGE = readFileSync(join(repositoryRoot, "docs/own-components.md"), "utf8");

/** A copy of the worked example, as a user's repository with nothing generated yet. */
function userRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), "own-component-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(FIXTURE, folder, { recursive: true });
  return folder;
}

async function generateIn(root: string): Promise<{ code: number; errors: string; folder: string }> {
  const terminal = memoryTerminal(root);
  const code = await generateCommand({ root: ".", env: ["prod"], output: "text", quiet: true }, terminal);
  return { code, errors: terminal.errors(), folder: join(root, "clusters/prod") };
}

const read = (...path: string[]): string => readFileSync(join(...path), "utf8");

test("the page shows every file of the example as it is, and no other", () => {
  const shown = new Map(
    [...PAGE.matchAll(/^`([^`]+)`:\n\n```\w+\n(.*?)^```$/gms)].map(([, path, text]) => [path, text]),
  );
  const files = readdirSync(FIXTURE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(FIXTURE.length + 1));

  expect([...shown.keys()].sort()).toEqual(files.sort());
  for (const [path = "", text] of shown) expect({ path, text }).toEqual({ path, text: read(FIXTURE, path) });
});

test("the example generates, and its kustomization is the one on the page", async () => {
  const { code, errors, folder } = await generateIn(userRepository());

  expect({ code, errors }).toEqual({ code: EXIT.done, errors: "" });
  expect(PAGE).toContain(`\`\`\`yaml\n${read(folder, "components/my-tool/kustomization.yaml")}\`\`\``);
});

test("its settings and the environment's patch are in what Kustomize builds (needs kubectl)", async () => {
  const { folder } = await generateIn(userRepository());
  const built = await build(join(folder, "components/my-tool"), "/dev/null");
  const named = (kind: string) => built.find((object) => object["kind"] === kind);

  expect(named("Deployment")).toMatchObject({
    spec: {
      template: {
        spec: {
          containers: [
            {
              image: "registry.example.com/my-tool:1.4.0",
              args: ["--base-path=/my-tool", "--admins=ada@example.com"],
              resources: { requests: { cpu: "500m", memory: "1Gi" } },
            },
          ],
          volumes: [{ persistentVolumeClaim: { claimName: "labels" } }],
        },
      },
    },
  });
  expect(named("PersistentVolumeClaim")).toMatchObject({
    metadata: { annotations: { "argocd.argoproj.io/sync-options": "Prune=false,Delete=false" } },
    spec: { resources: { requests: { storage: "50Gi" } } },
  });
});

test("it has its place in the order, in the project and in the dashboard's menu", async () => {
  const { folder } = await generateIn(userRepository());
  const wave = (component: string): number =>
    Number(parse(read(folder, `sync/${component}.yaml`)).metadata.annotations["argocd.argoproj.io/sync-wave"]);
  const { destinations } = parse(read(folder, "sync/project.yaml")).spec;

  for (const before of ["istio", "kubeflow-gateway"]) expect(wave(before)).toBeLessThan(wave("my-tool"));
  expect(destinations.map(({ namespace }: { namespace: string }) => namespace)).toContain("my-tool");
  expect(read(folder, "components/central-dashboard/patches/links.yaml")).toContain("/my-tool/");
});
