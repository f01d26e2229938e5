import type { Catalog } from "../../model/catalog.ts";
import { printTable } from "./table.ts";

/** The components of all releases, side by side. */
export interface ListedReleases {
  /** Oldest first. */
  readonly releases: readonly string[];
  readonly components: readonly {
    readonly name: string;
    readonly title: string;
    /** By release; null where the release does not have the component. */
    readonly versions: Readonly<Record<string, string | null>>;
  }[];
}

/** Which version of each component every release has, in name order; without components of our own objects that have no version. */
export function listReleases({ releases, components }: Catalog): ListedReleases {
  const versioned = [...components.values()].filter(
    ({ name, chart }) => chart !== undefined || [...releases.values()].some((release) => release.components.has(name)),
  );
  return {
    releases: [...releases.keys()],
    components: versioned.map(({ name, title, chart }) => ({
      name,
      title,
      versions: Object.fromEntries(
        [...releases.values()].map((release) => [
          release.name,
          release.components.get(name)?.version ?? chart?.version ?? null,
        ]),
      ),
    })),
  };
}

export function printReleases({ releases, components }: ListedReleases): string {
  const rows = components.map(({ name, versions }) => [name, ...releases.map((release) => versions[release] ?? "-")]);
  return printTable([["COMPONENT", ...releases], ...rows]);
}
