import type { ByteTree } from "../model/file-tree.ts";
import type { Problem, Result } from "../model/problem.ts";
import { outputEdited, outputNotRead } from "../problems/output-problems.ts";
import { checkPaths } from "./check-paths.ts";
import { isClaimed } from "./claim-output.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { tryDisk } from "./disk-error.ts";
import { type Examined, examineOutput } from "./examine-output.ts";
import { locateOutput, type OutputFolder, type OutputPlace } from "./locate-output.ts";
import type { OutputOrigin } from "./ownership.ts";
import { isUnchanged } from "./plan-output.ts";
import { replaceOutput } from "./replace-output.ts";
import { type SealedTree, type SharedContents, sealTree } from "./seal-tree.ts";
import { withClaim } from "./with-claim.ts";

export interface WriteOptions extends OutputOrigin {
  /** Contents of the trees that wait to be written with this one. */
  readonly shared?: SharedContents;
  /** Write and remove generated files also where they were edited by hand. */
  readonly force?: boolean;
}

/** What a run did: paths relative to the output folder, sorted. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Number of generated files that were there already, as generated. */
  readonly unchanged: number;
}

/**
 * Makes an output folder what is generated, as a whole or not at all; docs/output.md has what it promises. Where nothing differs it
 * touches nothing and claims nothing.
 */
export async function writeOutput(
  folder: OutputFolder,
  tree: ByteTree,
  options: WriteOptions,
  disk: Disk = nodeDisk,
): Promise<Result<Written>> {
  const prepared = prepareWrite(folder, tree, options, disk);
  return prepared.ok ? prepared.value() : prepared;
}

/** Does what `writeOutput` does after it has looked. */
export type Write = () => Promise<Result<Written>>;

/**
 * What `writeOutput` would refuse, as far as can be told without touching the disk, or what does the rest of it: a run over several environments looks at all
 * of them before it writes the first. Where nothing differs now, nothing is done later; nothing of the tree is kept then but what is in `shared`.
 */
export function prepareWrite(
  folder: OutputFolder,
  tree: ByteTree,
  options: WriteOptions,
  disk: Disk = nodeDisk,
): Result<Write> {
  const opened = open(folder, tree, options, disk);
  if (!opened.ok) return opened;
  const { place, sealed, examine } = opened.value;
  const seen = examine();
  // What is seen while another run is at work, or after one that was killed, is no ground for a verdict.
  const claimed = tryDisk(
    () => ({ ok: true, value: isClaimed(place, disk) }),
    (error) => outputNotRead(place.name, error),
  );
  if (!claimed.ok) return claimed;
  const isSettled = !claimed.value && (!seen.ok || isUnchanged(seen.value.plan));
  if (!isSettled) return { ok: true, value: () => replace(opened.value, disk) };
  const settled = account(seen, sealed);
  return settled.ok ? { ok: true, value: nothingToWrite(settled) } : settled;
}

/** A function of its own: one that is made in sight of the tree keeps it. */
function nothingToWrite(settled: Result<Written>): Write {
  return () => Promise.resolve(settled);
}

function replace({ place, sealed, examine }: Opened, disk: Disk): Promise<Result<Written>> {
  return withClaim(place, disk, async (claim) => {
    const examined = examine();
    if (!examined.ok || isUnchanged(examined.value.plan)) return account(examined, sealed);
    const failures = await replaceOutput(place, examined.value, claim, disk);
    return failures.length > 0 ? { ok: false, problems: failures } : account(examined, sealed);
  });
}

interface Opened {
  readonly place: OutputPlace;
  readonly sealed: SealedTree;
  /** Looks at what is there now. */
  readonly examine: () => Result<Examined>;
}

/** Everything that does not depend on what is in the folder. */
function open(folder: OutputFolder, tree: ByteTree, options: WriteOptions, disk: Disk): Result<Opened> {
  const problems = checkPaths(tree);
  if (problems.length > 0) return { ok: false, problems };
  const place = locateOutput(folder, disk);
  if (!place.ok) return place;
  const sealed = sealTree(tree, options, options.shared);
  const examine = () => examineForWriting(place.value, sealed, options, disk);
  return { ok: true, value: { place: place.value, sealed, examine } };
}

/** What is there and what to do about it; what was edited by hand is a problem unless forced. */
function examineForWriting(
  place: OutputPlace,
  sealed: SealedTree,
  options: WriteOptions,
  disk: Disk,
): Result<Examined> {
  const examined = examineOutput(place, sealed, disk);
  if (!examined.ok || options.force === true) return examined;
  const { plan, current } = examined.value;
  const problems = plan.edited.map((path): Problem => {
    return outputEdited(`${place.name}/${path}`, current.entries.has(path) ? "edited" : "deleted");
  });
  return problems.length > 0 ? { ok: false, problems } : examined;
}

function account(examined: Result<Examined>, sealed: SealedTree): Result<Written> {
  if (!examined.ok) return examined;
  const { write, removed, edited } = examined.value.plan;
  return {
    ok: true,
    value: {
      written: [...write.keys()].sort(),
      removed: [...removed, ...edited.filter((path) => !write.has(path))].sort(),
      unchanged: sealed.size - write.size,
    },
  };
}
