/** The known name that `name` is most likely a misspelling of, if any is near enough. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const candidates = [...known].map((candidate) => ({ candidate, distance: editDistance(name, candidate) }));
  const best = candidates.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))[0];
  return best !== undefined && best.distance <= tolerance(name) ? best.candidate : undefined;
}

/** ` Did you mean "x"?`, to follow a message; empty where nothing is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const candidate = nearest(name, known);
  return candidate === undefined ? "" : ` Did you mean "${candidate}"?`;
}

/** A third of the letters may be wrong, at least one: `istoi` is `istio`, `abc` is not `xyz`. */
function tolerance(name: string): number {
  return Math.max(1, Math.floor(name.length / 3));
}

/** Damerau-Levenshtein (optimal string alignment), letters of either case alike: insert, delete, replace, or swap two neighbours. */
function editDistance(left: string, right: string): number {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = last[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? beforeLast[column - 2]! + 1
          : Number.POSITIVE_INFINITY;
      current.push(Math.min(replaced, swapped, last[column]! + 1, current[column - 1]! + 1));
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length]!;
}
