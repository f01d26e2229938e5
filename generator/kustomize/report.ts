import type { Problem } from "../model/problem.ts";

/** A value in a file that a person wrote, by its path of field names and list indices; its line is looked up only when it is needed. */
export interface Entry {
  readonly file: string;
  readonly path: readonly (string | number)[];
}

/** A problem that knows the entry it came from. */
export interface EntryProblem extends Problem {
  readonly entry?: Entry;
}

/** Takes note of a problem. Whoever reports goes on with a harmless value; the build stops at the end of the step. */
export type Report = (problem: Problem, entry?: Entry) => void;

/** Collects what is reported during a build. */
export class Problems {
  readonly found: EntryProblem[] = [];

  readonly report: Report = (problem, entry) => {
    this.found.push(entry === undefined ? problem : { ...problem, entry });
  };

  get any(): boolean {
    return this.found.length > 0;
  }
}

/** The entry one or more steps further down. */
export function entryAt(entry: Entry, ...path: readonly (string | number)[]): Entry {
  return { file: entry.file, path: [...entry.path, ...path] };
}
