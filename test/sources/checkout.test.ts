import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { withCheckout } from "../../generator/sources/checkout.ts";

test("a server that takes the call and says nothing is given up", async () => {
  const calls: Socket[] = [];
  const server = createServer((call) => calls.push(call)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const source = { url: `git://127.0.0.1:${port}/manifests`, ref: "v1" };
  const checkedOut = await withCheckout(source, async () => ({ ok: true, value: "never" }), 300);
  for (const call of calls) call.destroy();
  server.close();
  expect(calls.length).toBeGreaterThan(0);
  expect(checkedOut).toMatchObject({
    ok: false,
    problems: [
      {
        code: "SOURCE_UNREACHABLE",
        message: `v1 of git://127.0.0.1:${port}/manifests cannot be fetched: no answer within 0.3 s`,
      },
    ],
  });
});
