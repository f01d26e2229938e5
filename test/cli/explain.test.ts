import { describe, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const FILES = {
  "environments/parent/environment.yaml": "overlays: [mine]\n",
  "environments/parent/values.yaml": "mesh:\n  cni: gke\nprofiles:\n  - name: team\n    owner: {kind: User, name: a}\n",
  "environments/test/environment.yaml": "extends: parent\n",
  "environments/test/values.yaml": "mesh:\n  cni: default\nplatform:\n  domain: null\nstorage:\n  clas: x\n",
  "overlays/mine/values.yaml": "platform: {domain: kubeflow.example.com}\n",
};

async function explain(...args: readonly string[]) {
  const terminal = memoryTerminal(temporaryFolder(FILES));
  const code = await run(["explain", "--env", "test", ...args], terminal);
  return { code, output: terminal.output(), errors: terminal.errors() };
}

test("a value with who set it, and what that overrode, last first", async () => {
  const { code, output } = await explain("mesh.cni");
  expect(code).toBe(0);
  expect(output).toMatch(
    /^mesh\.cni: "default"\n {4}set by environments\/test \(environments\/test\/values\.yaml:2:3\)\n {4}over environments\/parent \(environments\/parent\/values\.yaml:2:3\): "gke"\n {4}over kubeflow-gitops\/environments\/base \(kubeflow-gitops\/environments\/base\/values\.yaml:\d+:\d+\): "default"\n$/,
  );
});

test("an item of a list that layers merge goes by its name", async () => {
  const { output } = await explain("profiles.team.owner.name");
  expect(output).toMatch(/^profiles\[0\]\.owner\.name: "a"\n {4}set by environments\/parent /);
});

test("a value that was removed", async () => {
  expect((await explain("platform.domain")).output).toBe(
    "platform.domain: not set\n" +
      "    removed by environments/test (environments/test/values.yaml:4:3)\n" +
      '    over overlays/mine (overlays/mine/values.yaml:1:12): "kubeflow.example.com"\n',
  );
});

test("a value that could be, and is not", async () => {
  expect(await explain("storage.storageClass")).toMatchObject({ code: 0, output: "storage.storageClass: not set\n" });
});

test("all values below a map, those of items too", async () => {
  const { output } = await explain("profiles");
  expect(output.match(/^profiles\S*/gm)).toEqual([
    "profiles[0].name:",
    "profiles[0].owner.kind:",
    "profiles[0].owner.name:",
  ]);
});

test("without a path every value, also those that are wrong", async () => {
  const { output } = await explain();
  expect(output).toContain('storage.clas: "x"\n    set by environments/test (environments/test/values.yaml:6:3)\n');
  expect(output).toContain("components.katib.enabled: true\n    set by kubeflow-gitops/components/katib");
});

test("as JSON", async () => {
  const { output } = await explain("platform.domain", "--output", "json");
  expect(JSON.parse(output)).toEqual({
    environment: "test",
    values: [
      {
        path: "platform.domain",
        origins: [
          { layer: "environments/test", file: "environments/test/values.yaml", line: 4, column: 3, value: null },
          {
            layer: "overlays/mine",
            file: "overlays/mine/values.yaml",
            line: 1,
            column: 12,
            value: "kubeflow.example.com",
          },
        ],
      },
    ],
  });
});

describe("a path that leads nowhere", () => {
  test.each([
    ["mesh.cnii", 'UNKNOWN_PATH There is no value "cnii" in mesh. Did you mean "cni"?'],
    ["mash.cni", 'UNKNOWN_PATH There is no value "mash" at the top level. Did you mean "mesh"?'],
    ["profiles[7].nme", 'UNKNOWN_PATH There is no value "nme" in profiles[7]. Did you mean "name"?'],
    ["profiles.taem", 'UNKNOWN_PATH There is no value "taem" in profiles. Did you mean "team"?'],
    ["a..b", 'UNKNOWN_PATH "a..b" is not the path of a value.'],
  ])("%s", async (path, message) => {
    const { code, errors } = await explain(path);
    expect(code).toBe(1);
    expect(errors).toContain(message);
  });
});
