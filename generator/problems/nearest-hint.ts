/** What to say when something is not found but others are near; nothing when none is. */
export function nearestHint(near: readonly string[]): { hint: string } | Record<string, never> {
  return near.length === 0 ? {} : { hint: `Nearest: ${near.join(", ")}.` };
}
