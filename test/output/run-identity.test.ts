import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  identifyRun,
  isAlive,
  parseIdentity,
  printIdentity,
  processStart,
  type RunIdentity,
} from "../../generator/output/run-identity.ts";

const here = identifyRun();
const LONG_AGO = here.since - 3_600_000;

test("an identity survives being a file name", () => {
  expect(parseIdentity(printIdentity(here))).toEqual(here);
  expect(printIdentity(here)).toMatch(/^owner,[^/]{1,180}$/);
});

test.each([".gitignore", "next", "owner", "owner,a,b", "owner,a,b,c,1,2,3,4"])("%s is nobody's name", (name) => {
  expect(parseIdentity(name)).toBeUndefined();
});

describe("a run is", () => {
  const verdict = (changes: Partial<RunIdentity>) => isAlive({ ...here, ...changes }, here);

  test("alive as long as its process is, however long that takes", () => {
    expect(verdict({})).toBe(true);
    expect(verdict({ since: LONG_AGO })).toBe(true);
  });

  test("dead when there is no such process", () => expect(verdict({ pid: 2 ** 30 })).toBe(false));

  test.runIf(existsSync("/proc/self/stat"))("dead when another process got its number", () => {
    expect(verdict({ start: "1" })).toBe(false);
  });

  test("dead when the machine was restarted", () => expect(verdict({ boot: "00000000" })).toBe(false));

  test("taken for alive on another machine or in another container, for ten minutes", () => {
    for (const elsewhere of [{ host: "elsewhere" }, { pidNamespace: "1" }]) {
      expect(verdict({ ...elsewhere, pid: 2 ** 30 })).toBe(true);
      expect(verdict({ ...elsewhere, since: LONG_AGO })).toBe(false);
    }
  });
});

test("a process that has ended is dead", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
  await once(child, "spawn");
  const run = { ...here, pid: child.pid!, start: processStart(child.pid!) };
  expect(isAlive(run, here)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isAlive(run, here)).toBe(false);
});

test.runIf(existsSync("/proc/self/stat"))(
  "a process that has ended is dead also while nobody has asked for its end",
  async () => {
    // The shell becomes a program that never waits for the child that the shell started.
    const parent = spawn("sh", ["-c", "sleep 0.5 & echo $!; exec sleep 60"]);
    const [line] = await once(parent.stdout, "data");
    const pid = Number(String(line));
    const run = { ...here, pid, start: "0" };
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "utf8"), { timeout: 20_000 }).toMatch(/\) Z /);
    expect(processStart(pid)).toBe("dead");
    expect(isAlive(run, here)).toBe(false);
    parent.kill("SIGKILL");
  },
);
