import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mayMount, mountSmall } from "../output/support/mounts.ts";
import { readTree } from "../support/expect-tree.ts";
import { makeOfflinePackage, type OfflinePackage, runOffline, writeRoot } from "../support/offline-package.ts";
import { sharedRoot } from "../support/shared.ts";

const LOCK = "sources.lock.yaml";

/** Writes until the disk takes no more. */
function fill(file: string): void {
  try {
    for (;;) appendFileSync(file, "x".repeat(4096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}

describe.skipIf(sharedRoot() === undefined)("sources that are not what they were", () => {
  const work = mkdtempSync(join(tmpdir(), "hostile-sources-"));
  const root = join(work, "roots", "one");
  const vendored = () => join(root, "vendor", `community-distribution@${offline.commitOf("26.03.1").slice(0, 12)}`);
  let offline: OfflinePackage;

  beforeAll(async () => {
    offline = makeOfflinePackage(work);
    const good = join(work, "good");
    writeRoot(good, { dev: "vendored", staging: "rendered" });
    const env = { KUBEFLOW_GITOPS_CACHE: join(work, "cache") };
    for (const args of [["lock"], ["vendor"]])
      expect(await runOffline(offline, good, args, { env })).toMatchObject({ exit: 0 });
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));
  beforeEach(() => {
    rmSync(join(work, "roots"), { recursive: true, force: true });
    cpSync(join(work, "good"), root, { recursive: true });
  });

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    runOffline(offline, root, args, { env: { KUBEFLOW_GITOPS_CACHE: join(work, "cache"), ...env } });
  const emptyCache = () => ({ KUBEFLOW_GITOPS_CACHE: join(work, "roots", "cache") });
  const state = () => ({ lock: readFileSync(join(root, LOCK), "utf8"), vendor: readTree(join(root, "vendor")) });

  /** Runs a command that has to fail with one problem, and to leave everything as it was. */
  async function expectRefusal(args: readonly string[], exit: number, code: string, env: NodeJS.ProcessEnv = {}) {
    const before = state();
    const ran = await run(args, env);
    expect({ exit: ran.exit, errors: ran.errors }).toEqual({ exit, errors: expect.stringContaining(`${code} `) });
    expect(ran.errors).not.toMatch(/^\s+at /m);
    expect(state()).toEqual(before);
    expect(existsSync(join(root, "clusters"))).toBe(false);
  }

  test("a vendored file that was edited is found without a network, is not overwritten, and is not rendered", async () => {
    const file = join(vendored(), "common/dex/base/config-map.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("issuer:", "issuers:"));
    await expectRefusal(["vendor", "--verify"], 1, "VENDOR_DIFFERS");
    await expectRefusal(["generate", "--env", "staging"], 1, "VENDOR_DIFFERS");
    await expectRefusal(["vendor"], 1, "OUTPUT_EDITED");
    expect(await run(["vendor", "--force"])).toMatchObject({ exit: 0, errors: "" });
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(await run(["vendor", "--verify"])).toMatchObject({ exit: 0 });
  });

  test("a vendored kustomization that reads one file more, and a file that nobody reads, are found", async () => {
    writeFileSync(join(root, "vendor/stray.yaml"), "a: b\n");
    await expectRefusal(["vendor", "--verify"], 1, "VENDOR_UNEXPECTED");
    rmSync(join(root, "vendor/stray.yaml"));
    const file = join(vendored(), "common/dex/base/kustomization.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("resources:", "resources:\n- https://evil.example.com/x.yaml"),
    );
    await expectRefusal(["vendor", "--verify"], 1, "VENDOR_REFUSED");
  });

  test("what is vendored no more stops the environment that names it", async () => {
    rmSync(join(root, "vendor"), { recursive: true });
    const ran = await run(["generate", "--env", "dev"]);
    expect(ran).toMatchObject({ exit: 1, errors: expect.stringContaining("VENDOR_MISSING ") });
    expect(existsSync(join(root, "clusters"))).toBe(false);
  });

  test("a tag that moved is refused, and lock says where it went", async () => {
    const repository = join(offline.repositories, "argo-workflows");
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-C", repository, "-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
        encoding: "utf8",
      });
    const commit = git("rev-parse", "v3.7.3").trim();
    git("commit", "--quiet", "--allow-empty", "--message", "moved");
    git("tag", "--force", "v3.7.3");
    try {
      rmSync(join(root, "vendor"), { recursive: true });
      await expectRefusal(["vendor"], 1, "SOURCE_MOVED", emptyCache());
      const locked = await run(["lock"]);
      const now = git("rev-parse", "v3.7.3").trim();
      expect(locked.output).toContain(
        `moved v3.7.3 of https://github.com/argoproj/argo-workflows ${commit} -> ${now}\n`,
      );
    } finally {
      git("tag", "--force", "v3.7.3", commit);
    }
  });

  test("what is not locked is not used", async () => {
    const file = join(root, LOCK);
    const text = readFileSync(file, "utf8");
    rmSync(join(root, "vendor"), { recursive: true });
    writeFileSync(file, text.replaceAll("ref: v3.7.3", "ref: v3.7.2"));
    await expectRefusal(["vendor"], 1, "LOCK_ENTRY_MISSING");
    await expectRefusal(["generate", "--env", "staging"], 1, "LOCK_ENTRY_MISSING");
    writeFileSync(file, text.replace(/sha256: [0-9a-f]{64}/, `sha256: ${"f".repeat(64)}`));
    await expectRefusal(["vendor"], 1, "SOURCE_DIFFERS");
    writeFileSync(file, text.replace(/commit: [0-9a-f]{40}/, "commit: main"));
    await expectRefusal(["vendor"], 1, "LOCK_UNREADABLE");
    rmSync(file);
    expect(await run(["generate", "--env", "staging"])).toMatchObject({
      exit: 1,
      errors: expect.stringContaining("LOCK_MISSING "),
    });
  });

  test("a host that is down, and one that never answers, end the run within 20 seconds", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const sendTo = (address: string) => {
      const config = join(work, "roots", "gitconfig");
      writeFileSync(config, `[url "${address}"]\n\tinsteadOf = https://github.com/\n`);
      return { ...emptyCache(), GIT_CONFIG_GLOBAL: config };
    };
    const started = Date.now();
    await expectRefusal(["lock"], 3, "SOURCE_UNREACHABLE", sendTo("http://127.0.0.1:1/"));
    await expectRefusal(["lock"], 3, "SOURCE_TIMEOUT", sendTo(`http://127.0.0.1:${port}/`));
    silent.close();
    expect(Date.now() - started).toBeLessThan(40_000);
    expect(readTree(join(work, "roots", "cache"))).toEqual({});
  });

  test("killed while it fetches, and two at once: the lock is what it was, and the next run succeeds", async () => {
    const before = state();
    const env = { ...process.env, ...emptyCache(), GIT_CONFIG_GLOBAL: offline.gitConfig };
    for (const milliseconds of [700, 1_100, 1_500]) {
      const child = spawn(process.execPath, [join(offline.folder, "dist/main.js"), "lock"], {
        cwd: root,
        env,
        stdio: "ignore",
      });
      const ended = once(child, "exit");
      await sleep(milliseconds);
      child.kill("SIGKILL");
      await ended;
      expect(state()).toEqual(before);
    }
    const both = await Promise.all([run(["lock"], emptyCache()), run(["lock"], emptyCache())]);
    for (const ran of both) expect(ran).toMatchObject({ exit: 0, output: `${LOCK}: nothing moved\n`, errors: "" });
    expect(state()).toEqual(before);
  });

  test.runIf(mayMount)("a full disk (needs the right to mount): nothing changed, nothing left", async () => {
    const full = join(work, "full");
    mkdirSync(full, { recursive: true });
    mountSmall(full, "1m");
    const before = state();
    rmSync(join(root, "vendor"), { recursive: true });
    const cache = await run(["vendor", "--cache", join(full, "cache")]);
    expect({ exit: cache.exit, errors: cache.errors }).toEqual({
      exit: 1,
      errors: expect.stringContaining("DISK_FULL "),
    });
    expect(existsSync(join(root, "vendor"))).toBe(false);

    const small = join(full, "root");
    cpSync(join(root, "environments"), join(small, "environments"), { recursive: true });
    writeFileSync(join(small, LOCK), before.lock);
    rmSync(join(full, "cache"), { recursive: true });
    const here = (args: readonly string[]) =>
      runOffline(offline, small, args, { env: { KUBEFLOW_GITOPS_CACHE: join(work, "cache") } });
    expect(await here(["vendor"])).toMatchObject({ exit: 1, errors: expect.stringContaining("OUTPUT_DISK_FULL ") });
    expect(readdirSync(small).sort()).toEqual(["environments", LOCK]);
    expect(execFileSync("df", ["--output=pcent", full], { encoding: "utf8" })).not.toContain("100%");

    writeFileSync(join(small, LOCK), `${before.lock}# older\n`);
    fill(join(small, "filler"));
    expect(await here(["lock"])).toMatchObject({ exit: 1, errors: expect.stringContaining("DISK_FULL The write ") });
    expect(readFileSync(join(small, LOCK), "utf8")).toBe(`${before.lock}# older\n`);
    expect(readdirSync(small).sort()).toEqual(["environments", "filler", LOCK]);
  });

  test("a mirror is asked in place of the publisher, and named by remote kustomizations", async () => {
    const { repositories } = offline;
    const mirrors = `mirrors: [{ from: "https://github.com/kubeflow/community-distribution", to: "file://${repositories}/kubeflow-manifests" }, { from: "https://github.com/argoproj/", to: "file://${repositories}/" }]`;
    writeRoot(root, { dev: `rendered\n  ${mirrors}`, staging: `remote\n  ${mirrors}` });
    rmSync(join(root, "vendor"), { recursive: true });
    const env = { ...emptyCache(), GIT_CONFIG_GLOBAL: "/dev/null" };
    expect(await run(["lock"], env)).toMatchObject({ exit: 0, output: `${LOCK}: nothing moved\n` });
    expect(await run(["generate", "--env", "staging", "--env", "dev"], env)).toMatchObject({ exit: 0 });
    const kustomization = readFileSync(join(root, "clusters/staging/components/trainer/kustomization.yaml"), "utf8");
    expect(kustomization).toContain(`- file://${repositories}/kubeflow-manifests//applications/trainer/`);
  });
});
