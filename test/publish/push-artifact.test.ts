import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { packArtifact } from "../../generator/publish/pack-artifact.ts";
import { pushArtifact } from "../../generator/publish/push-artifact.ts";

const servers: Server[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "push-"));
  vi.stubEnv("DOCKER_CONFIG", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Notes what it was asked, and by whom. */
async function serve(answer: (request: IncomingMessage, host: string) => readonly [status: number, headers?: object]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    asked.push(`${method} ${url?.replace(/sha256[^&]*/, "…")} ${headers.authorization ?? "nobody"}`);
    const [status, more = {}] = answer(request, host);
    request.resume().on("end", () => response.writeHead(status, { ...more }).end('{"token":"t0"}'));
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const auth = Buffer.from("me:sekret").toString("base64");
  writeFileSync(join(folder, "config.json"), JSON.stringify({ auths: { [host]: { auth } } }));
  return { host, asked };
}

const BASIC = { "www-authenticate": 'Basic realm="r"' };
const LOGIN = `Basic ${Buffer.from("me:sekret").toString("base64")}`;
/** A registry that takes everything, uploads where `location` says. */
const registryAt =
  (location: string | undefined) =>
  ({ method, url, headers }: IncomingMessage): readonly [number, object?] => {
    if (headers.authorization === undefined) return [401, BASIC];
    if (method === "HEAD") return [404];
    return url?.endsWith("/uploads/") ? [202, location === undefined ? {} : { location }] : [201];
  };
async function push(registry: string) {
  const artifact = await packArtifact(new Map([["a.yaml", Buffer.from("a: b\n")]]), {});
  const pushed = await pushArtifact({ registry, repository: "dev", tag: "latest" }, artifact);
  return pushed.ok ? "pushed" : pushed.problems.map(({ code, message }) => `${code} ${message}`).join("\n");
}

test("another server to which it sends the upload does not hear who one is", async () => {
  const storage = await serve(() => [201]);
  const registry = await serve(registryAt(`http://${storage.host}/upload?state=1`));
  expect(await push(registry.host)).toBe("pushed");
  expect(storage.asked).toEqual(Array(2).fill("PUT /upload?state=1&digest=… nobody"));
  expect(registry.asked.slice(1).every((each) => each.endsWith(LOGIN))).toBe(true);
});

test("a redirect is not followed with the login", async () => {
  const other = await serve(() => [201]);
  const registry = await serve(() => [307, { location: `http://${other.host}/` }]);
  expect(await push(registry.host)).toMatch(/^REGISTRY_REFUSED .* answered 307$/);
  expect(other.asked).toEqual([]);
});

test("a place to upload to is relative to what was asked for", async () => {
  const registry = await serve(registryAt("session/1"));
  expect(await push(registry.host)).toBe("pushed");
  expect(registry.asked).toContain(`PUT /v2/dev/blobs/uploads/session/1?digest=… ${LOGIN}`);
});

test("a token is asked for where the registry says, and is its alone", async () => {
  const tokens = await serve(() => [200]);
  const registry = await serve(({ method, url, headers }) => {
    const bearer = `Bearer realm="http://${tokens.host}/token",service="s",scope="repository:dev:pull,push"`;
    return headers.authorization === undefined
      ? [401, { "www-authenticate": bearer }]
      : registryAt("/upload")({ method, url, headers } as IncomingMessage);
  });
  expect(await push(registry.host)).toBe("pushed");
  expect(tokens.asked).toEqual([`GET /token?service=s&scope=repository%3Adev%3Apull%2Cpush ${LOGIN}`]);
  expect(registry.asked.slice(1).every((each) => each.endsWith(" Bearer t0"))).toBe(true);
});

test.each([200, 404])("an identity token is exchanged, or used as a password where that answers %d", async (status) => {
  const bodies: string[] = [];
  const tokens = await serve((request) => {
    request.on("data", (chunk) => bodies.push(String(chunk)));
    return [request.method === "POST" ? status : 200];
  });
  const registry = await serve((request) =>
    request.headers.authorization === undefined
      ? [401, { "www-authenticate": `Bearer realm="http://${tokens.host}/token",service="s"` }]
      : registryAt("/upload")(request),
  );
  const auths = { [registry.host]: { auth: Buffer.from("<token>:").toString("base64"), identitytoken: "identity" } };
  writeFileSync(join(folder, "config.json"), JSON.stringify({ auths }));
  expect(await push(registry.host)).toBe("pushed");
  expect(Object.fromEntries(new URLSearchParams(bodies[0]))).toMatchObject({
    grant_type: "refresh_token",
    refresh_token: "identity",
    service: "s",
  });
  const login = `Basic ${Buffer.from("<token>:identity").toString("base64")}`;
  expect(tokens.asked).toEqual(["POST /token nobody", ...(status === 200 ? [] : [`GET /token?service=s ${login}`])]);
});

test.each([
  [undefined, "does not say where to upload to"],
  ["http://", "does not say where to upload to"],
  ["http://registry.example.com/upload", "leads to http://registry.example.com, which is not encrypted"],
])("uploads to %s are refused: %s", async (location, what) => {
  const registry = await serve(registryAt(location));
  expect(await push(registry.host)).toBe(
    `REGISTRY_ANSWER_INVALID oci://${registry.host}/dev:latest cannot be published: ${registry.host} ${what}`,
  );
});

test("a password goes to nobody in plain text", async () => {
  const realm = 'Bearer realm="http://registry.example.com/token",service="s"';
  const registry = await serve(() => [401, { "www-authenticate": realm }]);
  expect(await push(registry.host)).toMatch(
    /^REGISTRY_ANSWER_INVALID .* leads to http:\/\/registry.example.com, which is not encrypted$/,
  );
});
