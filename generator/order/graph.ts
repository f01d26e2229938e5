/** A directed graph: for each node the nodes that it depends on. Every node is a key. */
type Graph = ReadonlyMap<string, readonly string[]>;

/** The nodes of one cycle in order, each depending on the next and the last on the first; undefined where there is none. */
export function findCycle(graph: Graph): readonly string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): readonly string[] | undefined => {
    if (done.has(node)) return undefined;
    if (path.includes(node)) return path.slice(path.indexOf(node));
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle !== undefined) return cycle;
    }
    path.pop();
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** The number of edges on the longest way down from each node of a graph without cycles. */
export function longestChains(graph: Graph): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const depthOf = (node: string): number => {
    const known = depths.get(node);
    if (known !== undefined) return known;
    const depth = Math.max(0, ...(graph.get(node) ?? []).map((next) => depthOf(next) + 1));
    depths.set(node, depth);
    return depth;
  };
  for (const node of graph.keys()) depthOf(node);
  return depths;
}

/** The transitive reduction of a graph without cycles: an edge that a longer way implies is left out. */
export function withoutImplied(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const below = new Map<string, ReadonlySet<string>>();
  const reachable = (node: string): ReadonlySet<string> => {
    const known = below.get(node);
    if (known !== undefined) return known;
    const found = new Set((graph.get(node) ?? []).flatMap((next) => [next, ...reachable(next)]));
    below.set(node, found);
    return found;
  };
  return new Map(
    [...graph].map(([node, targets]) => [
      node,
      new Set(targets.filter((target) => !targets.some((other) => other !== target && reachable(other).has(target)))),
    ]),
  );
}
