/** Where in a file something was found; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with the input, as data: collected, never thrown, and printed once at the end. */
export interface Problem {
  /** The stable name a user can look up, such as `KUSTOMIZATION_NOT_FOUND`. */
  readonly code: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly place?: Place;
}

/** Either a value, or everything that stands in its way. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };
