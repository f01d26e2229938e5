import { expect, test } from "vitest";
import { holdSignals } from "../../generator/output/hold-signals.ts";

test("a signal during the action takes effect after it", async () => {
  const events: string[] = [];
  const listener = () => events.push("signal");
  await holdSignals(() => {
    process.kill(process.pid, "SIGHUP");
    const end = Date.now() + 20;
    while (Date.now() < end);
    events.push("action");
    // As the default action of the signal would be: there from the moment at which it is held no longer.
    process.on("SIGHUP", listener);
  });
  while (events.length < 3) await new Promise((resolve) => setImmediate(resolve));
  process.off("SIGHUP", listener);
  expect(events[0]).toBe("action");
  expect(events.slice(1)).toContain("signal");
});

test("gives what the action gives, throws what it throws, and leaves no listener behind", async () => {
  const listeners = process.listenerCount("SIGTERM");
  await expect(holdSignals(() => 7)).resolves.toBe(7);
  await expect(
    holdSignals(() => {
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(process.listenerCount("SIGTERM")).toBe(listeners);
});
