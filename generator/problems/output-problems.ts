import type { Problem } from "../model/problem.ts";

export function outputPathRefused(path: string, fault: string): Problem {
  return {
    code: "OUTPUT_PATH_REFUSED",
    message: `Nothing is written at ${JSON.stringify(path)}: the path ${fault}.`,
    hint: "Rename the environment, or the file of the layer, that the path comes from.",
  };
}

export function outputPathCollision(path: string, other: string): Problem {
  return {
    code: "OUTPUT_PATH_COLLISION",
    message: `${JSON.stringify(path)} and ${JSON.stringify(other)} cannot both be written: where case is ignored, they are one.`,
    hint: "Rename one of the two files that the paths come from; a clone on macOS or Windows has room for one only.",
  };
}

export function outputSymlink(path: string, reason: string): Problem {
  return {
    code: "OUTPUT_SYMLINK",
    message: `${path} is a symbolic link: ${reason}.`,
    hint: "Replace the link by a folder, or generate with --root at the place that it leads to.",
  };
}

export function outputEdited(path: string, what: "edited" | "deleted"): Problem {
  return {
    code: "OUTPUT_EDITED",
    message: `${path} was ${what} by hand after it was generated.`,
    hint: "Say in the values or in a patch what the edit was for, then run with --force: it brings back what is generated.",
  };
}

/** Something is to be done with an output that is not there. */
export function outputMissing(output: string): Problem {
  return {
    code: "OUTPUT_MISSING",
    message: `There is no generated output in ${output}.`,
    hint: "Run `generate` (for vendor/: `vendor`), and commit what it writes.",
  };
}

export function outputOccupied(path: string, reason: string): Problem {
  return {
    code: "OUTPUT_OCCUPIED",
    message: `${path} is not ours and in the way: ${reason}.`,
    hint: "Move it elsewhere or delete it. Files that the ownership file does not list are never replaced, not even with --force.",
  };
}

export function ownershipUnreadable(path: string): Problem {
  return {
    code: "OUTPUT_OWNERSHIP_UNREADABLE",
    message: `${path} does not say which files were generated: it is damaged, or holds a merge conflict.`,
    hint: `Take either side of it (git checkout --ours -- ${path}) and run again; it is rewritten from what is generated.`,
  };
}

/** `owner`: the run that has the claim, where that is known. */
export function outputLocked(
  output: string,
  staging: string,
  owner: { readonly pid: number; readonly host: string; readonly since: number } | undefined,
): Problem {
  const run = owner && `process ${owner.pid} on ${owner.host}, since ${new Date(owner.since).toISOString()}`;
  return {
    code: "OUTPUT_LOCKED",
    message: `${output} is being written by another run (${run ?? "which one is not known"}). Nothing was changed.`,
    hint: `Wait until it has ended. If there is none, delete ${staging}; but where ${output} is missing, first move "previous" out of it to there.`,
  };
}

/** This run was suspended for so long that another one took its claim. */
export function outputTakenOver(output: string): Problem {
  return {
    code: "OUTPUT_TAKEN_OVER",
    message: `${output} was taken over by another run while this one was asleep. Nothing was changed.`,
    hint: "Run again.",
  };
}

export function outputChangedMeanwhile(output: string, path: string): Problem {
  return {
    code: "OUTPUT_CHANGED_MEANWHILE",
    message: `${path} changed while ${output} was being written. Nothing was changed.`,
    hint: "Save what is open in editors, then run again.",
  };
}

/** Which files are in place after an operation failed: the old ones, the new ones, or for once none. */
export type OutputState = "unchanged" | "replaced" | "absent";

/** A failed file operation, as Node reports it, in the words that fit its cause. */
export function outputNotWritten(output: string, error: NodeJS.ErrnoException, state: OutputState): Problem {
  const failed = `${output} could not be written`;
  switch (error.code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return {
        code: "OUTPUT_NOT_PERMITTED",
        message: `${failed}: ${operation(error)} is not permitted. ${sentence(state, output)}`,
        hint: "Give yourself permission to write to the folder, everything in it and the folder around it, or generate elsewhere with --root.",
      };
    case "ENOSPC":
    case "EDQUOT":
      return {
        code: "OUTPUT_DISK_FULL",
        message: `${failed}: the disk, or your share of it, is full. ${sentence(state, output)}`,
        hint: "Free some space: a run needs as much as all of the files that it changes.",
      };
    default:
      return {
        code: "OUTPUT_DISK_ERROR",
        message: `${failed}: ${operation(error)} failed. ${sentence(state, output)}`,
        hint: "The folder must be an ordinary one: of one file system, without mounts in it, and not part of a container image's layers.",
      };
  }
}

export function outputNotRead(output: string, error: NodeJS.ErrnoException): Problem {
  return {
    code: "OUTPUT_UNREADABLE",
    message: `${output} could not be read: ${operation(error)} failed. Nothing was changed.`,
    hint: "Give yourself permission to read the folder and everything in it.",
  };
}

/** What a run, this one or an earlier one, left beside an output and cannot be cleaned up. */
export function outputLeftover(output: string, staging: string, error: NodeJS.ErrnoException): Problem {
  return {
    code: "OUTPUT_LEFTOVER",
    message: `The work beside ${output} was not cleaned up: ${operation(error)} failed. It lies in ${staging}.`,
    hint: "Give yourself permission to write there. The next run of any command tries again; git does not see the folder.",
  };
}

/** `rename (EBUSY)`. */
function operation(error: NodeJS.ErrnoException): string {
  return `${error.syscall ?? "an operation"} (${error.code ?? error.message})`;
}

function sentence(state: OutputState, output: string): string {
  switch (state) {
    case "unchanged":
      return "Nothing was changed.";
    case "replaced":
      return "The new files are in place.";
    case "absent":
      return `${output} is missing at the moment; the next run of any command puts it back as it was.`;
  }
}
