import type { Problem } from "../model/problem.ts";
import { withoutCredentials } from "../problems/without-credentials.ts";
import type { FileSystem } from "./file-system.ts";
import type { EntryProblem } from "./report.ts";

/** Finds line and column of the entries that problems come from. Only a build that failed pays for reading its files again. */
export async function locateProblems(
  problems: readonly EntryProblem[],
  fileSystem: FileSystem,
): Promise<readonly Problem[]> {
  if (problems.length === 0) return [];
  const { placeOfEntry } = await import("./place-of-entry.ts");
  const located: Problem[] = [];
  for (const { entry, ...problem } of problems) {
    const place = problem.place ?? (entry === undefined ? undefined : placeOfEntry(entry, fileSystem));
    // A file may have come from a URL.
    const file = withoutCredentials(place?.file ?? "");
    located.push(place === undefined ? problem : { ...problem, place: { ...place, file } });
  }
  return located;
}
