import { type ByteTree, OWNERSHIP_FILE } from "../model/file-tree.ts";
import type { Problem } from "../model/problem.ts";
import { outputPathCollision, outputPathRefused } from "../problems/output-problems.ts";
import { foldPath, parentsOf, pathFault } from "./output-path.ts";

/**
 * What is wrong with the paths of a tree: those that could leave the output folder, that git or the ownership file needs, and
 * those that a file system which ignores case (macOS, Windows) or a folder of the same name would put in one place.
 */
export function checkPaths(tree: ByteTree): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  for (const path of tree.keys()) {
    const fault = path === OWNERSHIP_FILE ? "has the name of the ownership file" : pathFault(path);
    if (fault !== undefined) {
      problems.push(outputPathRefused(path, fault));
      continue;
    }
    const clash = [...parentsOf(path), path].map((name) => collision(name, seen)).find((other) => other !== undefined);
    if (clash !== undefined) problems.push(outputPathCollision(path, clash));
  }
  for (const path of tree.keys()) {
    const folder = parentsOf(path).find((parent) => tree.has(parent));
    if (folder !== undefined) problems.push(outputPathCollision(path, folder));
  }
  return problems;
}

function collision(path: string, seen: Map<string, string>): string | undefined {
  const folded = foldPath(path);
  const other = seen.get(folded);
  if (other === undefined) seen.set(folded, path);
  return other === path ? undefined : other;
}
