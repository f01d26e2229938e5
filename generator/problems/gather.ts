import type { Problem, Result } from "../model/problem.ts";

/** All values, or all problems of all results. */
export function gather<T>(results: Iterable<Result<T>>): Result<T[]> {
  const values: T[] = [];
  const problems: Problem[] = [];
  for (const result of results) {
    if (result.ok) values.push(result.value);
    else problems.push(...result.problems);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: values };
}

/** The same for results of different types, by name. */
export function gatherFields<T extends object>(results: { readonly [K in keyof T]: Result<T[K]> }): Result<T> {
  const entries = Object.entries<Result<unknown>>(results);
  const values = gather(entries.map(([, result]) => result));
  if (!values.ok) return values;
  return { ok: true, value: Object.fromEntries(entries.map(([name], index) => [name, values.value[index]])) as T };
}

/** What a stage gives where it has only problems. */
export function refused(...problems: readonly Problem[]): Extract<Result<never>, { readonly ok: false }> {
  return { ok: false, problems };
}
