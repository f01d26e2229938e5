import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOCK_FILE } from "../../generator/model/sources-lock.ts";
import { buildText } from "../parity/kustomize.ts";
import { readTree } from "../support/expect-tree.ts";
import { inParallel } from "../support/in-parallel.ts";
import { hasKubectl } from "../support/kubectl-kustomize.ts";
import { makeOfflinePackage, type OfflinePackage, runOffline, writeRoot } from "../support/offline-package.ts";
import { sharedRoot } from "../support/shared.ts";

const RELEASE = "26.03.1";
const MODES = ["remote", "vendored", "rendered"] as const;
/** One for each controller, with different overlays. */
const ENVIRONMENTS = ["dev", "prod-eu"];
/** Built as the controller does, every base cloned: it takes long. The others read the same commit from a folder. */
const THROUGH_GIT = ["katib", "trainer"];
/** With our own resources and patches, and with parts that have kustomizations of their own; all others are compared by our own engine. */
const BUILT = ["katib", "trainer", "istio", "dex", "pipelines"];

describe.skipIf(sharedRoot() === undefined || !hasKubectl())("delivery.manifests", () => {
  const work = mkdtempSync(join(tmpdir(), "manifests-modes-"));
  let offline: OfflinePackage;
  const rootOf = (mode: string) => join(work, "roots", mode);

  beforeAll(async () => {
    offline = makeOfflinePackage(work);
    for (const mode of MODES) {
      writeRoot(rootOf(mode), Object.fromEntries(ENVIRONMENTS.map((environment) => [environment, mode])));
      if (mode === "remote") await succeed(mode, "lock");
      else cpSync(join(rootOf("remote"), LOCK_FILE), join(rootOf(mode), LOCK_FILE));
      if (mode !== "remote") await succeed(mode, "vendor");
      await succeed(mode, ...["generate", ...ENVIRONMENTS.flatMap((name) => ["--env", name])]);
    }
    const repository = join(offline.repositories, "kubeflow-manifests");
    const tree = [repository, "worktree", "add", "--quiet", "--detach", join(work, "tree"), offline.commitOf(RELEASE)];
    execFileSync("git", ["-C", ...tree], { stdio: "ignore" });
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  test.each(ENVIRONMENTS)("%s: the same objects are applied, whatever the mode", async (environment) => {
    const components = componentsOf(environment).filter((name) => BUILT.includes(name));
    expect(components.length).toBeGreaterThan(3);
    await inParallel(components, 2, async (component) => {
      const [remote, vendored, rendered] = MODES.map((mode) => componentFolder(mode, environment, component));
      if (!THROUGH_GIT.includes(component)) nameTree(remote!);
      const objects = sorted(await buildText(remote!, offline.gitConfig));
      // A URL in these would not be reached: git finds no repository where this configuration sends all of them.
      const noNetwork = join(work, "no-network");
      writeFileSync(noNetwork, '[url "file:///nowhere/"]\n\tinsteadOf = https://\n');
      expect(sorted(await buildText(vendored!, noNetwork)), `${component} vendored`).toEqual(objects);
      expect(sorted(await buildText(rendered!, noNetwork)), `${component} rendered`).toEqual(objects);
    });
  });

  test("nothing that is vendored or rendered names a source by URL, and upstream's own files are as they were", () => {
    for (const folder of [
      join(rootOf("vendored"), "vendor"),
      join(rootOf("vendored"), "clusters/prod-eu/components"),
    ]) {
      const kustomizations = Object.entries(readTree(folder)).filter(([path]) => /kustomization\.ya?ml$/.test(path));
      expect(kustomizations.length).toBeGreaterThan(20);
      for (const [path, text] of kustomizations) expect(text, path).not.toMatch(/^\s*-? ?(https?:|github\.com)/m);
    }
    const copy = join(rootOf("vendored"), "vendor", `community-distribution@${offline.commitOf(RELEASE).slice(0, 12)}`);
    const changed = Object.entries(readTree(copy)).filter(
      ([path, text]) => readFileSync(join(work, "tree", path), "utf8") !== text,
    );
    expect(changed.map(([path]) => path).filter((path) => !path.endsWith("kustomization.yaml"))).toEqual([]);
    expect(changed.length).toBeGreaterThan(0);
  });

  test("a rendered component is a file per object, the definitions first", () => {
    const files = Object.keys(readTree(componentFolder("rendered", "prod-eu", "katib")));
    expect(files).toContain("deployment-kubeflow-katib-controller.yaml");
    expect(files).toContain("clusterrole-katib-controller.yaml");
    expect(files).toContain("crds/customresourcedefinition-trials.kubeflow.org.yaml");
    const text = readFileSync(join(componentFolder("rendered", "prod-eu", "katib"), "kustomization.yaml"), "utf8");
    const listed = [...text.matchAll(/^- (.*)$/gm)].map(([, path]) => path!);
    expect(listed.toSorted()).toEqual(files.filter((file) => file !== "kustomization.yaml").toSorted());
    expect(listed.findLastIndex((path) => path.startsWith("crds/"))).toBe(2);
  });

  test("after one vendor everything works without a network", async (context) => {
    if (!mayLeaveNetwork()) context.skip("this machine does not let a program give up its network");
    const via = ["unshare", "-n"];
    for (const mode of ["vendored", "rendered"]) {
      for (const args of [["check", "--env", "prod-eu"], ["validate"], ["vendor", "--verify"], ["vendor"]]) {
        const ran = await runOffline(offline, rootOf(mode), args, { via });
        expect(ran, `${mode} ${args.join(" ")}`).toMatchObject({ exit: 0, errors: "" });
      }
      const folder = componentFolder(mode, "prod-eu", "pipelines");
      const built = await runOffline(offline, rootOf(mode), ["build", folder, "--quiet"], { via });
      expect(built).toMatchObject({ exit: 0, errors: "" });
      expect(built.output.length).toBeGreaterThan(100_000);
    }
  });

  test("a release that no environment has vendored any more is pruned", async () => {
    const root = rootOf("pruned");
    writeRoot(root, { dev: "vendored" });
    for (const command of ["lock", "vendor"])
      expect(await runOffline(offline, root, [command])).toMatchObject({ exit: 0 });
    writeFileSync(join(root, "vendor/NOTES.md"), "ours");
    writeRoot(root, { dev: "remote" });
    expect(await runOffline(offline, root, ["vendor"])).toMatchObject({ exit: 0 });
    expect(Object.keys(readTree(join(root, "vendor")))).toEqual([".kubeflow-gitops.json", "NOTES.md"]);
  });

  function componentsOf(environment: string): readonly string[] {
    return readdirSync(join(rootOf("remote"), "clusters", environment, "components"));
  }

  async function succeed(mode: string, ...args: readonly string[]): Promise<void> {
    const ran = await runOffline(offline, rootOf(mode), args);
    if (ran.exit !== 0) throw new Error(`${mode}: ${args.join(" ")}\n${ran.errors}`);
  }

  function componentFolder(mode: string, environment: string, component: string): string {
    return join(rootOf(mode), "clusters", environment, "components", component);
  }

  /** Makes the kustomizations of a folder name the pinned commit's checkout instead of its URL. */
  function nameTree(folder: string): void {
    for (const [path, text] of Object.entries(readTree(folder)).filter(([name]) =>
      name.endsWith("kustomization.yaml"),
    )) {
      const at = join(folder, path, "..");
      const reference = /https:\/\/github\.com\/kubeflow\/community-distribution\/\/([^?\s]+)\?ref=[0-9a-f]{40}/g;
      mkdirSync(at, { recursive: true });
      const local = text.replace(reference, (_, base: string) => relative(at, join(work, "tree", base)));
      writeFileSync(join(folder, path), local);
    }
  }
});

/** What a build printed, object by object, in an order of its own. */
function sorted(text: string): readonly string[] {
  return text.split(/^---\n/m).toSorted();
}

function mayLeaveNetwork(): boolean {
  try {
    execFileSync("unshare", ["-n", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
