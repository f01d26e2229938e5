import type { Stream } from "./terminal.ts";

/** How far a long run has come. */
export interface Progress {
  /** `generating prod`, and how many of how many are done. */
  show(text: string, done: number, total: number): void;
  /** Leaves no trace of it. */
  end(): void;
}

/** Carriage return, then erase to the end of the line. */
const CLEAR_LINE = "\r\u001b[K";
/** A longer line would wrap, and the part that went to the next line could not be erased. */
const COLUMNS = 79;

/** One line that is written over and over where a person is looking; nothing at all on any other stream, or when quiet. */
export function startProgress(stream: Stream, quiet = false): Progress {
  if (stream.isTTY !== true || quiet) return { show: () => undefined, end: () => undefined };
  return {
    show: (text, done, total) => stream.write(`${CLEAR_LINE}${`[${done}/${total}] ${text}`.slice(0, COLUMNS)}`),
    end: () => stream.write(CLEAR_LINE),
  };
}
