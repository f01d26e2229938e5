import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { run } from "../generator/cli/program.ts";
import { expectTree, readTree } from "./support/expect-tree.ts";
import { memoryTerminal } from "./support/memory-terminal.ts";

/** One whole-program case: a folder with what a user's repository holds, and what comes of it. */
interface Sample {
  readonly description: string;
  /** The command line. */
  readonly run: string;
  /** Default 0. */
  readonly exit?: number;
  /** Each problem's place and code, in the order in which they are printed. */
  readonly problems?: readonly string[];
  /** Texts that stderr holds, for what a place and a code do not show. */
  readonly says?: readonly string[];
  /** Texts that stdout holds. */
  readonly prints?: readonly string[];
}

const SAMPLES = resolve(import.meta.dirname, "samples");
const work = mkdtempSync(join(tmpdir(), "samples-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

for (const name of readdirSync(SAMPLES).sort()) {
  const folder = join(SAMPLES, name);
  const sample = parse(readFileSync(join(folder, "sample.yaml"), "utf8")) as Sample;
  test(`${name}: ${sample.description}`, async () => {
    const root = join(work, name);
    cpSync(join(folder, "input"), root, { recursive: true });
    const before = readTree(join(root, "clusters"));
    const terminal = memoryTerminal(root);

    expect({ exit: await run(sample.run.split(" "), terminal), stderr: terminal.errors() }).toMatchObject({
      exit: sample.exit ?? 0,
    });

    if (sample.problems !== undefined) expect(problemLines(terminal.errors())).toEqual(sample.problems);
    for (const text of sample.says ?? []) expect(terminal.errors()).toContain(text);
    for (const text of sample.prints ?? []) expect(terminal.output()).toContain(text);
    if ((sample.exit ?? 0) !== 0) expect(readTree(join(root, "clusters"))).toEqual(before);
    else if (existsSync(join(folder, "expected")) || process.env["UPDATE"] === "1")
      expectTree(join(root, "clusters"), join(folder, "expected"));
  });
}

/** `file:line:column CODE` of each problem. */
function problemLines(stderr: string): string[] {
  return [...stderr.matchAll(/^(?:(\S+:\d+:\d+) )?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+) /gm)].map(([, place, code]) =>
    place === undefined ? code! : `${place} ${code}`,
  );
}
