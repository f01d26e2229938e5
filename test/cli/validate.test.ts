import { expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";
import { writeRoot } from "../support/offline-package.ts";
import { repositoryRoot } from "../support/repository-root.ts";

test("every shipped environment is valid", async () => {
  const terminal = memoryTerminal(repositoryRoot);
  expect({ code: await run(["validate"], terminal), errors: terminal.errors() }).toEqual({ code: 0, errors: "" });
  expect(terminal.output()).toContain("prod is valid\n");
});

test("where there is nothing to validate, that is said, and a check in CI does not pass", async () => {
  const terminal = memoryTerminal(temporaryFolder({ "README.md": "" }));
  expect(await run(["validate"], terminal)).toBe(1);
  expect(terminal.errors()).toContain("NO_ENVIRONMENT");
});

test.each([
  ["vendored", "VENDOR_MISSING"],
  ["rendered", "LOCK_MISSING"],
])("what %s manifests lack is found as generate finds it", async (manifests, code) => {
  const root = temporaryFolder({});
  writeRoot(root, { dev: manifests });
  for (const args of [
    ["validate", "--env", "dev"],
    ["generate", "--env", "dev"],
  ]) {
    const terminal = memoryTerminal(root);
    expect(await run(args, terminal)).toBe(1);
    expect(terminal.errors()).toMatch(new RegExp(`^${code} `));
    expect(terminal.output()).toBe("");
  }
});

test("two files that some file systems would put in one place are found as generate finds them", async () => {
  const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: kubeflow}\n`;
  const root = temporaryFolder({
    "environments/dev/katib/resources/one.yaml": map("one"),
    "environments/dev/katib/resources/One.yaml": map("two"),
  });
  writeRoot(root, {});
  for (const args of [
    ["validate", "--env", "dev"],
    ["generate", "--env", "dev"],
  ]) {
    const terminal = memoryTerminal(root);
    expect(await run(args, terminal)).toBe(1);
    expect(terminal.errors()).toMatch(/^OUTPUT_PATH_COLLISION /);
  }
});

test("problems of all environments come together, each once", async () => {
  const files = {
    "environments/base/values.yaml": "platfrom: {}\n",
    "environments/a/environment.yaml": "",
    "environments/b/environment.yaml": "",
    "environments/b/values.yaml": "mesh: {mode: x}\n",
  };
  const terminal = memoryTerminal(temporaryFolder(files));
  expect(await run(["validate", "--output", "json"], terminal)).toBe(1);
  const { problems } = JSON.parse(terminal.output()) as { problems: { code: string; place: { file: string } }[] };
  expect(problems.filter(({ code }) => code === "UNKNOWN_KEY")).toHaveLength(1);
  expect(problems.filter(({ place }) => place.file === "environments/b/values.yaml")).toHaveLength(1);
});
