import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listEnvironments, listOverlays } from "../../generator/layers/list-environments.ts";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { Roots } from "../../generator/layers/roots.ts";
import type { Environment } from "../../generator/model/environment.ts";
import type { Result } from "../../generator/model/problem.ts";
import { temporaryFolder, withUserFiles } from "./temporary-roots.ts";

function read(roots: Roots, name: string): Result<Environment> {
  const catalog = readCatalog(roots);
  return catalog.ok ? readEnvironment(roots, name, catalog.value) : catalog;
}

function environmentOf(files: Readonly<Record<string, string>>, name: string): Environment {
  const environment = read(withUserFiles(files), name);
  if (!environment.ok) throw new Error(JSON.stringify(environment.problems));
  return environment.value;
}

function problems(files: Readonly<Record<string, string>>, name: string): readonly string[] {
  return problemsOf(read(withUserFiles(files), name));
}

function problemsOf(result: Result<unknown>): readonly string[] {
  return result.ok
    ? []
    : result.problems.map(
        ({ code, message, place }) => `${place?.file}:${place?.line}:${place?.column} ${code} ${message}`,
      );
}

describe("the order of the layers", () => {
  const files = {
    "environments/base/values.yaml": "platform: {name: x}\n",
    "environments/parent/environment.yaml": "overlays: [kind, mine]\n",
    "environments/parent/values.yaml": "",
    "environments/child/environment.yaml": "extends: parent\noverlays: [high-availability, kind]\n",
    "overlays/mine/values.yaml": "",
    "overlays/mine/katib/patches/a.yaml": "kind: A\n",
  };

  test("base, the package's first; overlays, the parent's first, each once; then the chain", () => {
    const environment = environmentOf(files, "child");
    expect(environment.layers.map(({ kind, folder }) => `${kind} ${folder}`)).toEqual([
      "default kubeflow-gitops/environments/base",
      "base environments/base",
      "overlay kubeflow-gitops/overlays/kind",
      "overlay overlays/mine",
      "overlay kubeflow-gitops/overlays/high-availability",
      "environment environments/parent",
      "environment environments/child",
    ]);
    expect(environment.chain).toEqual(["parent", "child"]);
    expect(environment.overlays).toEqual(["kind", "mine", "high-availability"]);
  });

  test("an environment in the package's own folder has its base once", () => {
    const { package: root } = withUserFiles({});
    const environment = read({ package: root, user: root }, "prod-eu");
    expect(environment.ok && environment.value.layers.map(({ folder }) => folder)).toEqual([
      "environments/base",
      "overlays/eks",
      "overlays/high-availability",
      "environments/prod",
      "environments/prod-eu",
    ]);
  });

  test("a layer has its values and its additions, by file", () => {
    const layer = environmentOf(files, "parent").layers.find(({ folder }) => folder === "overlays/mine");
    expect(layer?.additions).toEqual([
      { component: "katib", kind: "patch", file: "overlays/mine/katib/patches/a.yaml", text: "kind: A\n" },
    ]);
  });

  test("a layer without values.yaml has none", () => {
    expect(environmentOf(files, "child").layers.at(-1)?.values).toBeUndefined();
  });

  test("an empty environment.yaml stands on the base alone", () => {
    const environment = environmentOf({ "environments/test/environment.yaml": "# nothing\n" }, "test");
    expect(environment.layers.map(({ kind }) => kind)).toEqual(["default", "environment"]);
  });
});

describe("what there is", () => {
  test("environments are the folders with an environment.yaml, sorted; base is none", () => {
    const roots = withUserFiles({
      "environments/b/environment.yaml": "",
      "environments/a/environment.yaml": "",
      "environments/base/values.yaml": "",
      "environments/notes/README.md": "",
    });
    expect(listEnvironments(roots)).toEqual(["a", "b"]);
  });

  test("overlays are those of the package and of the user", () => {
    const overlays = listOverlays(withUserFiles({ "overlays/mine/values.yaml": "" }));
    expect(overlays).toEqual(overlays.toSorted());
    expect(overlays).toEqual(expect.arrayContaining(["gke", "mine"]));
  });

  test("a folder without environments has none", () => {
    expect(listEnvironments(withUserFiles({}))).toEqual([]);
  });
});

test.each(["A b", "ü", "a:b", "-x", "x.", "x".repeat(64)])(
  "a folder %j is refused: labels cannot have that value",
  (name) => {
    const file = `environments/${name}/environment.yaml`;
    expect(problems({ [file]: "" }, name)).toEqual([
      `${file}:1:1 ENVIRONMENT_NAME_INVALID "${name}" cannot be the name of an environment.`,
    ]);
  },
);

test.each(["Prod_eu.1", "x".repeat(63)])("a folder %j is an environment", (name) => {
  expect(environmentOf({ [`environments/${name}/environment.yaml`]: "" }, name).name).toBe(name);
});

describe("is refused, where it is", () => {
  const test1 = "environments/test/environment.yaml";
  test.each([
    [
      "an unknown overlay",
      { [test1]: "overlays:\n  - gke\n  - high-availablity\n" },
      `${test1}:3:5 UNKNOWN_OVERLAY There is no overlay "high-availablity". Did you mean "high-availability"?`,
    ],
    [
      "an unknown parent",
      { [test1]: "extends: tets\n" },
      `${test1}:1:10 UNKNOWN_ENVIRONMENT There is no environment "tets". Did you mean "test"?`,
    ],
    [
      "an environment that extends itself",
      { [test1]: "extends: test\n" },
      `${test1}:1:10 EXTENDS_CYCLE The environment extends itself: test -> test.`,
    ],
    [
      "a circle of three",
      {
        [test1]: "extends: b\n",
        "environments/b/environment.yaml": "extends: c\n",
        "environments/c/environment.yaml": "overlays: []\nextends: b\n",
      },
      "environments/c/environment.yaml:2:10 EXTENDS_CYCLE The environment extends itself: b -> c -> b.",
    ],
    [
      "an unknown key",
      { [test1]: "extend: prod\n" },
      `${test1}:1:1 UNKNOWN_KEY There is no "extend" at the top level. Did you mean "extends"?`,
    ],
    ["a wrong type", { [test1]: "overlays: gke\n" }, `${test1}:1:11 WRONG_TYPE overlays must be a list`],
    [
      "an overlay twice",
      { [test1]: "overlays: [gke, gke]\n" },
      `${test1}:1:17 DUPLICATE_ITEM overlays holds "gke" twice.`,
    ],
    ["bad YAML", { [test1]: "overlays: [gke\n" }, `${test1}:2:1 BAD_YAML`],
    [
      "an addition for a component that does not exist",
      { [test1]: "", "environments/test/katibb/patches/a.yaml": "" },
      'environments/test/katibb/patches/a.yaml:1:1 UNKNOWN_COMPONENT There is no component "katibb". Did you mean "katib"?',
    ],
    [
      "a file that nothing reads",
      { [test1]: "", "environments/test/katib/patch/a.yaml": "" },
      'environments/test/katib/patch/a.yaml:1:1 UNEXPECTED_FILE Nothing reads this file. Did you mean "katib/patches/a.yaml"?',
    ],
    [
      "an overlay with a built-in one's name",
      { [test1]: "overlays: [gke]\n", "overlays/gke/values.yaml": "" },
      `${test1}:1:12 DUPLICATE_NAME There is another overlay "gke" in kubeflow-gitops/overlays.`,
    ],
    ["a way out of the folder", { [test1]: "overlays: [../../etc]\n" }, `${test1}:1:12 UNKNOWN_OVERLAY`],
  ])("%s", (_, files, expected) => {
    expect(problems(files as Record<string, string>, "test")).toEqual([expect.stringContaining(expected)]);
  });

  test.each(["tset", "../test", "base", "", "."])("an environment called %j", (name) => {
    expect(problems({ [test1]: "" }, name)).toEqual([
      expect.stringContaining(`UNKNOWN_ENVIRONMENT There is no environment "${name}".`),
    ]);
  });

  test("an overlay that is a symbolic link out of the root", () => {
    const roots = withUserFiles({ [test1]: "overlays: [elsewhere]\n", "overlays/mine/values.yaml": "" });
    symlinkSync(temporaryFolder({ "values.yaml": "a: 1\n" }), join(roots.user, "overlays/elsewhere"));
    expect(problemsOf(read(roots, "test"))).toEqual([expect.stringContaining("overlays/elsewhere:1:1 OUTSIDE_ROOT")]);
  });

  test("a symbolic link within the root is followed", () => {
    const roots = withUserFiles({ [test1]: "overlays: [alias]\n", "overlays/mine/values.yaml": "a: 1\n" });
    symlinkSync("mine", join(roots.user, "overlays/alias"));
    const environment = read(roots, "test");
    expect(
      environment.ok && environment.value.layers.find(({ folder }) => folder === "overlays/alias")?.values?.value,
    ).toEqual({ a: 1 });
  });
});

test("all problems of all layers come together", () => {
  const files = {
    "environments/test/environment.yaml": "overlays: [mine]\n",
    "environments/test/values.yaml": "a: 1\na: 2\n",
    "overlays/mine/values.yaml": "b: [\n",
    "overlays/mine/nothing/patches/a.yaml": "",
  };
  expect(problems(files, "test")).toHaveLength(3);
});
