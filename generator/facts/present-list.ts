/** The list, or nothing where it is empty: what a fact leaves out. */
export function presentList<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
