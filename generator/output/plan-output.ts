import { OWNERSHIP_FILE } from "../model/file-tree.ts";
import type { Result } from "../model/problem.ts";
import { outputOccupied } from "../problems/output-problems.ts";
import { foldPath, parentsOf } from "./output-path.ts";
import { digest } from "./ownership.ts";
import type { CurrentOutput } from "./read-output.ts";
import type { SealedTree } from "./seal-tree.ts";

/** How what is on disk differs from what is generated; relative paths, sorted. */
export interface Differences {
  /** Generated, and not there. */
  readonly added: readonly string[];
  /** There as it was generated before. */
  readonly changed: readonly string[];
  /** Generated before, and no longer. */
  readonly removed: readonly string[];
  /** Edited, replaced or deleted by hand since they were generated: written again, or removed, only when forced. */
  readonly edited: readonly string[];
}

/** What has to happen to an output folder; nothing of it has. */
export interface OutputPlan extends Differences {
  /** What is written: whatever differs. */
  readonly write: SealedTree;
  /** Files, links and anything else but folders that stay as they are, ours and not ours. */
  readonly keep: readonly string[];
  /** Folders of the new tree, parents first, itself as `""`. */
  readonly folders: readonly string[];
}

/**
 * What it takes to make the current output (`name` in problems: `clusters/prod`) the generated one: pure. Only what the ownership file
 * lists is ever replaced, removed or called edited. Whatever else stands where a generated file has to go is a problem, unless it is a
 * file with the very same content.
 */
export function planOutput(name: string, current: CurrentOutput, generated: SealedTree): Result<OutputPlan> {
  const verdicts = judge(current, generated);
  const pathsOf = (verdict: Verdict) => [...verdicts].flatMap(([path, its]) => (its === verdict ? [path] : [])).sort();
  const differences = {
    added: pathsOf("added"),
    changed: pathsOf("changed"),
    removed: pathsOf("removed"),
    edited: pathsOf("edited"),
  };
  const replaced = new Set([...differences.changed, ...differences.removed, ...differences.edited]);
  const keep = [...current.entries].flatMap(([path, { kind }]) =>
    kind === "folder" || replaced.has(path) ? [] : [path],
  );
  const empty = emptyFolders(current);
  const foreign = keep.filter((path) => verdicts.get(path) !== "same");
  const inTheWay = obstacles(generated, foreign, empty);
  if (inTheWay.size > 0) {
    return { ok: false, problems: [...inTheWay].map(([path, why]) => outputOccupied(`${name}/${path}`, why)) };
  }
  const write = new Map([...generated].filter(([path]) => verdicts.get(path) !== "same"));
  return { ok: true, value: { ...differences, write, keep, folders: foldersOf([...keep, ...write.keys()], empty) } };
}

/** Whether the output is what is generated, to the byte. */
export function isUnchanged({ added, changed, removed, edited }: Differences): boolean {
  return added.length + changed.length + removed.length + edited.length === 0;
}

type Verdict = keyof Differences | "same" | "occupied" | "forgotten";

/** A verdict on every path that is generated or was before. */
function judge(current: CurrentOutput, generated: SealedTree): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const path of current.ownership?.files.keys() ?? []) {
    if (!generated.has(path)) verdicts.set(path, judgeOrphan(path, current));
  }
  for (const [path, content] of generated) verdicts.set(path, judgeGenerated(path, content, current));
  return verdicts;
}

/** `same` also for a file of somebody else with the very same content: after a merge the ownership file of one side may not list it. */
function judgeGenerated(path: string, content: Uint8Array, current: CurrentOutput): Verdict {
  const entry = current.entries.get(path);
  const there = current.contents.get(path);
  if (path === OWNERSHIP_FILE && there !== undefined) return Buffer.compare(there, content) === 0 ? "same" : "changed";
  const recorded = current.ownership?.files.get(path);
  if (entry === undefined || entry.kind === "folder") return recorded === undefined ? "added" : "edited";
  if (there !== undefined && Buffer.compare(there, content) === 0) return "same";
  if (recorded === undefined) return "occupied";
  return there !== undefined && digest(there) === recorded ? "changed" : "edited";
}

/** `forgotten`: it is gone already, or a folder of somebody has its name. */
function judgeOrphan(path: string, current: CurrentOutput): Verdict {
  const entry = current.entries.get(path);
  if (entry === undefined || entry.kind === "folder") return "forgotten";
  const there = current.contents.get(path);
  return there !== undefined && digest(there) === current.ownership?.files.get(path) ? "removed" : "edited";
}

/** Folders with nothing in them and never with anything of ours: somebody made them. */
function emptyFolders({ entries, ownership }: CurrentOutput): readonly string[] {
  const empty = new Set([...entries].flatMap(([path, { kind }]) => (kind === "folder" && path !== "" ? [path] : [])));
  for (const path of [...entries.keys(), ...(ownership?.files.keys() ?? [])]) {
    for (const parent of parentsOf(path)) empty.delete(parent);
  }
  return [...empty];
}

/** Everything of somebody else that stands where a generated file, or a folder above one, has to go, with the reason. */
function obstacles(
  generated: SealedTree,
  files: readonly string[],
  folders: readonly string[],
): ReadonlyMap<string, string> {
  const fileByFolded = new Map(files.map((path) => [foldPath(path), path]));
  const contentOf = new Map([...files, ...folders].flatMap((path) => parentsOf(path).map((parent) => [parent, path])));
  for (const folder of folders) contentOf.set(folder, folder);
  const reasons = new Map<string, string>();
  for (const path of generated.keys()) {
    for (const needed of [...parentsOf(path), path]) {
      const file = fileByFolded.get(foldPath(needed));
      if (file !== undefined) reasons.set(file, `${path} goes there`);
    }
    const content = contentOf.get(path);
    if (content !== undefined) reasons.set(content, `${path} is a file`);
  }
  return reasons;
}

/** All folders of a tree with these files and these empty folders. */
function foldersOf(files: readonly string[], empty: readonly string[]): readonly string[] {
  return [...new Set(["", ...empty, ...[...files, ...empty].flatMap(parentsOf)])].sort();
}
