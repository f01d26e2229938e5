import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildKustomization, printResources } from "../../generator/kustomize/build.ts";
import { diskFileSystem } from "../../generator/kustomize/file-system.ts";
import type { RemoteSource } from "../../generator/kustomize/sources/remote-source.ts";
import { listEnvironments } from "../../generator/layers/list-environments.ts";
import { LOCK_FILE } from "../../generator/model/sources-lock.ts";
import { createManifestReader } from "../../generator/yaml/manifest-reader.ts";
import { OPTIONAL } from "../catalog/optional-settings.ts";
import { catalog, expectValue } from "../catalog/plan-with.ts";
import { buildText as buildWithKustomize } from "../parity/kustomize.ts";
import { readTree } from "../support/expect-tree.ts";
import { inParallel } from "../support/in-parallel.ts";
import {
  copyEnvironments,
  makeOfflinePackage,
  type OfflinePackage,
  runOffline,
  setManifests,
} from "../support/offline-package.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { sharedRoot } from "../support/shared.ts";

/** `KUSTOMIZE=real`: what is remote and vendored is built by kubectl; three minutes. Otherwise by our engine, which other tests compare with it. */
const REAL = process.env["KUSTOMIZE"] === "real";
const MODES = ["remote", "vendored", "rendered"] as const;
const SHIPPED = listEnvironments({ package: repositoryRoot, user: repositoryRoot });
/** Per release an environment with every component that it has. */
const EVERYTHING = new Map(
  [...catalog.releases.keys()].map((release) => [`all-${release.replaceAll(".", "-")}`, release]),
);

describe.skipIf(sharedRoot() === undefined)("every component of every release and shipped environment", () => {
  const work = realpathSync(mkdtempSync(join(tmpdir(), "every-mode-")));
  const rootOf = (mode: string) => join(work, mode);
  const trees = new Map<string, string>();
  /** What was compared already: environments have much in common. */
  const compared = new Set<string>();
  let offline: OfflinePackage;

  beforeAll(async () => {
    offline = makeOfflinePackage(work);
    for (const mode of MODES) {
      writeEnvironments(rootOf(mode), mode);
      if (mode === "remote") await succeed(mode, "lock");
      else {
        cpSync(join(rootOf("remote"), LOCK_FILE), join(rootOf(mode), LOCK_FILE));
        await succeed(mode, "vendor");
      }
      await succeed(mode, "generate", "--all");
    }
    const repository = join(offline.repositories, "kubeflow-manifests");
    for (const release of catalog.releases.keys()) {
      const commit = offline.commitOf(release);
      const tree = join(work, "trees", commit);
      execFileSync("git", ["-C", repository, "worktree", "add", "--quiet", "--detach", tree, commit], {
        stdio: "ignore",
      });
      trees.set(commit, tree);
    }
  }, 600_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  async function succeed(mode: string, ...args: readonly string[]): Promise<void> {
    expect(await runOffline(offline, rootOf(mode), args), `${mode} ${args.join(" ")}`).toMatchObject({
      exit: 0,
      errors: "",
    });
  }

  test.each([...SHIPPED, ...EVERYTHING.keys()])(
    "%s: the same objects are applied, whatever the mode",
    async (environment) => {
      const components = readdirSync(join(rootOf("remote"), "clusters", environment, "components"));
      expect(components.length).toBeGreaterThan(15);
      await inParallel(components, 2, async (component) => {
        const folders = MODES.map((mode) => join(rootOf(mode), "clusters", environment, "components", component));
        const files = folders.map(readTree);
        const content = JSON.stringify(files);
        if (compared.has(content) || files[0]?.["kustomization.yaml"] === undefined) return;
        compared.add(content);
        const [remote = "", vendored = "", rendered = ""] = folders;
        const objects = sorted(await buildRemote(remote));
        expect(objects.length).toBeGreaterThan(0);
        expect(sorted(await buildLocal(vendored)), `${component} vendored`).toEqual(objects);
        expect(sorted(await buildLocal(rendered)), `${component} rendered`).toEqual(objects);
      });
    },
  );

  test("an upgrade of a rendered environment changes the files of the objects that differ, and no other", async () => {
    const [before = "", after = ""] = ["26.03", "26.03.1"].map((release) =>
      join(rootOf("rendered"), "clusters", `evaluation-${release.replaceAll(".", "-")}`, "components"),
    );
    const [old, now] = [objectFiles(before), objectFiles(after)];
    const kept = [...old.keys()].filter((path) => now.has(path));
    const changed = kept.filter((path) => old.get(path) !== now.get(path));
    expect(kept.length).toBeGreaterThan(500);
    // Images and versions move; most of what the cluster has stays as it is, byte for byte.
    expect(changed.length).toBeLessThan(kept.length / 2);
    expect(changed.length).toBeGreaterThan(50);
    const [renamed, twice] = [objectsOf(old), objectsOf(now)];
    expect(
      [...renamed.keys()].filter((object) => twice.has(object) && renamed.get(object) !== twice.get(object)),
    ).toEqual([]);
  });

  /** As the controller would, with what it fetches already here. */
  function buildRemote(folder: string): Promise<string> {
    return REAL ? buildWithKustomize(namingTrees(folder, trees), offline.gitConfig) : build(folder, treeSource(trees));
  }

  /** With nothing but the repository. */
  async function buildLocal(folder: string): Promise<string> {
    if (!REAL) return build(folder);
    const noNetwork = join(work, "no-network");
    writeFileSync(noNetwork, '[url "file:///nowhere/"]\n\tinsteadOf = https://\n');
    return buildWithKustomize(folder, noNetwork);
  }
});

/** The shipped environments, an evaluation at each of the two last releases, and an environment with everything per release. */
function writeEnvironments(root: string, mode: string): void {
  copyEnvironments(root);
  for (const environment of SHIPPED) setManifests(root, environment, `manifests: ${mode}`);
  for (const [name, release] of EVERYTHING) {
    const components = catalog.releases.get(release)?.components.keys() ?? [];
    const enabled = [...components].map((component) => [component, { enabled: true, ...OPTIONAL[component] }]);
    write(name, { platform: { release }, components: Object.fromEntries(enabled) });
  }
  for (const release of ["26.03", "26.03.1"])
    write(`evaluation-${release.replaceAll(".", "-")}`, { platform: { release } });

  function write(name: string, values: object): void {
    const folder = join(root, "environments", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "environment.yaml"), JSON.stringify({ extends: "evaluation" }));
    writeFileSync(join(folder, "values.yaml"), JSON.stringify({ ...values, delivery: { manifests: mode } }));
  }
}

const reader = createManifestReader();

async function build(folder: string, remote?: RemoteSource): Promise<string> {
  const fileSystem = diskFileSystem();
  const options = { fileSystem, loadRestrictions: "rootOnly", reader, ...(remote && { remote }) } as const;
  return expectValue(await printResources(expectValue(await buildKustomization(folder, options)), fileSystem));
}

/** Answers every address from the folders that its commit has here. */
function treeSource(trees: ReadonlyMap<string, string>): RemoteSource {
  return {
    async repository({ url, ref }) {
      const project =
        url
          .split("/")
          .at(-1)
          ?.replace(/\.git$/, "") ?? "";
      return { ok: true, value: trees.get(ref) ?? join(sharedRoot() ?? "", "upstream", project, ref) };
    },
    file: async (url) => {
      throw new Error(`${url} is not asked for`);
    },
  };
}

/** A copy of the folder beside it that names the folders in the place of the addresses: cloning each base would take minutes. */
function namingTrees(folder: string, trees: ReadonlyMap<string, string>): string {
  const copy = `${folder}-from-trees`;
  cpSync(folder, copy, { recursive: true });
  for (const [path, text] of Object.entries(readTree(folder))) {
    const local = text.replace(
      /https:\/\/[^\s"']+?\/\/([^?\s"']+)\?ref=([0-9a-f]{40})/g,
      (all, base: string, commit: string) => {
        const tree = trees.get(commit);
        return tree === undefined ? all : relative(dirname(join(copy, path)), join(tree, base));
      },
    );
    writeFileSync(join(copy, path), local);
  }
  return copy;
}

function sorted(text: string): readonly string[] {
  return text.split(/^---\n/m).sort();
}

/** Text by path, of the files that hold an object. */
function objectFiles(folder: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(readTree(folder)).filter(([path]) => !path.endsWith("kustomization.yaml")));
}

/** The file that each object is in, by component, kind, namespace and name. */
function objectsOf(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...files].map(([path, text]) => {
      const head = [/^kind: .*$/m, /^ {2}name: .*$/m, /^ {2}namespace: .*$/m].map((line) => line.exec(text)?.[0] ?? "");
      return [[path.split("/")[0], /^apiVersion: [^/\n]*/m.exec(text)?.[0], ...head].join(), path];
    }),
  );
}
