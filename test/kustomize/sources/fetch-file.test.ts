import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { remoteSource } from "../../../generator/kustomize/sources/remote-source.ts";
import { isRemoteFile, looksLikeRepository } from "../../../generator/kustomize/sources/remote-url.ts";
import { hostOf } from "../../../generator/problems/host-of.ts";
import { sourceStatus } from "../../../generator/problems/remote-problems.ts";
import { withoutCredentials } from "../../../generator/problems/without-credentials.ts";

let server: Server;
let base: string;
let cache: string;
let requests: IncomingMessage[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "fetch-file-"));
  requests = [];
  answer = (_request, response) => response.end("kind: ConfigMap\n");
});
afterAll(() => server.close());

async function fetched(path: string): Promise<string> {
  const result = await remoteSource(cache).file(path.startsWith("http") ? path : base + path);
  return result.ok
    ? Buffer.from(result.value).toString()
    : `${result.problems[0]?.code}: ${result.problems[0]?.message}`;
}

test("a file is fetched once per process", async () => {
  const source = remoteSource(cache);
  const [first, second] = await Promise.all([source.file(`${base}/x.yaml`), source.file(`${base}/x.yaml`)]);
  expect(first).toBe(second);
  expect(requests.length).toBe(1);
});

test("a later process asks whether the file changed, and takes the kept copy when it did not", async () => {
  answer = (request, response) => {
    response.setHeader("etag", '"1"');
    if (request.headers["if-none-match"] === '"1"') response.statusCode = 304;
    response.end(response.statusCode === 304 ? "" : "content");
  };
  expect([await fetched("/x.yaml"), await fetched("/x.yaml")]).toEqual(["content", "content"]);
  expect(requests.map((request) => request.headers["if-none-match"])).toEqual([undefined, '"1"']);
});

test("a damaged cache entry is fetched again", async () => {
  answer = (request, response) => {
    response.setHeader("etag", '"1"');
    if (request.headers["if-none-match"] !== undefined) response.statusCode = 304;
    response.end("content");
  };
  await fetched("/x.yaml");
  for (const name of readdirSync(join(cache, "http"))) writeFileSync(join(cache, "http", name), "torn");
  expect(await fetched("/x.yaml")).toBe("content");
  rmSync(cache, { recursive: true });
});

test("a failing server is tried again", async () => {
  answer = (_request, response) => {
    response.statusCode = requests.length < 3 ? 503 : 200;
    response.end("content");
  };
  expect(await fetched("/x.yaml")).toBe("content");
});

test("a status that is no success is a problem with its number, without the secrets in the URL", async () => {
  answer = (_request, response) => {
    response.statusCode = 404;
    response.end("<html>");
  };
  expect(await fetched("/missing.yaml?token=hunter2")).toMatch(
    /^SOURCE_STATUS: GET .*missing\.yaml\?token=… answered 404/,
  );
  expect(requests.length).toBe(1);
});

test("a user name and password in the URL become basic authentication", async () => {
  await fetched(`${base.replace("http://", "http://me:hunter2@")}/x.yaml`);
  expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from("me:hunter2").toString("base64")}`);
});

test("a file without end is cut off with a problem", async () => {
  answer = (_request, response) => {
    const block = Buffer.alloc(1_000_000);
    const more = (): void => {
      while (!response.destroyed && response.write(block));
      response.once("drain", more);
    };
    more();
  };
  expect(await fetched("/endless.yaml")).toMatch(/^SOURCE_TOO_LARGE/);
});

test("what was fetched is for this user alone", async () => {
  const within = join(cache, "kubeflow-gitops");
  await remoteSource(within).file(`${base}/a.yaml`);
  const paths = readdirSync(within, { recursive: true, encoding: "utf8" }).map((name) => join(within, name));
  const open = [within, ...paths].filter((path) => (statSync(path).mode & 0o077) !== 0);
  expect(paths).toHaveLength(3);
  expect(open).toEqual([]);
});

test("a host that does not answer is named", async () => {
  expect(await fetched("http://me:hunter2@127.0.0.1:9/x.yaml")).toMatch(
    /^SOURCE_UNREACHABLE: http:\/\/127\.0\.0\.1:9\/x\.yaml cannot be fetched: /,
  );
});

test.each([
  ["https://github.com/a/b//c?ref=v1", true],
  ["https://github.com/a/b?ref=v1", true],
  ["https://git.example.com/a/b.git", true],
  ["https://git.example.com/a/b.git/c", true],
  ["https://dev.azure.com/o/p/_git/r/c", true],
  ["https://github.com/a/b/releases/download/v1/manifests.yaml", false],
  ["https://raw.example.com/a/b/x.yaml?ref=v1", false],
  ["https://github.com/a/b/c", false],
])("%s looks like a repository: %j", (url, expected) => {
  expect([isRemoteFile(url), looksLikeRepository(url)]).toEqual([true, expected]);
});

test.each([
  ["https://user:secret@host/x", "https://host/x", "host"],
  ["https://token@host:8443/x", "https://host:8443/x", "host"],
  ["ssh://git@host/x", "ssh://git@host/x", "host"],
  ["ssh://git:secret@host/x", "ssh://git@host/x", "host"],
  ["git@host:team/x.git", "git@host:team/x.git", "host"],
  ["https://me@example.com:secret@host/x", "https://host/x", "host"],
  ["git://me:secret@host/x", "git://host/x", "host"],
  ["oci://me:secret@host/x:v1", "oci://host/x:v1", "host"],
  ["https://me:se/cr/et@host/x", "https://host/x", "host"],
  ["ssh://git:se/cret@host/x", "ssh://git@host/x", "host"],
  ["https://host:8443/@scope/x", "https://host:8443/@scope/x", "host"],
  ["https://host/x@v1", "https://host/x@v1", "host"],
  ["git@host:x.git@v1", "git@host:x.git@v1", "host"],
  ["file:///repositories/x", "file:///repositories/x", "this machine"],
  ["https://host/x?X-Amz-Signature=abc&y=1", "https://host/x?X-Amz-Signature=…&y=1", "host"],
])("%s is shown as %s", (url, shown, host) => {
  expect([withoutCredentials(url), hostOf(url)]).toEqual([shown, host]);
});

test.each([
  [404, "Check the spelling of the URL."],
  [403, "Check that the URL can be read without signing in."],
  [503, "Try again later: the server was asked three times. Or keep a copy of the file."],
  [429, "Try again later: the server was asked three times. Or keep a copy of the file."],
])("what to do after an answer of %d", (status, hint) => {
  expect(sourceStatus("https://example.com/a.yaml", status, "")).toMatchObject({ code: "SOURCE_STATUS", hint });
});
