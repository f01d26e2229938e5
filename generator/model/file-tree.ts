/** Files by path (relative, `/`, no `.` or `..`), with their text: the output before it is on disk. */
export type FileTree = ReadonlyMap<string, string>;
