import { type Disk, nodeDisk } from "../../../generator/output/disk.ts";

/** Stands for the end of the process: no code of the run may catch it. */
export class Killed extends Error {}

/** The real disk without its slowest part, for tests that never cut the power. */
export const unflushedDisk: Disk = { ...nodeDisk, flush: async () => undefined };

export interface BreakingDisk {
  readonly disk: Disk;
  /** Operations so far. */
  readonly count: () => number;
}

/** The (unflushed) disk, except that before operation number `at` (from 0) the process dies: that operation and all later ones do nothing. */
export function dyingDisk(at: number): BreakingDisk {
  return breakingDisk((index) => {
    if (index >= at) throw new Killed();
  });
}

/** The (unflushed) disk, except that operation number `at` (from 0) fails once. */
export function failingDisk(at: number, code: string): BreakingDisk {
  return breakingDisk((index, name) => {
    if (index === at) throw Object.assign(new Error(`${code}: made up, ${name}`), { code, syscall: name });
  });
}

function breakingDisk(before: (index: number, name: string) => void): BreakingDisk {
  let operations = 0;
  const wrap = (name: string, operation: (...all: never[]) => unknown) => {
    return (...all: never[]) => {
      before(operations++, name);
      return operation(...all);
    };
  };
  const wrapped = Object.entries(unflushedDisk).map(([name, operation]) => [name, wrap(name, operation)]);
  return { disk: Object.fromEntries(wrapped), count: () => operations };
}
