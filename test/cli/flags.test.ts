import { describe, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

async function program(line: string) {
  const terminal = memoryTerminal(temporaryFolder({}));
  return { exit: await run(line.split(" "), terminal), errors: terminal.errors() };
}

describe("a flag that a command has no use for is refused", () => {
  test.each([
    ["list --quiet", "--quiet"],
    ["images --env a --quiet", "--quiet"],
    ["graph --env a --quiet", "--quiet"],
    ["explain --env a --quiet", "--quiet"],
    ["build --root .", "--root"],
  ])("%s", async (line, flag) =>
    expect(await program(line)).toEqual({ exit: 2, errors: expect.stringContaining(`unknown option '${flag}'`) }),
  );
});

describe("of two flags that ask for different things neither is dropped", () => {
  test.each([
    "generate --env a --force --check",
    "generate --env a --all",
    "list --env a --expectations --resources",
    "list --env a --releases",
    "list --releases --resources",
    "images --env a --upstream --places",
    "vendor --verify --force",
  ])("%s", async (line) =>
    expect(await program(line)).toEqual({ exit: 2, errors: expect.stringContaining("cannot be used with option") }),
  );
});
