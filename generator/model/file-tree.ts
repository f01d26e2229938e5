/** Files by path (relative, `/`, no `.` or `..`), with their text: the output before it is on disk. */
export type FileTree = ReadonlyMap<string, string>;

/** The same where a file need not be text. */
export type ByteTree = ReadonlyMap<string, string | Uint8Array>;

/** Lies in every folder that the program writes and says which files in it are ours. */
export const OWNERSHIP_FILE = ".kubeflow-gitops.json";
