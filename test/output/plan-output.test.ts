import { describe, expect, test } from "vitest";
import { OWNERSHIP_FILE } from "../../generator/model/file-tree.ts";
import type { DiskEntry } from "../../generator/output/disk.ts";
import { digest, type Ownership } from "../../generator/output/ownership.ts";
import { isUnchanged, planOutput } from "../../generator/output/plan-output.ts";
import type { CurrentOutput } from "../../generator/output/read-output.ts";
import { expectValue, problemsOf } from "./support/trees.ts";

const FOLDER: DiskEntry = { kind: "folder", mode: 0o755, uid: 0, gid: 0, stamp: "" };
const FILE: DiskEntry = { ...FOLDER, kind: "file" };
const SYMLINK: DiskEntry = { ...FOLDER, kind: "symlink" };

/** An output with these files (text), links (`symlink`) and folders (`folder`), of which `recorded` were generated with these texts. */
function output(
  there: Readonly<Record<string, string | { readonly kind: "folder" | "symlink" }>>,
  recorded?: Readonly<Record<string, string>>,
): CurrentOutput {
  const entries = new Map<string, DiskEntry>([["", FOLDER]]);
  const contents = new Map<string, Uint8Array>();
  for (const [path, what] of Object.entries(there)) {
    if (typeof what === "string") contents.set(path, Buffer.from(what));
    entries.set(path, typeof what === "string" ? FILE : what.kind === "folder" ? FOLDER : SYMLINK);
  }
  const files = recorded && new Map(Object.entries(recorded).map(([path, text]) => [path, digest(Buffer.from(text))]));
  const ownership: Ownership | undefined = files && { version: "1", inputs: "i", files };
  return { entries, contents, ownership };
}

function generated(files: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
}

const folder = { kind: "folder" } as const;
const symlink = { kind: "symlink" } as const;

describe("a generated file is", () => {
  test.each([
    ["added where nothing is", output({}), { added: ["x"] }],
    ["unchanged where it is", output({ x: "new" }, { x: "new" }), {}],
    ["unchanged where somebody else has put the very same", output({ x: "new" }), {}],
    ["unchanged where somebody edited it into what it becomes", output({ x: "new" }, { x: "old" }), {}],
    ["changed where it is as it was generated before", output({ x: "old" }, { x: "old" }), { changed: ["x"] }],
    ["edited where it is something else", output({ x: "mine" }, { x: "old" }), { edited: ["x"] }],
    ["edited where it was before and is no longer", output({}, { x: "old" }), { edited: ["x"] }],
    ["edited where a link has taken its place", output({ x: symlink }, { x: "old" }), { edited: ["x"] }],
  ])("%s", (_, current, differences) => {
    const plan = expectValue(planOutput("clusters/prod", current, generated({ x: "new" })));
    const { added, changed, removed, edited } = plan;
    expect({ added, changed, removed, edited }).toEqual({
      added: [],
      changed: [],
      removed: [],
      edited: [],
      ...differences,
    });
    expect(isUnchanged(plan)).toBe(Object.keys(differences).length === 0);
    expect([...plan.write.keys()]).toEqual(isUnchanged(plan) ? [] : ["x"]);
    expect(plan.keep).toEqual(isUnchanged(plan) ? ["x"] : []);
  });
});

describe("a file that is no longer generated is", () => {
  test.each([
    [
      "removed where it is as it was generated",
      output({ a: folder, "a/x": "old" }, { "a/x": "old" }),
      { removed: ["a/x"] },
    ],
    ["edited where it is something else", output({ a: folder, "a/x": "mine" }, { "a/x": "old" }), { edited: ["a/x"] }],
    ["forgotten where it is gone", output({ a: folder }, { "a/x": "old" }), {}],
    [
      "forgotten where somebody has made a folder",
      output({ a: folder, "a/x": folder, "a/x/y": "y" }, { "a/x": "old" }),
      {},
    ],
  ])("%s", (_, current, differences) => {
    const plan = expectValue(planOutput("clusters/prod", current, generated({})));
    const { added, changed, removed, edited } = plan;
    expect({ added, changed, removed, edited }).toEqual({
      added: [],
      changed: [],
      removed: [],
      edited: [],
      ...differences,
    });
    expect(plan.folders).toEqual(plan.keep.length > 0 ? ["", "a", "a/x"] : [""]);
  });
});

test("folders follow their files; an empty one stays when it was never ours", () => {
  const there = {
    ours: folder,
    "ours/x": "x",
    mixed: folder,
    "mixed/x": "x",
    "mixed/mine": "m",
    empty: folder,
    "empty/in": folder,
  };
  const current = output(there, { "ours/x": "x", "mixed/x": "x" });
  const plan = expectValue(planOutput("clusters/prod", current, generated({ "new/deep/y": "y" })));
  expect(plan.folders).toEqual(["", "empty", "empty/in", "mixed", "new", "new/deep"]);
  expect(plan.keep).toEqual(["mixed/mine"]);
});

test("a file may become a folder and a folder a file, as long as all in it is ours", () => {
  const current = output({ a: "a", b: folder, "b/x": "x" }, { a: "a", "b/x": "x" });
  const plan = expectValue(planOutput("clusters/prod", current, generated({ "a/x": "x", b: "b" })));
  expect(plan).toMatchObject({ added: ["a/x", "b"], removed: ["a", "b/x"], folders: ["", "a"] });
});

test("everything in the way is reported at once, once each", () => {
  const current = output({ a: "mine", b: folder, "b/mine": "m", "C.yaml": "mine", d: folder }, {});
  const tree = generated({ "a/1": "", "a/2": "", b: "", "c.yaml": "", d: "" });
  expect(problemsOf(planOutput("clusters/prod", current, tree)).map((text) => text.split(" is ")[0])).toEqual([
    "OUTPUT_OCCUPIED clusters/prod/a",
    "OUTPUT_OCCUPIED clusters/prod/b/mine",
    "OUTPUT_OCCUPIED clusters/prod/C.yaml",
    "OUTPUT_OCCUPIED clusters/prod/d",
  ]);
});

test("the ownership file is ours by its name", () => {
  const current = output({ [OWNERSHIP_FILE]: "old" }, {});
  const plan = expectValue(planOutput("clusters/prod", current, generated({ [OWNERSHIP_FILE]: "new" })));
  expect(plan.changed).toEqual([OWNERSHIP_FILE]);
});

test("lists are sorted by character code, whatever the order of the tree and of the disk", () => {
  const paths = ["b", "a/b", "Z", "a-b", "é", "10", "9"];
  const plan = expectValue(
    planOutput("clusters/prod", output({}), generated(Object.fromEntries(paths.map((path) => [path, ""])))),
  );
  expect(plan.added).toEqual(["10", "9", "Z", "a-b", "a/b", "b", "é"]);
});
