/** The streams that a command talks to, and where it was called: passed in, so that tests call commands in process. */
export interface Terminal {
  /** Results. */
  readonly stdout: Stream;
  /** Problems and progress. */
  readonly stderr: Stream;
  /** Absolute. */
  readonly cwd: string;
}

export interface Stream {
  write(text: string): unknown;
  /** A person is looking: colours and progress are welcome. */
  readonly isTTY?: boolean;
}

/** The form in which results come out. */
export type OutputFormat = "text" | "json";

/** 0 done, 1 a problem in the input or a difference, 2 wrong usage, 3 a source could not be reached. */
export const EXIT = { done: 0, problem: 1, usage: 2, unreachable: 3 } as const;
