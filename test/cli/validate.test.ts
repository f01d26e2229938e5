import { expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";
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
