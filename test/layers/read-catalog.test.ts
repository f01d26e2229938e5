import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import type { Roots } from "../../generator/layers/roots.ts";
import type { Catalog } from "../../generator/model/catalog.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { COMPONENT_FILE, withUserFiles } from "./temporary-roots.ts";

function catalogOf(roots: Roots): Catalog {
  const catalog = readCatalog(roots);
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems));
  return catalog.value;
}

function problems(files: Readonly<Record<string, string>>): readonly string[] {
  return problemsOf(withUserFiles(files));
}

function problemsOf(roots: Roots): readonly string[] {
  const catalog = readCatalog(roots);
  return catalog.ok
    ? []
    : catalog.problems.map(
        ({ code, message, place }) => `${place?.file}:${place?.line}:${place?.column} ${code} ${message}`,
      );
}

describe("what ships", () => {
  const catalog = catalogOf({ package: repositoryRoot, user: repositoryRoot });

  test("components come in name order, each with its defaults as a layer", () => {
    const names = [...catalog.components.keys()];
    expect(names.length).toBeGreaterThan(20);
    expect(names).toEqual(names.toSorted());
    expect(catalog.defaults.map(({ folder }) => folder)).toEqual(names.map((name) => `components/${name}`));
  });

  test("a component's values stand below components.<name>, with their places in its own file", () => {
    const { values } = catalog.defaults.find(({ folder }) => folder === "components/katib")!;
    expect(values?.value).toMatchObject({ components: { katib: { enabled: true } } });
    expect(values?.place(["components", "katib", "enabled"], "key")).toMatchObject({
      file: "components/katib/values.yaml",
      column: 1,
    });
  });

  test("settings.x is a setting of the component itself", () => {
    const part = catalog.components.get("pipelines")?.parts.find(({ variant }) => variant.length > 0);
    expect(part?.variant).toEqual([["components", "pipelines", "definitions"]]);
  });

  test("a release's facts are parsed when they are asked for, once", () => {
    const release = catalog.releases.get("26.03.1");
    const facts = catalog.facts("26.03.1");
    expect(facts.ok && facts.value.commit).toBe(release?.source.commit);
    expect(catalog.facts("26.03.1")).toBe(facts);
  });

  test("a release without facts is a problem only for who asks", () => {
    const facts = catalog.facts("1.0.0");
    expect(facts.ok ? [] : facts.problems).toMatchObject([
      { code: "UNREADABLE_FILE", place: { file: "components/releases/1.0.0.facts.json" } },
    ]);
  });

  test("a part is one path, or one per variant, or nothing", () => {
    const istio = catalog.releases.get("26.03.1")?.components.get("istio");
    expect([...(istio?.parts.get("crds")?.keys() ?? [])]).toEqual([""]);
    expect([...(istio?.parts.get("install")?.keys() ?? [])]).toContain("sidecar-gke");
    expect(istio?.parts.get("install")?.get("ambient-default")?.patches.length).toBeGreaterThan(0);
  });
});

describe("a component of the user's", () => {
  test("is added to the built-in ones, whose files are called by the package's name", () => {
    const catalog = catalogOf(withUserFiles({ "components/mine/component.yaml": COMPONENT_FILE }));
    expect(catalog.components.get("mine")?.folder).toBe("components/mine");
    expect(catalog.components.get("katib")?.folder).toBe("kubeflow-gitops/components/katib");
  });

  test("has its own resources and patches; Markdown is for people", () => {
    const catalog = catalogOf(
      withUserFiles({
        "components/mine/component.yaml": COMPONENT_FILE,
        "components/mine/resources/b.yaml": "kind: B\n",
        "components/mine/resources/a.yaml.ejs": "kind: A\n",
        "components/mine/patches/c.yaml": "kind: C\n",
        "components/mine/README.md": "# Mine\n",
      }),
    );
    expect(catalog.components.get("mine")?.additions).toEqual([
      { component: "mine", kind: "patch", file: "components/mine/patches/c.yaml", text: "kind: C\n" },
      { component: "mine", kind: "resource", file: "components/mine/resources/a.yaml.ejs", text: "kind: A\n" },
      { component: "mine", kind: "resource", file: "components/mine/resources/b.yaml", text: "kind: B\n" },
    ]);
  });

  test.each(["chart", "resources", "patches", "secrets", "existing"])("can be called %s", (name) => {
    const catalog = catalogOf(
      withUserFiles({
        [`components/${name}/component.yaml`]: COMPONENT_FILE.replace("mine", name),
        [`components/${name}/expectations.yaml`]: "[]\n",
      }),
    );
    expect(catalog.components.get(name)?.additions.map(({ kind }) => kind)).toEqual(["expectation"]);
  });

  test("can be in a built-in release, through a release file of the user's with the same source", () => {
    const source = catalogOf({ package: repositoryRoot, user: repositoryRoot }).releases.get("26.03.1")!.source;
    const file = `release: "26.03.1"\nsource: ${JSON.stringify(source)}\ncomponents:\n  mine:\n    version: v1\n    parts: { all: a/b }\n`;
    const catalog = catalogOf(
      withUserFiles({
        "components/mine/component.yaml": `${COMPONENT_FILE}parts: [{ name: all }]\n`,
        "components/releases/26.03.1.yaml": file,
        "components/releases/26.03.1.facts.json": '{"release":"26.03.1","commit":"x","paths":{"a/b":[]}}',
      }),
    );
    const release = catalog.releases.get("26.03.1");
    expect(release?.components.get("mine")?.parts.get("all")?.get("")).toEqual({ path: "a/b", patches: [] });
    expect(release?.components.has("katib")).toBe(true);
    const facts = catalog.facts("26.03.1");
    expect(facts.ok && facts.value.paths["a/b"]).toEqual([]);
    expect(facts.ok && Object.keys(facts.value.paths).length).toBeGreaterThan(10);
  });
});

describe("is refused, where it is", () => {
  test.each([
    [
      "an unknown key",
      { "components/mine/component.yaml": `${COMPONENT_FILE}require: []\n` },
      'components/mine/component.yaml:6:1 UNKNOWN_KEY There is no "require" at the top level. Did you mean "requires"?',
    ],
    [
      "a missing key",
      { "components/mine/component.yaml": COMPONENT_FILE.replace(/^title.*\n/m, "") },
      "components/mine/component.yaml:1:1 MISSING_VALUE title is missing.",
    ],
    [
      "an unknown category",
      { "components/mine/component.yaml": COMPONENT_FILE.replace("category: platform", "category: platfrom") },
      'components/mine/component.yaml:4:11 WRONG_CHOICE category must be "platform", "security", "networking", "serving", "pipelines", "training", "notebooks", "data" or "registry", but is the text "platfrom". Did you mean "platform"?',
    ],
    [
      "a name that is not the folder's",
      { "components/other/component.yaml": COMPONENT_FILE },
      'components/other/component.yaml:1:7 NAME_DIFFERS The name "mine" is not that of the folder other.',
    ],
    [
      "a folder without component.yaml",
      { "components/mine/values.yaml": "enabled: true\n" },
      "components/mine/component.yaml:1:1 MISSING_FILE There is no component.yaml in this folder.",
    ],
    [
      "a folder that nothing reads",
      { "components/mine/component.yaml": COMPONENT_FILE, "components/mine/files/config.ini": "[x]\n" },
      "components/mine/files/config.ini:1:1 UNEXPECTED_FILE Nothing reads this file.",
    ],
    [
      "a file that nothing reads",
      { "components/mine/component.yaml": COMPONENT_FILE, "components/mine/patch/a.yaml": "a: 1\n" },
      'components/mine/patch/a.yaml:1:1 UNEXPECTED_FILE Nothing reads this file. Did you mean "patches/a.yaml"?',
    ],
    [
      "values.yml",
      { "components/mine/component.yaml": COMPONENT_FILE, "components/mine/values.yml": "enabled: true\n" },
      'components/mine/values.yml:1:1 UNEXPECTED_FILE Nothing reads this file. Did you mean "values.yaml"?',
    ],
    [
      "a fragment that is no JSON",
      { "components/mine/component.yaml": COMPONENT_FILE, "components/mine/values.schema.json": "{\n  oops\n}" },
      "components/mine/values.schema.json:2:3 BAD_JSON",
    ],
    [
      "a release with a short commit",
      {
        "components/releases/x.yaml":
          "release: x\nsource: {url: https://example.com/r, ref: main, commit: 0d1a003}\ncomponents: {}\n",
      },
      "components/releases/x.yaml:2:57 WRONG_FORMAT source.commit must be a full commit: 40 hexadecimal digits",
    ],
    [
      "a path that leaves the repository",
      {
        "components/releases/x.yaml": `release: x\nsource: {url: https://example.com/r, ref: main, commit: ${"a".repeat(40)}}\ncomponents:\n  a:\n    version: "1"\n    parts: { p: ../b }\n`,
      },
      "components/releases/x.yaml:6:17 WRONG_FORMAT components.a.parts.p must be a relative path of folders",
    ],
    [
      "a release that changes a built-in one",
      {
        "components/releases/26.03.1.yaml": `release: "26.03.1"\nsource: {url: https://example.com/r, ref: main, commit: ${"a".repeat(40)}}\ncomponents: {}\n`,
      },
      "components/releases/26.03.1.yaml:1:1 RELEASE_DIFFERS The built-in catalog pins another source",
    ],
    [
      "a component with a built-in one's name",
      { "components/katib/component.yaml": COMPONENT_FILE.replace("mine", "katib") },
      'components/katib/component.yaml:1:1 DUPLICATE_NAME There is another component "katib" in kubeflow-gitops/components/katib.',
    ],
  ])("%s", (_, files, expected) => {
    expect(problems(files as Record<string, string>)).toEqual([expect.stringContaining(expected)]);
  });

  test("a requirement that nothing could meet", () => {
    const file = `${COMPONENT_FILE}requires:\n  - { name: istio, reason: A. }\n  - { name: istioo, reason: B. }\n  - { name: database.mariadb, reason: C. }\n`;
    expect(problems({ "components/mine/component.yaml": file })).toEqual([
      expect.stringMatching(
        /^components\/mine\/component.yaml:\d+:\d+ REQUIREMENT_UNKNOWN .*"istioo"\. Did you mean "istio"\?$/,
      ),
    ]);
  });

  test("a symbolic link that leads out of the root", () => {
    const roots = withUserFiles({
      "components/mine/component.yaml": COMPONENT_FILE,
      "components/mine/patches/a.yaml": "",
    });
    symlinkSync("/etc/hostname", join(roots.user, "components/mine/patches/b.yaml"));
    expect(problemsOf(roots)).toEqual([expect.stringContaining("components/mine/patches/b.yaml:1:1 OUTSIDE_ROOT")]);
  });

  test("a symbolic link that leads nowhere", () => {
    const roots = withUserFiles({ "components/mine/component.yaml": COMPONENT_FILE });
    symlinkSync("nowhere.yaml", join(roots.user, "components/mine/values.yaml"));
    expect(problemsOf(roots)).toEqual([
      "components/mine/values.yaml:1:1 UNREADABLE_FILE The file cannot be read: it is not there.",
    ]);
  });

  test("a file that is not UTF-8", () => {
    const roots = withUserFiles({ "components/mine/component.yaml": COMPONENT_FILE });
    writeFileSync(join(roots.user, "components/mine/values.yaml"), Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    expect(problemsOf(roots)).toEqual([
      "components/mine/values.yaml:1:1 UNREADABLE_FILE The file cannot be read: it is not UTF-8.",
    ]);
  });

  test("a file too large to be written by a person", () => {
    const text = `a: ${"x".repeat(1024 * 1024)}`;
    expect(problems({ "components/mine/component.yaml": COMPONENT_FILE, "components/mine/values.yaml": text })).toEqual(
      [expect.stringContaining("components/mine/values.yaml:1:1 FILE_TOO_LARGE")],
    );
  });
});

test("all problems of all components come together", () => {
  const files = {
    "components/a/component.yaml": "name: a\n",
    "components/b/component.yaml": COMPONENT_FILE.replace("mine", "b"),
    "components/b/values.yaml": "a: [\n",
  };
  expect(problems(files)).toHaveLength(5);
});
