/** The results of an action on each item, in the order of the items; at most `limit` of the actions are under way at a time. */
export async function mapAtOnce<Item, Outcome>(
  items: readonly Item[],
  limit: number,
  action: (item: Item, index: number) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const rest = items.entries();
  const work = async () => {
    for (const [index, item] of rest) outcomes[index] = await action(item, index);
  };
  await Promise.all(Array.from({ length: limit }, work));
  return outcomes;
}
