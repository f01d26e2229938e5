/** A position in a file that a person wrote; line and column count from 1. */
export interface Place {
  /** The path as the user knows it: relative to the root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with the input, as data: collected by the stages, printed once at the end of a run. */
export interface Problem {
  /** Permanent name, also the name of its page: docs/problems/<code>.md. */
  readonly code: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly place?: Place;
}

/** What a stage gives: its value, or every problem that it found. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };
