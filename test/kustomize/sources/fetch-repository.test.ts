import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseRepositoryUrl } from "../../../generator/kustomize/parse-repository-url.ts";
import { remoteSource } from "../../../generator/kustomize/sources/remote-source.ts";

let work: string;
let origin: string;
let cache: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "fetch-repository-"));
  origin = join(work, "origin");
  cache = join(work, "cache");
  mkdirSync(origin);
  git("init", "-q", "-b", "main");
  git("config", "uploadpack.allowAnySHA1InWant", "true");
  commit("one");
  git("tag", "v1");
  commit("two");
  git("tag", "-a", "v2", "-m", "annotated");
});
afterAll(() => rmSync(work, { recursive: true }));

function git(...words: string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  return execFileSync("git", [...identity, ...words], { cwd: origin, encoding: "utf8" }).trim();
}

function commit(content: string): string {
  writeFileSync(join(origin, "file"), content);
  git("add", "-A");
  git("commit", "-q", "-m", content);
  return git("rev-parse", "HEAD");
}

/** Fetches as a new process would, and gives the content of `file`, or the problem. */
async function fetched(query: string): Promise<string> {
  const result = await remoteSource(cache).repository(parseRepositoryUrl(`file://${origin}${query}`)!);
  return result.ok
    ? readFileSync(join(result.value, "file"), "utf8")
    : `${result.problems[0]?.code}: ${result.problems[0]?.message}`;
}

/** Whatever is asked of the origin while it is away can only come from the cache. */
async function whileAway<T>(action: () => Promise<T>): Promise<T> {
  execFileSync("mv", [origin, `${origin}.away`]);
  try {
    return await action();
  } finally {
    execFileSync("mv", [`${origin}.away`, origin]);
  }
}

test("tags, annotated tags, full commits, branches and the default branch are fetched", async () => {
  expect(await fetched("?ref=v1")).toBe("one");
  expect(await fetched("?ref=v2")).toBe("two");
  expect(await fetched(`?ref=${git("rev-parse", "v1")}`)).toBe("one");
  expect(await fetched("?ref=main")).toBe("two");
  expect(await fetched("")).toBe("two");
});

test("a tag and a full commit that were fetched once need no network", async () => {
  const id = git("rev-parse", "v1");
  await fetched("?ref=v1");
  expect(await whileAway(() => fetched("?ref=v1"))).toBe("one");
  expect(await whileAway(() => fetched(`?ref=${id}`))).toBe("one");
});

test("what was fetched is for this user alone", async () => {
  await fetched("?ref=v1");
  expect((statSync(cache).mode | statSync(join(cache, "git")).mode) & 0o077).toBe(0);
});

test("a branch is looked up again by every process, and fetched when it moved", async () => {
  await fetched("?ref=main");
  commit("three");
  expect(await fetched("?ref=main")).toBe("three");
  expect(await fetched("")).toBe("three");
  expect(await whileAway(() => fetched("?ref=main"))).toMatch(/^SOURCE_DENIED/);
});

test("one process asks once", async () => {
  const source = remoteSource(cache);
  const spec = parseRepositoryUrl(`file://${origin}?ref=main`)!;
  const first = await source.repository(spec);
  expect(await whileAway(() => source.repository(spec))).toBe(first);
});

test("processes that fetch the same at the same time do not disturb each other", async () => {
  const shared = join(work, "shared");
  const spec = parseRepositoryUrl(`file://${origin}?ref=v2`)!;
  const results = await Promise.all(Array.from({ length: 4 }, () => remoteSource(shared).repository(spec)));
  expect(new Set(results.map((result) => result.ok && result.value)).size).toBe(1);
  expect(results[0]?.ok).toBe(true);
  const entries = readdirSync(join(shared, "git"), { recursive: true, encoding: "utf8" });
  expect(entries.filter((entry) => /partial-|\.git(\/|$)/.test(entry))).toEqual([]);
});

test("a missing ref, a missing repository and a ref that is an option are problems", async () => {
  expect(await fetched("?ref=v9")).toMatch(/^SOURCE_REF_NOT_FOUND: .*has no branch, tag or commit `v9`/);
  expect(await fetched(".missing/x?ref=v1")).toMatch(/^SOURCE_DENIED/);
  const marker = join(work, "marker");
  expect(await fetched(`?ref=--upload-pack=touch%20${marker}`)).toMatch(/^SOURCE_REF_INVALID/);
  expect(existsSync(marker)).toBe(false);
});

test("a host that cannot be reached is named, and credentials are not", async () => {
  const spec = parseRepositoryUrl("https://user:hunter2@127.0.0.1:9/team/app?ref=v1")!;
  const result = await remoteSource(cache).repository(spec);
  expect(result).toMatchObject({ ok: false, problems: [{ code: "SOURCE_UNREACHABLE" }] });
  expect(JSON.stringify(result)).toContain("127.0.0.1");
  expect(JSON.stringify(result)).not.toContain("hunter2");
});

test("the user's git configuration is honoured", async () => {
  const config = join(work, "gitconfig");
  writeFileSync(config, `[url "file://${origin}"]\n\tinsteadOf = https://git.example.com/team/app\n`);
  const before = process.env.GIT_CONFIG_GLOBAL;
  process.env.GIT_CONFIG_GLOBAL = config;
  try {
    const result = await remoteSource(cache).repository(parseRepositoryUrl("https://git.example.com/team/app?ref=v1")!);
    expect(result.ok).toBe(true);
  } finally {
    if (before === undefined) delete process.env.GIT_CONFIG_GLOBAL;
    else process.env.GIT_CONFIG_GLOBAL = before;
  }
});

test("variables of the repository that a git hook runs in do not redirect the fetch", async () => {
  process.env.GIT_DIR = join(work, "elsewhere");
  try {
    rmSync(cache, { recursive: true });
    expect(await fetched("?ref=v1")).toBe("one");
    expect(existsSync(join(work, "elsewhere"))).toBe(false);
  } finally {
    delete process.env.GIT_DIR;
  }
});

test("a folder that is no repository is named as a folder", async () => {
  const result = await remoteSource(cache).repository(parseRepositoryUrl(`file://${work}/nowhere?ref=v1`)!);
  const folder = `${work}/nowhere`;
  expect(result).toMatchObject({ ok: false, problems: [{ code: "SOURCE_DENIED" }] });
  expect(!result.ok && result.problems[0]?.message).toMatch(`The folder ${folder} does not give us a repository: `);
});
