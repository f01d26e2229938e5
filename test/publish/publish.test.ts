import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { unpackTar } from "modern-tar";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { run } from "../../generator/cli/program.ts";
import { registryCredentials } from "../../generator/publish/registry-credentials.ts";
import { readTree } from "../support/expect-tree.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";
import { copyEnvironments } from "../support/offline-package.ts";
import { freePort, hasRegistry, type Registry, startRegistry } from "./registry.ts";

/** bcrypt of `publish-test`. */
const HTPASSWD = "robot:$2b$04$lN9Y27E34vDP/V6SRvEM3OrU5OL2n1i4ryi.FZQOr8SZ6TnIXcf7u\n";

let root: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "publish-"));
  vi.stubEnv("DOCKER_CONFIG", join(root, "..", "no-docker-config"));
  copyEnvironments(root);
  await program("generate", "--env", "dev", "--quiet");
  git("init", "--quiet", "--initial-branch=main");
  commit();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const git = (...words: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...words], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, GIT_COMMITTER_DATE: "2026-03-01T12:00:00Z", GIT_CONFIG_GLOBAL: "/dev/null" },
  }).trim();

function commit(): void {
  git("add", "--all");
  git("commit", "--quiet", "--message=all");
}

async function program(...args: readonly string[]) {
  const terminal = memoryTerminal(root);
  const exit = await run(args, terminal);
  return { exit, output: terminal.output(), errors: terminal.errors() };
}

test("what is not committed, edited, nowhere to be found or addressed wrongly is not published", async () => {
  const to = ["--to", `oci://127.0.0.1:${await freePort()}/prod`];
  expect(await program("publish", "--env", "dev")).toMatchObject({
    exit: 1,
    errors: expect.stringMatching(/^PUBLISH_TARGET_MISSING /),
  });
  expect(await program("publish", "--env", "dev", "--to", "oci://Registry.example.com/Upper")).toMatchObject({
    exit: 1,
    errors: expect.stringMatching(/^PUBLISH_TARGET_INVALID /),
  });
  const hidden = await program("publish", "--env", "dev", "--to", "oci://me:sek/ret@registry.example.com/x");
  expect(hidden).toMatchObject({ exit: 1, errors: expect.stringContaining("`oci://registry.example.com/x`") });
  expect(await program("publish", "--env", "dev", "--env", "staging", ...to)).toMatchObject({
    exit: 1,
    errors: expect.stringMatching(/^PUBLISH_TARGET_SHARED /),
  });
  expect(await program("publish", "--env", "staging", ...to)).toMatchObject({
    exit: 1,
    errors: expect.stringContaining("OUTPUT_MISSING "),
  });
  writeFileSync(join(root, "clusters/dev/notes.md"), "mine\n");
  expect(await program("publish", "--env", "dev", ...to)).toMatchObject({
    exit: 1,
    errors: expect.stringMatching(/^PUBLISH_UNCOMMITTED clusters\/dev has a change that is not committed/),
  });
  appendFileSync(join(root, "clusters/dev/bootstrap.yaml"), "# edited\n");
  commit();
  expect(await program("publish", "--env", "dev", ...to)).toMatchObject({
    exit: 1,
    errors: expect.stringMatching(/^OUTPUT_EDITED clusters\/dev\/bootstrap.yaml /),
  });
});

test("where git does not say what is committed, nothing is published", async () => {
  const to = ["--to", `oci://127.0.0.1:${await freePort()}/prod`];
  const refused = (reason: RegExp) => ({
    exit: 1,
    errors: expect.stringMatching(
      new RegExp(`^PUBLISH_GIT_FAILED Whether clusters/dev is committed cannot be told: .*${reason.source}`),
    ),
  });
  vi.stubEnv("PATH", join(root, "no-programs"));
  expect(await program("publish", "--env", "dev", ...to)).toMatchObject(refused(/ENOENT/));
  vi.unstubAllEnvs();
  vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
  vi.stubEnv("EDITOR", "vi");
  expect(await program("publish", "--env", "dev", ...to)).toMatchObject(refused(/dubious ownership/));
  vi.unstubAllEnvs();
  writeFileSync(join(root, ".git/config"), "[broken\n");
  expect(await program("publish", "--env", "dev", ...to)).toMatchObject(refused(/bad config/));
  rmSync(join(root, ".git"), { recursive: true });
  git("init", "--quiet", "--initial-branch=main");
  expect(await program("publish", "--env", "dev", ...to)).toMatchObject(refused(/does not have any commits yet/));
  rmSync(join(root, ".git"), { recursive: true });
  expect(await program("publish", "--env", "dev", ...to)).toMatchObject({
    exit: 3,
    errors: expect.stringMatching(/^REGISTRY_UNREACHABLE /),
  });
});

test("output that git ignores is not committed", async () => {
  git("rm", "-r", "--quiet", "--cached", "clusters");
  writeFileSync(join(root, ".gitignore"), "clusters/\n");
  commit();
  expect(await program("publish", "--env", "dev", "--to", "oci://127.0.0.1:1/prod")).toMatchObject({
    exit: 1,
    errors: expect.stringMatching(/^PUBLISH_UNCOMMITTED clusters\/dev has \d+ changes that are not committed/),
  });
});

test.each([null, { auths: null }, { auths: { "127.0.0.1": { auth: 5 } } }, { credsStore: 5 }])(
  "a Docker configuration of another form holds no login: %j",
  (config) => {
    mkdirSync(join(root, ".docker"));
    writeFileSync(join(root, ".docker/config.json"), JSON.stringify(config));
    vi.stubEnv("DOCKER_CONFIG", join(root, ".docker"));
    expect(registryCredentials("127.0.0.1")).toBeUndefined();
  },
);

test("a registry that is not there is said with exit code 3", async () => {
  expect(await program("publish", "--env", "dev", "--to", `oci://127.0.0.1:${await freePort()}/prod`)).toMatchObject({
    exit: 3,
    output: "",
    errors: expect.stringMatching(/^REGISTRY_UNREACHABLE .* does not answer/),
  });
});

describe.skipIf(!hasRegistry)("to a registry on this machine (needs docker-registry)", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  test("what is pulled back is the committed output, byte for byte, in Flux's format", async () => {
    const to = `oci://${registry.address}/platform/dev:main`;
    const pushed = await program("publish", "--env", "dev", "--to", to, "--output", "json");
    expect(pushed).toMatchObject({ exit: 0, errors: "" });
    const [{ digest, files, artifact }] = JSON.parse(pushed.output).published;
    expect(artifact).toBe(to);

    const pulled = await pull(registry, "platform/dev", "main");
    expect(pulled.digest).toBe(digest);
    expect(pulled.manifest).toMatchObject({
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: { mediaType: "application/vnd.cncf.flux.config.v1+json" },
      layers: [{ mediaType: "application/vnd.cncf.flux.content.v1.tar+gzip" }],
      annotations: {
        "org.opencontainers.image.created": "2026-03-01T12:00:00.000Z",
        "org.opencontainers.image.source": "https://github.com/example/platform.git",
        "org.opencontainers.image.revision": `main@sha1:${git("rev-parse", "HEAD")}`,
      },
    });
    const committed = readTree(join(root, "clusters/dev"));
    expect(pulled.files).toEqual(
      Object.fromEntries(Object.entries(committed).map(([path, text]) => [`clusters/dev/${path}`, text])),
    );
    expect(Object.keys(pulled.files)).toHaveLength(files);

    const again = await program("publish", "--env", "dev", "--to", to, "--output", "json");
    expect(again.output).toBe(pushed.output);
  });

  test("with delivery.flux.artifact Flux syncs from what is published there, at the paths that it has", async () => {
    const file = join(root, "environments/dev/values.yaml");
    appendFileSync(
      file,
      `\ndelivery:\n  controller: flux\n  repository: { path: teams/ml/clusters }\n  flux:\n    artifact: { url: "oci://${registry.address}/flux/dev", tag: stable, provider: generic, secret: registry }\n`,
    );
    expect(await program("generate", "--env", "dev", "--quiet")).toMatchObject({ errors: "" });
    commit();
    expect(await program("publish", "--env", "dev")).toMatchObject({ exit: 0, errors: "" });
    const { files } = await pull(registry, "flux/dev", "stable");
    const objects = parseAllDocuments(files["teams/ml/clusters/dev/bootstrap.yaml"] ?? "").map((each) => each.toJS());
    expect(objects).toMatchObject([
      {
        kind: "OCIRepository",
        spec: {
          url: `oci://${registry.address}/flux/dev`,
          ref: { tag: "stable" },
          provider: "generic",
          secretRef: { name: "registry" },
        },
      },
      { kind: "Kustomization", spec: { sourceRef: { kind: "OCIRepository", name: objects[0].metadata.name } } },
    ]);
    for (const name of Object.keys(files).filter((path) => path.includes("/sync/"))) {
      const { spec } = parse(files[name] ?? "");
      expect(spec.sourceRef).toEqual(objects[1].spec.sourceRef);
      expect(Object.keys(files).some((path) => path.startsWith(`${spec.path.slice(2)}/`))).toBe(true);
    }
  });
});

describe.skipIf(!hasRegistry)("to a registry that asks who one is (needs docker-registry)", () => {
  let registry: Registry;
  let to: readonly string[];
  beforeAll(async () => {
    registry = await startRegistry(HTPASSWD);
    to = ["--to", `oci://${registry.address}/private/dev`];
  });
  afterAll(() => registry.stop());

  function dockerConfig(config: object): void {
    mkdirSync(join(root, ".docker"));
    writeFileSync(join(root, ".docker/config.json"), JSON.stringify(config));
    vi.stubEnv("DOCKER_CONFIG", join(root, ".docker"));
  }
  const login = (password: string) => Buffer.from(`robot:${password}`).toString("base64");

  test("nobody, and a wrong password, are refused without a word of the password", async () => {
    const refused = { exit: 1, output: "", errors: expect.stringMatching(/^REGISTRY_REFUSED .* answered 401$/m) };
    expect(await program("publish", "--env", "dev", ...to)).toMatchObject(refused);
    dockerConfig({ auths: { [registry.address]: { auth: login("wrong-one") } } });
    const ran = await program("publish", "--env", "dev", ...to);
    expect(ran).toMatchObject(refused);
    expect(ran.errors).not.toContain("wrong-one");
  });

  test("the login of docker's configuration, and that of a credential helper, are used", async () => {
    dockerConfig({ auths: { [registry.address]: { auth: login("publish-test") } } });
    expect(await program("publish", "--env", "dev", ...to)).toMatchObject({ exit: 0, errors: "" });

    rmSync(join(root, ".docker"), { recursive: true });
    dockerConfig({ credHelpers: { [registry.address]: "test" } });
    writeFileSync(
      join(root, ".docker/docker-credential-test"),
      `#!/bin/sh\n[ "$1 $(cat)" = "get ${registry.address}" ] && echo '{"Username":"robot","Secret":"publish-test"}'\n`,
      { mode: 0o755 },
    );
    vi.stubEnv("PATH", `${join(root, ".docker")}:${process.env["PATH"]}`);
    expect(await program("publish", "--env", "dev", ...to)).toMatchObject({ exit: 0, errors: "" });
  });
});

/** What Flux's source controller reads: the manifest of the tag, and the files in its first layer. */
async function pull({ address }: Registry, repository: string, tag: string) {
  const ask = async (path: string) => {
    const response = await fetch(`http://${address}/v2/${repository}/${path}`, {
      headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
    });
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  };
  const text = await ask(`manifests/${tag}`);
  const manifest = JSON.parse(text.toString());
  const layer = await ask(`blobs/${manifest.layers[0].digest}`);
  const entries = await unpackTar(gunzipSync(layer));
  const files = Object.fromEntries(
    entries.map(({ header, data }) => [header.name, Buffer.from(data ?? "").toString()]),
  );
  return { manifest, files, digest: `sha256:${createHash("sha256").update(text).digest("hex")}` };
}
