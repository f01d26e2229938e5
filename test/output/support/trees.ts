import type { FileTree } from "../../../generator/model/file-tree.ts";
import type { Result } from "../../../generator/model/problem.ts";
import { sealTree } from "../../../generator/output/seal-tree.ts";

export const ORIGIN = { version: "1.2.3", inputs: "sha256:0f" } as const;

export function treeOf(files: Readonly<Record<string, string>>): FileTree {
  return new Map(Object.entries(files));
}

/** What is on disk after a tree was written. */
export function onDisk(tree: FileTree): Readonly<Record<string, string>> {
  return Object.fromEntries([...sealTree(tree, ORIGIN)].map(([path, content]) => [path, content.toString()]));
}

export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return result.value;
}

/** `CODE message` of each problem. */
export function problemsOf(result: Result<unknown>): readonly string[] {
  return result.ok ? [] : result.problems.map(({ code, message }) => `${code} ${message}`);
}
