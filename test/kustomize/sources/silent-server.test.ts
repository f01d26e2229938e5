import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetchFile } from "../../../generator/kustomize/sources/fetch-file.ts";

let server: Server;
let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "silent-server-"));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
  rmSync(cache, { recursive: true });
});

/** Begins to fetch a file of a server that answers thus; gives the address, and the answer once the server was asked. */
async function begin(answer: (response: ServerResponse) => void) {
  server = createServer((_request, response) => answer(response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.yaml`;
  const asked = once(server, "request");
  const fetched = fetchFile(url, cache);
  await asked;
  return { url, fetched };
}

const timeout = (url: string) => ({
  ok: false,
  problems: [
    expect.objectContaining({ code: "SOURCE_TIMEOUT", message: `127.0.0.1 did not deliver ${url} within 15 s` }),
  ],
});

test("a server that never answers is given up after 15 seconds", async () => {
  const { url, fetched } = await begin(() => undefined);
  vi.advanceTimersByTime(15_000);
  expect(await fetched).toEqual(timeout(url));
});

test("a server that falls silent in the middle is given up 15 seconds later", async () => {
  const { url, fetched } = await begin((response) => void response.write("kind:"));
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  vi.advanceTimersByTime(15_000);
  expect(await fetched).toEqual(timeout(url));
});
