import type { Problem } from "../model/problem.ts";

/** A repository does not fit into the cache. */
export function cacheFull(url: string): Problem {
  return {
    code: "DISK_FULL",
    message: `${url} cannot be fetched: the disk of the cache, or your share of it, is full. Nothing was changed.`,
    hint: "Free some space, or name a cache elsewhere with --cache or KUBEFLOW_GITOPS_CACHE.",
  };
}

/** An operation of the system failed where no stage has words of its own for it. */
export function diskFailed({ code, syscall, path }: NodeJS.ErrnoException): Problem {
  const where = path === undefined ? "" : ` of ${path}`;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return {
      code: "DISK_FULL",
      message: `The ${syscall}${where} failed: the disk, or your share of it, is full.`,
      hint: "Free some space and run again.",
    };
  }
  return {
    code: "DISK_ERROR",
    message: `The ${syscall}${where} failed (${code}).`,
    hint: "Give yourself permission to read and write there, and check the disk.",
  };
}
