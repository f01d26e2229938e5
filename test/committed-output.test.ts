import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "../generator/cli/program.ts";
import { memoryTerminal } from "./support/memory-terminal.ts";

const ROOT = resolve(import.meta.dirname, "..");

test("clusters/ is what is generated", async () => {
  const terminal = memoryTerminal(ROOT);
  const exit = await run(["check", "--all"], terminal);
  expect({ exit, errors: terminal.errors(), output: terminal.output() }).toMatchObject({ exit: 0, errors: "" });
  expect(terminal.output().match(/nothing to change/g)?.length).toBeGreaterThanOrEqual(5);
});

test("the machine's locale, time zone and home make no difference", () => {
  const env = {
    ...process.env,
    LC_ALL: "tr_TR.UTF-8",
    LANG: "tr_TR.UTF-8",
    TZ: "Asia/Kolkata",
    HOME: "/nonexistent",
    NO_COLOR: "1",
  };
  const { status, stderr } = spawnSync(
    process.execPath,
    [resolve(ROOT, "dist/main.js"), "check", "--all", "--root", ROOT],
    {
      env,
      cwd: "/",
      encoding: "utf8",
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
