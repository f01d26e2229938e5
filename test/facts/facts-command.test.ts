import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "facts-command-"));
const source = join(folder, "manifests");
const root = join(folder, "platform");
/** The pinned address; git's configuration sends it to the local repository. */
const PUBLIC_URL = "https://git.example.com/manifests";
const FACTS = join(root, "components/releases/1.0.facts.json");

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function git(...args: string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  return execFileSync("git", ["-C", source, ...identity, ...args], { encoding: "utf8" }).trim();
}

async function facts(...flags: string[]) {
  const terminal = memoryTerminal(root);
  const exit = await run(["facts", "--release", "1.0", ...flags], terminal);
  return { exit, output: terminal.output(), errors: terminal.errors() };
}

describe("facts", () => {
  beforeAll(() => {
    write(
      join(source, "katib/kustomization.yaml"),
      "configMapGenerator: [{ name: settings, literals: [a=1] }]\nnamespace: kubeflow\n",
    );
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "1.0");
    git("tag", "v1.0");
    write(join(folder, "gitconfig"), `[url "file://${source}"]\n\tinsteadOf = ${PUBLIC_URL}\n`);
    vi.stubEnv("GIT_CONFIG_GLOBAL", join(folder, "gitconfig"));
    vi.stubEnv("KUBEFLOW_GITOPS_CACHE", join(folder, "cache"));
    const release = {
      release: "1.0",
      source: { url: PUBLIC_URL, ref: "v1.0", commit: git("rev-parse", "HEAD") },
      components: { katib: { version: "v1", parts: { katib: "katib" } } },
    };
    write(join(root, "components/releases/1.0.yaml"), JSON.stringify(release));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  test("records what each path renders, and then finds that it is current", async () => {
    expect(await facts()).toEqual({
      exit: 0,
      output: "components/releases/1.0.facts.json: 1 paths, 1 objects\n",
      errors: "",
    });
    expect(JSON.parse(readFileSync(FACTS, "utf8")).paths).toEqual({
      katib: [{ apiVersion: "v1", kind: "ConfigMap", namespace: "kubeflow", name: "settings", generated: true }],
    });
    expect(await facts("--check")).toMatchObject({ exit: 0, errors: "" });
    expect(JSON.parse((await facts("--check", "--output", "json")).output)).toEqual({
      file: "components/releases/1.0.facts.json",
      paths: 1,
      objects: 1,
    });
  });

  test("--check names what differs and leaves the file alone", async () => {
    const text = readFileSync(FACTS, "utf8");
    const edited = text.replace('"settings"', '"other"');
    writeFileSync(FACTS, edited);
    const { exit, errors } = await facts("--check");
    expect(exit).toBe(1);
    expect(errors).toMatch(/components\/releases\/1\.0\.facts\.json:1:1 FACTS_DIFFER/);
    expect(errors).toContain("- katib /ConfigMap/kubeflow/other");
    expect(errors).toContain("+ katib /ConfigMap/kubeflow/settings");
    expect(readFileSync(FACTS, "utf8")).toBe(edited);
    writeFileSync(FACTS, text);
  });

  test("a mirror without the version, and one that is not there, are sources that cannot be reached", async () => {
    for (const mirror of [`${source}@v2.0`, join(folder, "nowhere")]) {
      const { exit, errors } = await facts("--source", mirror);
      expect(exit).toBe(3);
      expect(errors).toContain("SOURCE_UNREACHABLE");
    }
  });

  test("a path that does not build and a release that is not there are problems", async () => {
    write(join(source, "katib/kustomization.yaml"), "resources: [missing.yaml]\n");
    git("commit", "--quiet", "--all", "--message", "broken");
    const recorded = readFileSync(FACTS, "utf8");
    const broken = await facts("--source", `${source}@HEAD`);
    expect(broken.exit).toBe(1);
    expect(broken.errors).toMatch(
      /^katib\/kustomization\.yaml:1:13 BUILD_FAILED Kustomize cannot build katib: There is no file and no folder missing\.yaml\.$/m,
    );
    expect(readFileSync(FACTS, "utf8")).toBe(recorded);

    const terminal = memoryTerminal(root);
    expect(await run(["facts", "--release", "1.1"], terminal)).toBe(1);
    expect(terminal.errors()).toContain('UNKNOWN_RELEASE There is no Kubeflow release "1.1"');
    expect(existsSync(join(root, "components/releases/1.1.facts.json"))).toBe(false);
  });
});
