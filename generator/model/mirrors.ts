import type { MirrorValues } from "./values.gen.ts";

/** The URL with the longest `from` that it begins with replaced by that mirror's `to`; as it is where there is none. */
export function mirrored(url: string, mirrors: readonly MirrorValues[]): string {
  const fitting = mirrors.filter(({ from }) => url.startsWith(from)).sort((a, b) => b.from.length - a.from.length);
  const [mirror] = fitting;
  return mirror === undefined ? url : mirror.to + url.slice(mirror.from.length);
}
