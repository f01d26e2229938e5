import type { Problem, Result } from "../model/problem.ts";

/** The code of a failed file operation (`ENOSPC`); the empty text for any other error. */
export function errorCode(error: unknown): string {
  return isDiskError(error) ? String(error.code) : "";
}

/** Whether an operation of the system failed, as against a mistake in the program. */
export function isDiskError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

/** What the action gives, or the problem that a failed file operation in it comes to; any other error goes on. */
export function tryDisk<T>(action: () => Result<T>, toProblem: (error: NodeJS.ErrnoException) => Problem): Result<T> {
  try {
    return action();
  } catch (error) {
    if (!isDiskError(error)) throw error;
    return { ok: false, problems: [toProblem(error)] };
  }
}
