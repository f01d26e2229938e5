import type { Dependency } from "../../model/platform.ts";

/** A component as far as the picture of the sync order goes. */
export interface SyncNode {
  readonly name: string;
  readonly title: string;
  readonly depth: number;
  readonly dependencies: readonly Dependency[];
}

/** Nodes by depth, shallow first, each group in the given order. */
export function byDepth(nodes: readonly SyncNode[]): readonly (readonly [number, readonly SyncNode[]])[] {
  const groups = new Map<number, SyncNode[]>();
  for (const node of nodes) groups.set(node.depth, [...(groups.get(node.depth) ?? []), node]);
  return [...groups].sort(([a], [b]) => a - b);
}
